import SluiceKit
import SluiceNumerics

/// One past and one set of weights for each horizon, from all instruments together.
final class PooledHistory: WeightHistory {
    private let rule: WeightRule
    /// Makes scores of forecasts; nil where forecasts correlate as they are.
    private let scale: ForecastScale?
    private var past: PooledCorrelation
    let applied: AppliedWeights?
    /// The weights of those present, by instrument.
    private let present: ColumnSet

    init(_ rule: WeightRule, _ settings: RidgeRiskParitySettings, axes: Axes) throws {
        self.rule = rule
        applied = AppliedWeights(axes)
        scale =
            settings.correlationOf == .scores ? ForecastScale(history: settings.history, axes: axes) : nil
        past = try PooledCorrelation(
            groups: max(axes.horizons.count, 1), members: max(axes.members.count, 1),
            instruments: max(axes.instruments.count, 1), window: settings.history)
        present = ColumnSet(columns: 1, rows: axes.instruments.count)
    }

    func blend(_ forecasts: ForecastFrame, into alphas: AlphaFrame) {
        guard forecasts.members > 0, forecasts.instruments > 0 else { return alphas.values.fill(.nan) }
        scale?.push(forecasts)
        for horizon in 0..<forecasts.horizons {
            for member in 0..<forecasts.members { stage(forecasts, member: member, horizon: horizon) }
            past.push(group: horizon)
            weigh(horizon: horizon, members: forecasts.members)
            applied?.note(rule.weights, horizon: horizon)
            add(forecasts, horizon: horizon, into: alphas.column(horizon: horizon))
        }
    }

    private func stage(_ forecasts: ForecastFrame, member: Int, horizon: Int) {
        let column = forecasts.column(member: member, horizon: horizon)
        let values = UnsafeBufferPointer(start: column.base, count: column.count)
        let scales = UnsafeBufferPointer(start: scale?[member].base, count: scale == nil ? 0 : column.count)
        past.stage(values.span, scale: scales.span, member: member, group: horizon)
    }

    private func weigh(horizon: Int, members: Int) {
        for member in 0..<members { rule.counts[member] = past.count(group: horizon, member: member) }
        let correlations = rule.correlations
        var matrix = correlations.mutableSpan
        past.correlations(group: horizon, established: rule.start, into: &matrix)
        rule.weigh(horizon: horizon)
    }

    /// The sum of the members' forecasts by weight, over the weight of those that have one.
    private func add(_ forecasts: ForecastFrame, horizon: Int, into alpha: Column) {
        let present = present[0]
        alpha.fill(0)
        present.fill(0)
        for member in 0..<forecasts.members {
            let (weight, column) = (rule.weights[member], forecasts.column(member: member, horizon: horizon))
            for index in 0..<alpha.count {
                let value = column[index]
                let isPresent = value.magnitude <= .greatestFiniteMagnitude
                alpha[index] += isPresent ? weight * value : 0
                present[index] += isPresent ? weight : 0
            }
        }
        for index in 0..<alpha.count {
            // Nobody is present, or only members without weight; a weight that is NaN is neither.
            let mean = alpha[index] / present[index]
            alpha[index] = present[index] > 0 ? mean : .nan
        }
    }

    func remember(into memory: inout MemoryWriter) {
        scale?.remember(into: &memory)
        memory.write(past.state)
    }

    func recall(from memory: inout MemoryReader) throws {
        try scale?.recall(from: &memory)
        guard past.restore(try memory.doubles()) else {
            throw MemoryMismatch("the history of forecasts is of another form")
        }
    }
}
