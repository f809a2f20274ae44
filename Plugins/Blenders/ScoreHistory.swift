import SluiceKit
import SluiceNumerics

/// Brings the members' forecasts of a horizon to one scale, as the history takes them.
struct ScoreHistory {
    private var scale: RunningScale?
    private let instruments: Int
    private let members: Int
    /// By member, then instrument.
    private let scores: ColumnSet

    /// Begins without a past; forecasts stay as they are when `correlated` says so.
    init(_ correlated: RidgeRiskParitySettings.Correlated, history: Int, axes: Axes) throws {
        instruments = axes.instruments.count
        members = axes.members.count
        scores = ColumnSet(columns: members, rows: instruments)
        scale =
            switch correlated {
            case .returns: nil
            case .scores:
                try RunningScale(
                    series: max(members * axes.horizons.count * instruments, 1), span: Double(history))
            }
    }

    /// Takes the forecasts of a horizon into the past.
    mutating func push(_ forecasts: ForecastFrame, horizon: Int) {
        for member in 0..<members where scale != nil {
            let column = forecasts.column(member: member, horizon: horizon)
            let source = UnsafeBufferPointer(start: column.base, count: instruments)
            let target = UnsafeMutableBufferPointer(start: scores[member].base, count: instruments)
            var span = target.mutableSpan
            scale?.push(
                source.span, firstSeries: (member * forecasts.horizons + horizon) * instruments, into: &span)
        }
    }

    /// The forecasts of a member as the history takes them, after `push`: by instrument, NaN where absent.
    func column(_ forecasts: ForecastFrame, member: Int, horizon: Int) -> Column {
        scale == nil ? forecasts.column(member: member, horizon: horizon) : scores[member]
    }

    /// Writes the past.
    func remember(into memory: inout MemoryWriter) { memory.write(scale?.state ?? []) }

    /// Takes the past of another run.
    mutating func recall(from memory: inout MemoryReader) throws {
        let state = try memory.doubles()
        guard scale?.restore(state) ?? state.isEmpty else {
            throw MemoryMismatch("the past of forecasts is of another form")
        }
    }
}
