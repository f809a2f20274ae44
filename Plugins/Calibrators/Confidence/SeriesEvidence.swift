import SluiceKit
import SluiceNumerics

/// A coefficient and stability of its own for every instrument, member and horizon, from its last pairs.
final class SeriesEvidence: ForecastEvidence {
    private let instruments: Int
    private let rule: Stability
    private var pairs: PairHistory
    private let coefficients: ColumnSet
    private let stabilities: ColumnSet

    init(_ settings: ConfidenceSettings, axes: Axes) throws {
        instruments = axes.instruments.count
        rule = try Stability(minimum: settings.stabilityMinimum, warmUp: settings.stabilityWarmUp)
        let columns = axes.members.count * axes.horizons.count
        pairs = try PairHistory(
            series: max(columns * instruments, 1), ranked: settings.icWindow, minimum: settings.icMinimum,
            errors: settings.stabilityWindow)
        coefficients = ColumnSet(columns: columns, rows: instruments)
        stabilities = ColumnSet(columns: columns, rows: instruments)
        coefficients.fill(0)
        stabilities.fill(settings.stabilityWarmUp)
    }

    func take(_ forecasts: Column, _ outcomes: Column, column: Int) {
        let said = UnsafeBufferPointer(start: forecasts.base, count: instruments)
        let came = UnsafeBufferPointer(start: outcomes.base, count: instruments)
        pairs.push(said.span, came.span, firstSeries: column * instruments)
        update(column)
    }

    private func update(_ column: Int) {
        let coefficient = UnsafeMutableBufferPointer(start: coefficients[column].base, count: instruments)
        let stability = UnsafeMutableBufferPointer(start: stabilities[column].base, count: instruments)
        var coefficients = coefficient.mutableSpan
        var stabilities = stability.mutableSpan
        pairs.judge(
            firstSeries: column * instruments, by: rule, coefficients: &coefficients,
            stabilities: &stabilities)
    }

    func weigh(_ scores: Column, column: Int, _ terms: ConfidenceTerms, into results: Column) {
        let (coefficient, stability) = (coefficients[column], stabilities[column])
        for index in 0..<scores.count {
            results[index] = terms.value(
                scores[index], index, informationCoefficient: coefficient[index], stability: stability[index])
        }
    }

    func remember(into memory: inout MemoryWriter) { memory.write(pairs.state) }

    func recall(from memory: inout MemoryReader) throws {
        guard pairs.restore(try memory.doubles()) else {
            throw MemoryMismatch("the pairs of confidence are of another form")
        }
        for column in 0..<coefficients.columns { update(column) }
    }
}
