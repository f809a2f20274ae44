import SluiceKit
import SluiceNumerics

/// A coefficient and stability of its own for every instrument, member and horizon, from its last pairs.
final class SeriesEvidence: ForecastEvidence {
    private let instruments: Int
    private let (icWindow, stabilityWindow): (Int, Int)
    private let stability: Stability
    private var pairs: PairHistory
    private var correlation: RankCorrelation
    private let coefficients: ColumnSet
    private let stabilities: ColumnSet

    init(_ settings: ConfidenceSettings, axes: Axes) throws {
        instruments = axes.instruments.count
        (icWindow, stabilityWindow) = (settings.icWindow, settings.stabilityWindow)
        stability = try Stability(minimum: settings.stabilityMinimum, warmUp: settings.stabilityWarmUp)
        let columns = axes.members.count * axes.horizons.count
        pairs = try PairHistory(series: max(columns * instruments, 1), window: max(icWindow, stabilityWindow))
        correlation = try RankCorrelation(capacity: icWindow, minimum: settings.icMinimum)
        coefficients = ColumnSet(columns: columns, rows: instruments)
        stabilities = ColumnSet(columns: columns, rows: instruments)
        coefficients.fill(0)
        stabilities.fill(settings.stabilityWarmUp)
    }

    func take(_ forecasts: Column, _ outcomes: Column, column: Int) {
        for index in 0..<instruments {
            let series = column * instruments + index
            guard pairs.push(prediction: forecasts[index], outcome: outcomes[index], series: series) else {
                continue
            }
            update(column, index)
        }
    }

    private func update(_ column: Int, _ index: Int) {
        let series = column * instruments + index
        coefficients[column][index] = pairs.informationCoefficient(series, last: icWindow, by: &correlation)
        stabilities[column][index] = pairs.stability(series, last: stabilityWindow, by: stability)
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
        for column in 0..<coefficients.columns {
            for index in 0..<instruments { update(column, index) }
        }
    }
}
