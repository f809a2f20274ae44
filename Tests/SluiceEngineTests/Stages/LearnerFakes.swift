import SluiceKit
import SluiceMarket

/// Gives its second member all the weight once something has traded.
final class FillLearner: Learner {
    static let manifest = Manifest("fill", "Prefers the second member once something has traded.")
    let choices: [WeightChoice]
    init(settings: NoSettings, context: StageContext) {
        choices = context.axes.members.map { WeightChoice(member: $0) }
    }

    func learn(_ cycle: Cycle, _ evidence: LearnerEvidence, into weights: WeightFrame) throws {
        guard evidence.forecasts?.members == choices.count, evidence.market.count > 0 else {
            throw TestFailure()
        }
        guard !evidence.fills.isEmpty else { return }
        for choice in choices.indices { weights.values[choice] = choice == 1 ? 1 : 0 }
    }
}

/// Averages members by what a learner gives each.
final class LearnedBlender: Blender {
    static let manifest = Manifest("learned", "Averages members by learned weights.")
    private let table: WeightTable
    private let members: Int
    init(settings: NoSettings, context: StageContext) {
        table = WeightTable(context.axes)
        members = context.axes.members.count
    }

    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame
    ) throws {
        try table.update(weights)
        for horizon in 0..<alphas.horizons {
            let factors = table.factors(horizon: horizon)
            for index in 0..<alphas.instruments {
                var sum = 0.0
                for member in 0..<members {
                    sum += factors[member] * forecasts.column(member: member, horizon: horizon)[index]
                }
                alphas.column(horizon: horizon)[index] = sum / Double(members)
            }
        }
        if alphas.horizons > 1 { alphas.column(horizon: 1).fill(Double(cycle.portfolio.recentFills.count)) }
    }
}
