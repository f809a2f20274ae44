import SluiceKit
import SluiceNumerics

/// One coefficient and stability for each member and horizon, from all instruments together.
///
/// Pairs are gathered until there are `ic_window` of them: in a large universe those of one bar, the cross-section, in a
/// small one those of several. Each gathering gives one reading, a rank correlation and a mean squared error; the
/// coefficient is the mean of the last `ic_readings` of the first, stability follows from the last `stability_window`
/// of the second. A reading costs a sort of each side, and no pair is sorted twice.
final class PooledEvidence: ForecastEvidence {
    private let window: Int
    private let stability: Stability
    /// For each column the forecasts and the outcomes of the gathering that is not complete.
    private let gathered: ColumnSet
    private var counts: [Int]
    private var correlation: RankCorrelation
    private var readings: RollingMoments
    private var squares: RollingMoments
    /// What follows from them, by column.
    private var coefficients: [Double]
    private var stabilities: [Double]

    init(_ settings: ConfidenceSettings, axes: Axes) throws {
        let columns = max(axes.members.count * axes.horizons.count, 1)
        window = settings.icWindow
        stability = try Stability(minimum: settings.stabilityMinimum, warmUp: settings.stabilityWarmUp)
        let capacity = window + axes.instruments.count
        gathered = ColumnSet(columns: 2 * columns, rows: capacity)
        counts = [Int](repeating: 0, count: columns)
        correlation = try RankCorrelation(capacity: capacity, minimum: window)
        readings = try RollingMoments(series: columns, window: settings.icReadings)
        squares = try RollingMoments(series: columns, window: settings.stabilityWindow)
        coefficients = [Double](repeating: 0, count: columns)
        stabilities = [Double](repeating: settings.stabilityWarmUp, count: columns)
    }

    func take(_ forecasts: Column, _ outcomes: Column, column: Int) {
        let (left, right) = (gathered[2 * column], gathered[2 * column + 1])
        var count = counts[column]
        for index in 0..<forecasts.count where forecasts[index].isFinite && outcomes[index].isFinite {
            left[count] = forecasts[index]
            right[count] = outcomes[index]
            count += 1
        }
        counts[column] = count
        if count >= window { read(left, right, column: column) }
    }

    private func read(_ left: Column, _ right: Column, column: Int) {
        let count = counts[column]
        counts[column] = 0
        let x = UnsafeBufferPointer(start: left.base, count: count)
        let y = UnsafeBufferPointer(start: right.base, count: count)
        readings.push(correlation.correlation(x.span, y.span), series: column)
        var sum = 0.0
        for pair in 0..<count {
            let error = x[pair] - y[pair]
            // A price that was no price: held, or one such error would outweigh a rolling sum for good.
            sum += min(error * error, 1e12)
        }
        squares.push(sum / Double(count), series: column)
        update(column)
    }

    private func update(_ column: Int) {
        coefficients[column] = readings.count(column) > 0 ? readings.mean(column) : 0
        stabilities[column] = stability.value(
            meanSquare: squares.mean(column), count: squares.count(column) * window)
    }

    func weigh(_ scores: Column, column: Int, _ terms: ConfidenceTerms, into results: Column) {
        let (coefficient, stability) = (coefficients[column], stabilities[column])
        for index in 0..<scores.count {
            results[index] = terms.value(
                scores[index], index, informationCoefficient: coefficient, stability: stability)
        }
    }

    func remember(into memory: inout MemoryWriter) {
        for count in counts { memory.write(count) }
        memory.write(gathered)
        memory.write(readings.state)
        memory.write(squares.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        for column in counts.indices {
            let count = try memory.int()
            guard 0..<window ~= count else { throw MemoryMismatch("the memory names more pairs than fit") }
            counts[column] = count
        }
        try memory.read(into: gathered)
        guard readings.restore(try memory.doubles()), squares.restore(try memory.doubles()) else {
            throw MemoryMismatch("the readings of confidence are of another form")
        }
        for column in counts.indices { update(column) }
    }
}
