import SluiceKit
import SluiceNumerics

/// Decides by the one horizon there is, at costs that follow from quote and volatility alone.
///
/// What the race of horizons comes to where nobody races.
struct LoneDecisions {
    private let horizon: LoneHorizon
    /// Why an instrument is held, by the outcome.
    private let reasons: FixedRow<Reason>

    /// Nil where costs follow from anything else.
    init?(_ rule: Arbitration, _ costs: TradingCosts) {
        guard costs.isPointwise, costs.lengths.count == 1 else { return nil }
        horizon = LoneHorizon(
            rule: rule, over: costs.lengths[0], costs.model, volatilityBps: costs.fiveMinutesBps,
            factor: costs.usualMultiplier)
        reasons = FixedRow(repeating: .none, count: LoneHorizon.Outcome.allCases.count)
        for outcome in LoneHorizon.Outcome.allCases { reasons[outcome.rawValue] = Self.reason(outcome) }
    }

    /// Decides for every instrument.
    func decide(_ alphas: AlphaFrame, _ market: MarketFrame, into decisions: DecisionFrame) {
        decisions.scale.fill(1)
        decisions.exit.fill(0)
        let alpha = alphas.column(horizon: 0)
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
                    net: decisions.net.base + start, score: decisions.score.base + start))
            writeCauses(count, from: start, into: decisions)
            start += count
        }
    }

    /// Says why instruments are held, from a place on.
    private func writeCauses(_ count: Int, from start: Int, into decisions: DecisionFrame) {
        let (causes, writer) = (decisions.causes, decisions.writer)
        for place in 0..<count {
            let outcome = Int(truncatingIfNeeded: horizon.outcomes[place])
            // Where it trades there is no cause, and none that gave it.
            causes[start &+ place] = Cause(
                reasons[outcome], observed: horizon.observed[place], limit: horizon.limits[place],
                stage: outcome == LoneHorizon.Outcome.trades.rawValue ? -1 : writer)
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
