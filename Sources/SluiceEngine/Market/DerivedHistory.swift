package import SluiceHistory
import SluiceKit
import SluiceMarket
import Synchronization

/// What is worked out of a history for all stages, kept for the runs of it that come later.
///
/// Runs that begin with one row and work out in one form see the same numbers, row by row and to the bit: the first writes
/// them down, the others read them. One run at a time has them; another one beside it works out its own. For runs that
/// keep no memory: what a reader itself would remember is not up to date.
package final class DerivedHistory: Sendable {
    private struct Beginning: Hashable {
        let row: Int
        let form: UInt64
    }

    private let history: HistoryColumns
    private let known = Mutex<[Beginning: DerivedRows]>([:])
    /// The most bytes that all beginnings may take together.
    private let limit: Int

    /// Keeps nothing yet.
    package init(_ history: HistoryColumns, limit: Int = 128 << 20) {
        (self.history, self.limit) = (history, limit)
    }

    /// How many rows are known, of all beginnings.
    var rows: Int { known.withLock { $0.values.reduce(0) { $0 + $1.count } } }

    /// The rows of the runs that begin at a moment, for one run; nil where that is no row, another run has them, or they
    /// would take too much.
    func take(from time: Timestamp, form: UInt64) -> DerivedRows? {
        guard let row = row(at: time) else { return nil }
        return known.withLock { known in
            let rows: DerivedRows
            if let before = known[Beginning(row: row, form: form)] {
                rows = before
            } else {
                let size = DerivedRows.size(history, from: row)
                guard known.values.reduce(size, { $0 + $1.size }) <= limit else { return nil }
                rows = DerivedRows(history, from: row)
                known[Beginning(row: row, form: form)] = rows
            }
            guard !rows.isTaken else { return nil }
            rows.isTaken = true
            return rows
        }
    }

    /// Gives rows back; `state` is what a run that has worked out the last of them remembers.
    ///
    /// Without it those are forgotten behind which nobody could go on.
    func give(back rows: DerivedRows, state: [UInt64]?) {
        known.withLock { _ in
            rows.isTaken = false
            rows.end(state)
        }
    }

    private func row(at time: Timestamp) -> Int? {
        var (low, high) = (0, history.rows)
        while low < high {
            let middle = (low + high) / 2
            if history.time(of: middle) < time { low = middle + 1 } else { high = middle }
        }
        return low < history.rows && history.time(of: low) == time ? low : nil
    }
}

/// The numbers of the rows of a history from one on; whoever has taken it may look at it.
final class DerivedRows: @unchecked Sendable {
    /// Whether a run has it.
    fileprivate(set) var isTaken = false
    /// How many rows are known.
    private(set) var count = 0
    /// What was remembered behind the last row when a run had ended, and how many there were.
    private(set) var state: [UInt64] = []
    private var ended = 0
    private let history: HistoryColumns
    private let origin: Int
    private let instruments: Int
    /// By row and instrument.
    private let volatilities: UnsafeMutablePointer<Double>
    private let values: UnsafeMutablePointer<Double>

    fileprivate init(_ history: HistoryColumns, from row: Int) {
        (self.history, origin, instruments) = (history, row, history.instruments.count)
        // What is not written yet is no memory yet.
        volatilities = .allocate(capacity: max((history.rows - row) * instruments, 1))
        values = .allocate(capacity: max((history.rows - row) * instruments, 1))
    }

    deinit {
        volatilities.deallocate()
        values.deallocate()
    }

    /// How many bytes it may come to take.
    var size: Int { Self.size(history, from: origin) }

    fileprivate static func size(_ history: HistoryColumns, from row: Int) -> Int {
        2 * MemoryLayout<Double>.stride * (history.rows - row) * history.instruments.count
    }

    /// A run has ended with this, or without being able to say with what.
    fileprivate func end(_ state: [UInt64]?) {
        guard let state else {
            count = ended
            return
        }
        (self.state, ended) = (state, count)
    }

    /// Whether some cycles are those of the rows from one on.
    func are(_ times: UnsafePointer<Timestamp>, _ cycles: Int, at row: Int) -> Bool {
        let (first, last) = (origin + row, origin + row + cycles - 1)
        return last < history.rows && history.time(of: first) == times[0]
            && history.time(of: last) == times[cycles - 1]
    }

    /// Shows some rows, all of which are known, at the beginning of a frame.
    func show(_ rows: Range<Int>, in frame: MarketFrame) {
        let (first, places) = (rows.lowerBound * instruments, rows.count * instruments)
        frame.volatility.base.update(from: volatilities + first, count: places)
        frame.tradedValue.base.update(from: values + first, count: places)
    }

    /// Adds the rows behind the last one, which lie in a frame from a cycle on.
    func add(_ cycles: Range<Int>, of frame: MarketFrame) {
        let (first, from, places) = (
            count * instruments, cycles.lowerBound * instruments, cycles.count * instruments
        )
        (volatilities + first).update(from: frame.volatility.base + from, count: places)
        (values + first).update(from: frame.tradedValue.base + from, count: places)
        count += cycles.count
    }
}
