import SluiceKit
import SluiceNumerics

/// The forecasts and closes of the last bars, so that a forecast can be held against what came of it.
final class ForecastPast {
    private let bars: Int
    private let members: Int
    /// A row of columns for each bar: the members' forecasts, then the closes.
    private let rows: ColumnSet
    private var steps = 0

    init(bars: Int, members: Int, instruments: Int) throws {
        let columns = bars * (members + 1)
        guard columns * max(instruments, 1) <= 1 << 26 else {
            throw InvalidParameter(
                name: "horizon x members x instruments", value: Double(columns * instruments),
                expected: "at most \(1 << 26) numbers to remember")
        }
        (self.bars, self.members) = (bars, members)
        rows = ColumnSet(columns: columns, rows: instruments)
    }

    private var row: Int { steps % bars * (members + 1) }

    /// The return of an instrument since the bar whose forecasts are due now; NaN when it is unknown.
    func outcome(_ index: Int, _ market: MarketFrame) -> Double {
        guard steps >= bars, market.isFresh(index), market.close[index] > 0 else { return .nan }
        return market.close[index] / rows[row + members][index] - 1
    }

    /// A member's forecast that is due now.
    func forecast(_ index: Int, member: Int) -> Double { rows[row + member][index] }

    /// Keeps the forecasts and closes of a bar in place of those that were due.
    func push(_ forecasts: ForecastFrame, horizon: Int, _ market: MarketFrame) {
        for member in 0..<min(members, forecasts.members) {
            rows[row + member].copy(forecasts.column(member: member, horizon: horizon))
        }
        for index in 0..<market.count {
            let close = market.close[index]
            rows[row + members][index] = market.isFresh(index) && close > 0 ? close : .nan
        }
        steps += 1
    }

    func remember(into memory: inout MemoryWriter) {
        memory.write(steps)
        memory.write(rows)
    }

    func recall(from memory: inout MemoryReader) throws {
        let steps = try memory.int()
        guard (0..<1 << 60).contains(steps) else { throw MemoryMismatch("the memory has no number of bars") }
        try memory.read(into: rows)
        self.steps = steps
    }
}
