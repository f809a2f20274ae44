import Glibc
import SluiceKit

/// The logarithms of the last closes of every instrument, each instrument with its own bars.
///
/// A close that is not fresh, not above 0 or not finite is passed over. Cost: constant for a close and for a change.
final class LogPrices {
    /// How many closes of an instrument are kept.
    let capacity: Int
    /// A column for each place of the ring; an instrument fills its own row.
    private let ring: ColumnSet
    /// How many closes each instrument has had.
    private let counts: UnsafeMutableBufferPointer<Int>
    /// The place of each instrument's newest close.
    private let newest: UnsafeMutableBufferPointer<Int>
    /// 1 where the newest bar brought a close.
    private let isNew: ColumnSet
    /// The place of the newest close of every instrument; nil when they differ.
    private var commonPlace: Int?
    /// How many closes every instrument has had at least.
    private var least = 0

    /// Begins without closes.
    init(capacity: Int, instruments: Int) {
        self.capacity = capacity
        ring = ColumnSet(columns: capacity, rows: instruments)
        isNew = ColumnSet(columns: 1, rows: instruments)
        counts = .allocate(capacity: max(instruments, 1))
        newest = .allocate(capacity: max(instruments, 1))
        counts.initialize(repeating: 0)
        newest.initialize(repeating: capacity - 1)
    }

    deinit {
        counts.deallocate()
        newest.deallocate()
    }

    /// Takes the closes of the bars that ended since the cycle before.
    func push(_ market: MarketFrame) {
        let (close, fresh, isNew) = (market.close, market.fresh, isNew[0])
        for index in 0..<market.count {
            let price = close[index]
            isNew[index] = 0
            guard fresh[index] == 1, price > 0, price < .infinity else { continue }
            let place = newest[index] + 1 == capacity ? 0 : newest[index] + 1
            ring[place][index] = log(price)
            newest[index] = place
            counts[index] += 1
            isNew[index] = 1
        }
        compare()
    }

    /// Looks whether all instruments stand at one place.
    private func compare() {
        guard let place = newest.first else { return }
        var differing = 0
        for other in newest { differing |= other ^ place }
        commonPlace = differing == 0 ? place : nil
        least = counts.min() ?? 0
    }

    /// Writes for every instrument the log return from `lag` bars ago to `skip` bars ago.
    ///
    /// NaN with fewer than `lag + 1` closes or without a new one; `lag` is below the capacity. Follows a `push`.
    func write(lag: Int, skip: Int, into returns: Column) {
        let isNew = isNew[0]
        if let place = commonPlace, least > lag {
            let (last, first) = (ring[back(skip, from: place)], ring[back(lag, from: place)])
            for index in 0..<returns.count {
                let change = last[index] - first[index]
                returns[index] = isNew[index] == 1 ? change : .nan
            }
            return
        }
        for index in 0..<returns.count {
            let place = newest[index]
            let change = ring[back(skip, from: place)][index] - ring[back(lag, from: place)][index]
            returns[index] = isNew[index] == 1 && counts[index] > lag ? change : .nan
        }
    }

    private func back(_ bars: Int, from place: Int) -> Int {
        place < bars ? place - bars + capacity : place - bars
    }

    /// Writes all closes.
    func remember(into memory: inout MemoryWriter) {
        memory.write(ring)
        for index in 0..<ring.rows {
            memory.write(counts[index])
            memory.write(newest[index])
        }
    }

    /// Takes the closes of another run.
    func recall(from memory: inout MemoryReader) throws {
        try memory.read(into: ring)
        for index in 0..<ring.rows {
            let (count, place) = (try memory.int(), try memory.int())
            guard count >= 0, 0..<capacity ~= place else {
                throw MemoryMismatch("the memory names a place that the ring of closes does not have")
            }
            (counts[index], newest[index]) = (count, place)
        }
        compare()
    }
}
