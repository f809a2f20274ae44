import SluiceKit
import SluiceNumerics

/// Decides by the one horizon there is, at costs that follow from quote and volatility alone.
///
/// What the race of horizons comes to where nobody races.
final class LoneDecisions {
    /// For fewer instruments the loops are not worth a call.
    static let many = 4

    private let horizon: LoneHorizon
    /// Why an instrument is held, by the outcome.
    private let causes: FixedRow<Cause>

    /// Nil where costs follow from anything else.
    init?(_ rule: Arbitration, _ costs: TradingCosts) {
        guard costs.isPointwise, costs.lengths.count == 1, Cause.isRecord else { return nil }
        horizon = LoneHorizon(
            rule: rule, over: costs.lengths[0], costs.model, volatilityBps: costs.fiveMinutesBps,
            factor: costs.usualMultiplier)
        causes = FixedRow(repeating: .none, count: LoneHorizon.Outcome.allCases.count)
        giveCauses(by: -1)
    }

    /// Decides for every instrument.
    func decide(_ alphas: AlphaFrame, _ market: MarketFrame, into decisions: DecisionFrame) {
        decisions.scale.fill(1)
        decisions.exit.fill(0)
        let (alpha, given) = (alphas.column(horizon: 0), decisions.causes.giveAll())
        if causes[LoneHorizon.Outcome.noAlpha.rawValue].stage != decisions.writer {
            giveCauses(by: decisions.writer)
        }
        var start = 0
        while start < decisions.count {
            let count = min(decisions.count - start, LoneHorizon.room)
            horizon.judge(
                count,
                LoneHorizon.Known(
                    bid: market.bid.base + start, ask: market.ask.base + start,
                    volatility: market.volatility.base + start, alpha: alpha.base + start),
                into: LoneHorizon.Verdicts(
                    horizon: decisions.horizon.base + start, side: decisions.side.base + start,
                    alpha: decisions.alpha.base + start, cost: decisions.cost.base + start,
                    net: decisions.net.base + start, score: decisions.score.base + start),
                causes: given + start, forms: causes.base)
            start += count
        }
    }

    /// Lets the causes be those of a stage; where it trades there is none, and none that gave it.
    private func giveCauses(by stage: Int32) {
        for outcome in LoneHorizon.Outcome.allCases where outcome != .trades {
            causes[outcome.rawValue] = Cause(Self.reason(outcome), stage: stage)
        }
    }

    private static func reason(_ outcome: LoneHorizon.Outcome) -> Reason {
        switch outcome {
        case .trades: .none
        case .noAlpha: CostAwareArbiter.noAlpha
        case .shortNotAllowed: CostAwareArbiter.shortNotAllowed
        case .belowThreshold: CostAwareArbiter.belowThreshold
        case .noQuote: CostAwareArbiter.noQuote
        case .noVolatility: CostAwareArbiter.noVolatility
        }
    }
}
