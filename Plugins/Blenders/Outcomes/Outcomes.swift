import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What became of forecasts: those that were made a horizon ago, beside the return since.
///
/// A return is that of the mark, in basis points, and absent unless the instrument had a fresh bar at both ends.
struct Outcomes {
    private var count: CycleCount
    private var line: DelayLine
    private let members: Int
    private let instruments: Int
    /// The mark of each instrument with a fresh bar.
    private let prices: ColumnSet
    /// By member: the forecasts that are due; then the returns they were about.
    let due: ColumnSet

    /// Takes room for every forecast until it is due.
    /// - Throws: `InvalidParameter` where a horizon is no whole number of cycles, or the room too large.
    init(_ axes: Axes) throws {
        count = CycleCount(axes)
        (members, instruments) = (axes.members.count, axes.instruments.count)
        let delays = axes.horizonMinutes.map { Int(($0 / axes.barMinutes).rounded()) }
        line = try DelayLine(delays: delays, rows: members + 1, width: max(instruments, 1))
        prices = ColumnSet(columns: 1, rows: max(instruments, 1))
        due = ColumnSet(columns: members + 1, rows: max(instruments, 1))
    }

    /// Says so where a horizon of the pipeline is no whole number of its cycles, so that nothing is ever due.
    static func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        for horizon in plan.horizons {
            let cycles = Double(horizon.minutes(inSession: plan.calendar.sessionMinutes)) / plan.barMinutes
            guard cycles < 1 || cycles != cycles.rounded() else { continue }
            issues.append(
                Diagnostic(
                    .settingConflict,
                    "horizon \(horizon) is no whole number of cycles of \(plan.every), so that no return of it is seen",
                    at: nil))
        }
    }

    /// Goes on to a cycle.
    mutating func begin(_ cycle: Cycle, _ market: MarketFrame?) {
        count.advance(to: cycle.now)
        let price = prices[0]
        price.fill(.nan)
        guard let market else { return }
        for index in 0..<min(price.count, market.count) where market.isFresh(index) {
            let mark = market.mark(index)
            price[index] = mark > 0 && mark <= .greatestFiniteMagnitude ? mark : .nan
        }
    }

    /// Takes the forecasts of a horizon and writes those that are due; false when none are.
    mutating func settle(_ forecasts: ForecastFrame, horizon: Int) -> Bool {
        guard instruments > 0 else { return false }
        let isDue = line.enter(step: count.number, line: horizon)
        for member in 0..<members {
            exchange(forecasts.column(member: member, horizon: horizon), row: member, horizon: horizon)
        }
        exchange(prices[0], row: members, horizon: horizon)
        guard isDue else { return false }
        let (now, then) = (prices[0], due[members])
        for index in 0..<then.count {
            let change = (now[index] / then[index] - 1) * 10_000
            then[index] = change.magnitude <= .greatestFiniteMagnitude ? change : .nan
        }
        return true
    }

    private mutating func exchange(_ column: Column, row: Int, horizon: Int) {
        let target = UnsafeMutableBufferPointer(due[row])
        var leaving = target.mutableSpan
        line.exchange(row, line: horizon, in: UnsafeBufferPointer(column).span, out: &leaving)
    }

    /// Writes what waits.
    func remember(into memory: inout MemoryWriter) {
        count.remember(into: &memory)
        memory.write(line.state)
    }

    /// Takes what waited in another run.
    mutating func recall(from memory: inout MemoryReader) throws {
        try count.recall(from: &memory)
        guard line.restore(try memory.doubles()) else {
            throw MemoryMismatch("the forecasts that wait are of another form")
        }
    }
}
