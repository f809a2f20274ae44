import SluiceKit
import SluiceNumerics

/// A past and weights of its own for every instrument and horizon.
final class SeriesHistory: WeightHistory {
    var applied: AppliedWeights? { nil }
    private let rule: WeightRule
    /// Makes scores of forecasts; nil where forecasts correlate as they are.
    private let scale: ForecastScale?
    private var past: SeriesCorrelation
    /// By member, then instrument: what the past takes of a horizon, its lengths, and the weights that follow.
    private let scores: ColumnSet
    private let lengths: ColumnSet
    private let weights: ColumnSet
    /// By pair of members, then instrument.
    private let pairs: ColumnSet
    /// The weights of those present, by instrument.
    private let present: ColumnSet
    private let instruments: Int

    init(_ rule: WeightRule, _ settings: RidgeRiskParitySettings, axes: Axes) throws {
        self.rule = rule
        instruments = axes.instruments.count
        let members = axes.members.count
        scale =
            settings.correlationOf == .scores ? ForecastScale(history: settings.history, axes: axes) : nil
        past = try SeriesCorrelation(
            series: max(instruments * axes.horizons.count, 1), members: max(members, 1),
            window: settings.history)
        scores = ColumnSet(columns: members, rows: instruments)
        lengths = ColumnSet(columns: members, rows: instruments)
        weights = ColumnSet(columns: members, rows: instruments)
        pairs = ColumnSet(columns: members * max(members - 1, 0) / 2, rows: instruments)
        present = ColumnSet(columns: 1, rows: instruments)
    }

    func blend(_ forecasts: ForecastFrame, into alphas: AlphaFrame) {
        guard forecasts.members > 0, forecasts.instruments > 0 else { return alphas.values.fill(.nan) }
        scale?.push(forecasts)
        for horizon in 0..<forecasts.horizons {
            take(forecasts, horizon: horizon)
            weigh(horizon: horizon, members: forecasts.members)
            add(forecasts, horizon: horizon, into: alphas.column(horizon: horizon))
        }
    }

    /// Takes the forecasts of a horizon into the past of every instrument.
    private func take(_ forecasts: ForecastFrame, horizon: Int) {
        for member in 0..<forecasts.members {
            let (score, forecast) = (scores[member], forecasts.column(member: member, horizon: horizon))
            guard let scale = scale?[member] else {
                score.copy(forecast)
                continue
            }
            for index in 0..<instruments { score[index] = forecast[index] * scale[index] }
        }
        past.push(UnsafeBufferPointer(scores.cells).span, firstSeries: horizon * instruments)
    }

    private func weigh(horizon: Int, members: Int) {
        let first = horizon * instruments
        var correlations = pairs.cells.mutableSpan
        past.correlations(
            firstSeries: first, count: instruments, established: rule.start, into: &correlations)
        var counts = lengths.cells.mutableSpan
        past.counts(firstSeries: first, into: &counts)
        rule.weigh(horizon: horizon, lengths: lengths, pairs: pairs, into: weights)
    }

    /// The sum of the members' forecasts by weight, over the weight of those that have one.
    private func add(_ forecasts: ForecastFrame, horizon: Int, into alpha: Column) {
        let present = present[0]
        alpha.fill(0)
        present.fill(0)
        for member in 0..<forecasts.members {
            let (weight, column) = (weights[member], forecasts.column(member: member, horizon: horizon))
            for index in 0..<instruments {
                let value = column[index]
                let isPresent = value.magnitude <= .greatestFiniteMagnitude
                alpha[index] += isPresent ? weight[index] * value : 0
                present[index] += isPresent ? weight[index] : 0
            }
        }
        for index in 0..<instruments {
            // Nobody is present, or only members without weight; a weight that is NaN is neither.
            alpha[index] = present[index] > 0 ? alpha[index] / present[index] : .nan
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

extension ColumnSet {
    /// All numbers, column after column; none when there is no row or column.
    var cells: UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: storage[..<(columns * rows)])
    }
}
