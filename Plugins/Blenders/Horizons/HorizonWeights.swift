import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// How horizons are weighed for the one that is traded.
enum HorizonWeights {
    case ridge(RidgeHorizons)
    case stacked(StackedHorizons)

    /// Takes the horizons' means into the past.
    func push(_ means: AlphaFrame) {
        if case .ridge(let ridge) = self { ridge.push(means) }
    }

    /// Writes the alphas of a target from what all horizons say about it.
    func write(_ forecasts: ColumnSet, target: Int, into alpha: Column) {
        switch self {
        case .ridge(let ridge): ridge.write(forecasts, target: target, into: alpha)
        case .stacked(let stacked): stacked.write(forecasts, target: target, into: alpha)
        }
    }

    /// Writes the past.
    func remember(into memory: inout MemoryWriter) {
        if case .ridge(let ridge) = self { memory.write(ridge.state) }
    }

    /// Takes the past of another run.
    func recall(from memory: inout MemoryReader) throws {
        guard case .ridge(let ridge) = self else { return }
        guard ridge.restore(try memory.doubles()) else {
            throw MemoryMismatch("the history of horizons is of another form")
        }
    }
}

/// Weights that are solved for as the pipeline runs.
final class RidgeHorizons {
    private let start: Int
    private let minutes: [Double]
    private let coefficients: [Double]
    private var past: PooledCorrelation
    private var weighting: CrossHorizonWeighting
    private var blend: ColumnBlend
    private let matrix: ColumnSet
    /// Strengths and weights, by horizon.
    private let columns: ColumnSet

    init(_ settings: CrossHorizonSettings, _ axes: Axes) throws {
        let horizons = axes.horizons.count
        start = settings.start
        minutes = axes.horizonMinutes
        coefficients = axes.horizons.map { settings.ic[$0] }
        past = try PooledCorrelation(
            groups: 1, members: max(horizons, 1), instruments: max(axes.instruments.count, 1),
            window: settings.history)
        weighting = try CrossHorizonWeighting(
            lambda: settings.lambda, floor: settings.minIc, decay: settings.decay.rule,
            least: settings.minWeight, capacity: max(horizons, 1))
        blend = try ColumnBlend(instruments: max(axes.instruments.count, 1))
        matrix = ColumnSet(columns: horizons, rows: horizons)
        columns = ColumnSet(columns: 2, rows: horizons)
    }

    func push(_ means: AlphaFrame) {
        for horizon in 0..<means.horizons {
            past.stage(UnsafeBufferPointer(means.column(horizon: horizon)).span, member: horizon, group: 0)
        }
        past.push(group: 0)
        var cells = matrix.cells.mutableSpan
        past.correlations(group: 0, established: start, into: &cells)
        for horizon in 0..<means.horizons {
            let isEstablished = past.count(group: 0, member: horizon) >= start
            columns[0][horizon] = isEstablished ? coefficients[horizon] : .nan
        }
    }

    func write(_ forecasts: ColumnSet, target: Int, into alpha: Column) {
        let target = weigh(target: target)
        let cells = UnsafeMutableBufferPointer(alpha)
        var sums = cells.mutableSpan
        blend.begin(&sums)
        for horizon in 0..<forecasts.columns {
            let column = UnsafeBufferPointer(forecasts[horizon])
            blend.add(column.span, weight: target[horizon], to: &sums)
        }
        blend.finish(&sums)
    }

    /// The weights for a target; before any horizon has a history, that of the target alone.
    private func weigh(target: Int) -> Column {
        let (strengths, weights) = (columns[0], columns[1])
        var isAny = false
        for horizon in 0..<strengths.count { isAny = isAny || !strengths[horizon].isNaN }
        guard isAny else {
            for horizon in 0..<weights.count { weights[horizon] = horizon == target ? 1 : 0 }
            return weights
        }
        let lengths = minutes
        let cells = UnsafeMutableBufferPointer(weights)
        var span = cells.mutableSpan
        weighting.weigh(
            correlation: UnsafeBufferPointer(matrix.cells).span,
            informationCoefficients: UnsafeBufferPointer(strengths).span, minutes: lengths.span,
            target: lengths[target], into: &span)
        return weights
    }

    var state: [Double] { past.state }

    func restore(_ state: [Double]) -> Bool { past.restore(state) }
}

/// Coefficients that were fitted before.
struct StackedHorizons {
    /// By target: the intercept, then the coefficient of each horizon; 0 for a target that is not traded.
    private let intercepts: [Double]
    private let coefficients: ColumnSet
    /// The end of what they were fitted on.
    let trainedUntil: Timestamp

    init(_ settings: CrossHorizonSettings, _ targets: [Int], _ context: StageContext) throws {
        let horizons = context.axes.horizons
        guard let file = settings.file else { throw FittedBlendError("mode stacked needs a file") }
        let fitted = try FittedBlend(file, .horizons, context: context)
        trainedUntil = fitted.until
        var intercepts = horizons.map { _ in 0.0 }
        coefficients = ColumnSet(columns: horizons.count, rows: horizons.count)
        coefficients.fill(0)
        for target in targets {
            guard let own = fitted.weights(for: horizons[target]) else {
                throw FittedBlendError("\(file.written) has no weights for \(horizons[target])")
            }
            guard Set(own.values.keys) == Set(horizons.map(\.description)) else {
                throw FittedBlendError(
                    "\(file.written) was fitted on other horizons than those forecast here")
            }
            intercepts[target] = own.intercept
            for (number, horizon) in horizons.enumerated() {
                coefficients[target][number] = own.values[horizon.description] ?? 0
            }
        }
        self.intercepts = intercepts
    }

    /// The intercept and every horizon's forecast times its coefficient.
    func write(_ forecasts: ColumnSet, target: Int, into alpha: Column) {
        alpha.fill(intercepts[target])
        for horizon in 0..<forecasts.columns where coefficients[target][horizon] != 0 {
            let (factor, column) = (coefficients[target][horizon], forecasts[horizon])
            for index in 0..<alpha.count { alpha[index] += factor * column[index] }
        }
        for index in 0..<alpha.count where !alpha[index].isFinite { alpha[index] = .nan }
    }
}
