import SluiceKit
import SluiceNumerics

/// How the members' forecasts correlated with the returns that followed, over the last cycles and all instruments.
struct RealisedCorrelation {
    private var outcomes: Outcomes
    private var past: PooledCorrelation
    private let members: Int
    private let matrix: ColumnSet

    init(_ axes: Axes, history: Int) throws {
        outcomes = try Outcomes(axes)
        members = axes.members.count
        past = try PooledCorrelation(
            groups: max(axes.horizons.count, 1), members: members + 1,
            instruments: max(axes.instruments.count, 1), window: history)
        matrix = ColumnSet(columns: members + 1, rows: members + 1)
    }

    /// Goes on to a cycle.
    mutating func begin(_ cycle: Cycle, _ market: MarketFrame?) { outcomes.begin(cycle, market) }

    /// Takes the forecasts of a horizon; true when the returns of earlier ones were seen.
    mutating func settle(_ forecasts: ForecastFrame, horizon: Int) -> Bool {
        guard outcomes.settle(forecasts, horizon: horizon) else { return false }
        for member in 0...members {
            past.stage(UnsafeBufferPointer(outcomes.due[member]).span, member: member, group: horizon)
        }
        past.push(group: horizon)
        return true
    }

    /// Writes each member's correlation at a horizon; NaN before its forecasts came due in `start` cycles.
    mutating func write(horizon: Int, start: Int, into correlations: Column) {
        var cells = matrix.cells.mutableSpan
        past.correlations(group: horizon, into: &cells)
        let returns = past.count(group: horizon, member: members)
        for member in 0..<members {
            let count = min(past.count(group: horizon, member: member), returns)
            correlations[member] = count >= start ? matrix[members][member] : .nan
        }
    }

    /// Writes the past.
    func remember(into memory: inout MemoryWriter) {
        outcomes.remember(into: &memory)
        memory.write(past.state)
    }

    /// Takes the past of another run.
    mutating func recall(from memory: inout MemoryReader) throws {
        try outcomes.recall(from: &memory)
        guard past.restore(try memory.doubles()) else {
            throw MemoryMismatch("the history of outcomes is of another form")
        }
    }
}
