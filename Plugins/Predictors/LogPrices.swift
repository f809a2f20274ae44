import Glibc
import SluiceKit

/// The logarithms of the last closes of every instrument, each instrument with its own bars.
///
/// A close that is not fresh, not above 0 or not finite is passed over. Cost: constant for a close and for a change.
struct LogPrices {
    /// How many closes of an instrument are kept.
    let capacity: Int
    /// A column for each place of the ring; an instrument fills its own row.
    private let ring: ColumnSet
    /// Columns: how many closes an instrument has had, and the place of the newest.
    private let progress: ColumnSet

    /// Begins without closes.
    init(capacity: Int, instruments: Int) {
        self.capacity = capacity
        ring = ColumnSet(columns: capacity, rows: instruments)
        progress = ColumnSet(columns: 2, rows: instruments)
        progress[0].fill(0)
        progress[1].fill(-1)
    }

    /// Takes the closes of the bars that ended since the cycle before.
    func push(_ market: MarketFrame) {
        let (close, fresh, count, newest) = (market.close, market.fresh, progress[0], progress[1])
        for index in 0..<market.count {
            let price = close[index]
            guard fresh[index] == 1, price > 0, price < .infinity else { continue }
            let place = Int(newest[index]) + 1 == capacity ? 0 : Int(newest[index]) + 1
            ring[place][index] = log(price)
            newest[index] = Double(place)
            count[index] += 1
        }
    }

    /// Writes for every instrument the log return from `lag` bars ago to `skip` bars ago.
    ///
    /// NaN with fewer than `lag + 1` closes or without a new one; `lag` is below the capacity.
    func write(lag: Int, skip: Int, market: MarketFrame, into returns: Column) {
        let (close, fresh, count, newest) = (market.close, market.fresh, progress[0], progress[1])
        for index in 0..<market.count {
            guard fresh[index] == 1, close[index] > 0, close[index] < .infinity, count[index] > Double(lag)
            else {
                returns[index] = .nan
                continue
            }
            let place = Int(newest[index])
            let (last, first) = (place - skip, place - lag)
            returns[index] =
                ring[last < 0 ? last + capacity : last][index]
                - ring[first < 0 ? first + capacity : first][index]
        }
    }

    /// Writes all closes.
    func remember(into memory: inout MemoryWriter) {
        memory.write(ring)
        memory.write(progress)
    }

    /// Takes the closes of another run.
    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: ring)
        try memory.read(into: progress)
    }
}
