import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Lets the horizon that is worth most take most of a decision, and its neighbour the rest.
///
/// The net edge of a horizon is sign(alpha) x max(|alpha| - cost, 0), the cost that of `TradingCosts`. Of those that are
/// not 0 the highest |net| - risk_price x volatility x sqrt(minutes / 5) wins, or with `rank: per_risk` the highest |net|
/// for that risk; then net = mix x winner + (1 - mix) x neighbour; see `WinnerRule`. It trades when |net| over
/// sqrt(minutes / 5), or |net| itself, reaches base_threshold + reserve_spread_multiple x spread, and never against the
/// winner. The decision has the winner's horizon, alpha and cost.
final class WinnerArbiter: Arbiter {
    static let manifest = Manifest(
        "winner",
        "Lets the horizon that is worth most for its risk take most, and its neighbour the rest.",
        source: """
            net = mix x winner + (1 - mix) x neighbour of signed net edges; rank = |net| - risk_price x volatility \
            x sqrt(minutes / 5).
            """,
        reasons: BlendedHorizons.reasons
    )

    typealias Settings = SettingsPair<WinnerSettings, ArbiterSettings>

    private let horizons: BlendedHorizons
    private let winner: WinnerRule
    private let ladder: HorizonLadder

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        horizons = try BlendedHorizons(settings.shared, axes)
        winner = try WinnerRule(
            riskPrice: settings.riskPrice, mix: settings.mix,
            ranking: settings.rank == .perRisk ? .perRisk : .riskCharged)
        ladder = try HorizonLadder(
            minutes: settings.ladder.map { Double($0.minutes(inSession: axes.calendar.sessionMinutes)) },
            of: axes.horizonMinutes)
    }

    func decide(
        _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) throws {
        try horizons.learned.update(weights)
        let costs = horizons.costs
        costs.begin(cycle, market)
        for index in 0..<decisions.count {
            let terms = costs.terms(of: index, market, cycle.portfolio, needsRisk: true)
            if let missing = terms.missing {
                decisions.abstain(
                    index, missing, alphas, horizons.rule, costs.lengths, noAlpha: BlendedHorizons.noAlpha)
            } else if horizons.lay(index, terms, alphas) {
                judge(index, terms, alphas, into: decisions)
            } else {
                decisions.hold(index, BlendedHorizons.noAlpha)
            }
        }
    }

    private func judge(
        _ index: Int, _ terms: TradingCosts.Terms, _ alphas: AlphaFrame, into decisions: DecisionFrame
    ) {
        let nets = horizons.nets
        if horizons.rule.direction == .longOnly {
            for horizon in 0..<nets.count where nets[horizon] < 0 { nets[horizon] = 0 }
        }
        for horizon in 0..<nets.count {
            horizons.edges[horizon] = horizons.learned.factor(horizon: horizon)
        }
        let choice = winner.choose(
            UnsafeBufferPointer(start: nets.base, count: nets.count),
            weights: UnsafePointer(horizons.edges.base), horizons.costs.lengths, ladder,
            fiveMinuteBps: terms.fiveMinuteBps)
        if let best = choice.horizon {
            horizons.conclude(
                index, horizon: best, netBps: choice.netBps, terms.spreadBps, alphas, into: decisions)
        } else {
            // Nothing is worth its cost: the alpha that is nearest to it is shown, as the other arbiters do.
            nearest(index, terms.spreadBps, alphas, into: decisions)
        }
    }

    private func nearest(
        _ index: Int, _ spreadBps: Double, _ alphas: AlphaFrame, into decisions: DecisionFrame
    ) {
        var contest = horizons.rule.contest()
        for horizon in 0..<alphas.horizons {
            contest.offer(
                horizon: horizon, alphaBps: alphas.column(horizon: horizon)[index],
                costBps: horizons.charges[horizon], over: horizons.costs.lengths[horizon])
        }
        guard let best = contest.verdict(spreadBps: spreadBps).horizon,
            alphas.column(horizon: best)[index] != 0
        else { return decisions.hold(index, BlendedHorizons.noAlpha) }
        horizons.conclude(index, horizon: best, netBps: 0, spreadBps, alphas, into: decisions)
    }

    func remember(into memory: inout MemoryWriter) { horizons.costs.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try horizons.costs.recall(from: &memory) }
}
