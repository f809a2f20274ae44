import SluiceKit

/// Averages the members' forecasts, all alike.
///
/// A member without a forecast for an instrument drops out there. It is hard to beat: weights that have to be estimated
/// cost more than they bring when members are about equally good.
final class EqualBlender: WeighingBlender, PointwiseStage {
    static let manifest = Manifest(
        "equal",
        "Averages the members' forecasts, all with the same weight.",
        source: """
            alpha = mean of the forecasts that are there (1/N; Clemen 1989; DeMiguel, Garlappi, Uppal 2009), each \
            times what a learner gave its member.
            """
    )

    private let average: MemberAverage
    var appliedWeights: AppliedWeights? { average.applied }
    private let weights: ColumnSet

    init(settings: NoSettings, context: StageContext) throws {
        average = try MemberAverage(context.axes)
        weights = ColumnSet(columns: 1, rows: context.axes.members.count)
        weights.fill(1)
    }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) throws {
        try average.learn(weights)
        for horizon in 0..<forecasts.horizons {
            average.write(forecasts, horizon: horizon, weights: self.weights[0], into: alphas)
        }
    }
}
