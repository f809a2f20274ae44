import SluiceKit
import SluiceNumerics

/// A past and weights of its own for every instrument and horizon.
final class SeriesHistory: WeightHistory {
    private let rule: WeightRule
    /// Makes scores of forecasts; nil where forecasts correlate as they are.
    private let scale: ForecastScale?
    private var past: SeriesCorrelation
    private let rescaled = MemberBlend()
    /// The members' scores of one instrument and horizon.
    private let step: Column
    private let storage: ColumnSet
    private let instruments: Int

    init(_ rule: WeightRule, _ settings: RidgeRiskParitySettings, axes: Axes) throws {
        self.rule = rule
        instruments = axes.instruments.count
        scale =
            settings.correlationOf == .scores ? ForecastScale(history: settings.history, axes: axes) : nil
        past = try SeriesCorrelation(
            series: max(instruments * axes.horizons.count, 1), members: max(axes.members.count, 1),
            window: settings.history)
        storage = ColumnSet(columns: 1, rows: axes.members.count)
        step = storage[0]
    }

    func blend(_ forecasts: ForecastFrame, learned: Column?, into alphas: AlphaFrame) {
        guard forecasts.members > 0, forecasts.instruments > 0 else { return alphas.values.fill(.nan) }
        rule.learn(learned)
        scale?.push(forecasts)
        for horizon in 0..<forecasts.horizons {
            let alpha = alphas.column(horizon: horizon)
            for index in 0..<instruments {
                let series = horizon * instruments + index
                for member in 0..<step.count {
                    let forecast = forecasts.column(member: member, horizon: horizon)[index]
                    step[member] = scale.map { forecast * $0[member][index] } ?? forecast
                }
                let values = UnsafeBufferPointer(start: step.base, count: step.count)
                past.push(values.span, series: series)
                weigh(series: series, horizon: horizon)
                alpha[index] = blended(forecasts, horizon: horizon, index: index)
            }
        }
    }

    private func weigh(series: Int, horizon: Int) {
        for member in 0..<step.count { rule.counts[member] = past.count(series: series, member: member) }
        let correlations = rule.correlations
        var matrix = correlations.mutableSpan
        past.correlations(series: series, established: rule.start, into: &matrix)
        rule.weigh(horizon: horizon)
    }

    private func blended(_ forecasts: ForecastFrame, horizon: Int, index: Int) -> Double {
        var sum = MemberBlend.Sum()
        for member in 0..<step.count {
            let value = forecasts.column(member: member, horizon: horizon)[index]
            guard value.isFinite else { continue }
            sum.add(value, weight: rule.weights[member])
        }
        return rescaled.value(of: sum)
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
