import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Sizes a position by its alpha per unit of risk, and a trade by what it may move the price.
///
/// The weight is that of `sizer.volatility`. The trade that leads to it is then made to fit: with the depth of a book,
/// where it is declared, by what the best price and ten levels hold; else by the square root law, impact_of_session x
/// sqrt(value / value traded in a session), and at most max_participation of that. A trade that does not fit shrinks
/// (`conservative`), is left out (`strict`), or passes while the market can hold it (`aggressive`). What closes a
/// holding is not limited.
///
/// Worked number: 100 bps for a session of 1,000,000 and a limit of 10 bps let 10,000 trade: 10% of an account of
/// 100,000.
final class ImpactLimitedSizer: Sizer {
    static let impactLimit = Reason("impact_limit", unit: .basisPoints)
    static let liquidityUnknown = Reason("liquidity_unknown")

    static let manifest = Manifest(
        "impact_limited",
        "Sizes a position by its alpha per unit of risk, and a trade by what it may move the price.",
        source: "Almgren, Thum, Hauptmann and Li, Direct estimation of equity market impact (2005).",
        reasons: [impactLimit, liquidityUnknown] + ChosenEdge.reasons + WeightPlan.reasons
    )

    struct Own: PluginSettings {
        @Setting(in: 0.1...100, help: "Alpha in standard deviations at which a position stops growing.")
        var zMax = 3.0

        @Setting(in: 0.1...100, help: "Weight of a position at the largest score.")
        var maxWeight: Percent = 5

        @Setting(
            in: 0.1...1_000, help: "Largest sum of the weights, long and short; above it all shrink alike.")
        var grossTarget: Percent = 50

        @Setting(help: "Whether the alpha counts after the cost of the trade (net) or before it (gross).")
        var alpha = AlphaChoice.net

        @Setting(in: 0.01...1_000, help: "Largest impact of one trade.")
        var maxImpact: BasisPoints = 10

        @Setting(help: "What becomes of a trade that is too large.")
        var mode = ImpactLimit.Mode.conservative

        @Setting(in: 0.1...10_000, help: "Impact of trading the value of a whole session at once.")
        var impactOfSession: BasisPoints = 100

        @Setting(in: 0.001...100, help: "Largest part of a session's traded value that one trade takes.")
        var maxParticipation: Percent = 1

        @Setting(
            in: 0...1_000_000_000_000, help: "Value at the best price by instrument; 0 where it is not known."
        )
        var bestDepth: NameMap<Double> = NameMap(0)

        @Setting(
            in: 0...1_000_000_000_000, help: "Value within ten levels by instrument; 0 where it is not known."
        )
        var bookDepth: NameMap<Double> = NameMap(0)

        func check(in plan: PlanFacts, _ issues: inout [Diagnostic]) {
            issues += $bestDepth.unknownInstruments(bestDepth.own.map(\.name), in: plan)
            issues += $bookDepth.unknownInstruments(bookDepth.own.map(\.name), in: plan)
        }
    }
    typealias Settings = SettingsPair<Own, BookSettings>

    private let scaling: VolatilityScaling
    private let edge: ChosenEdge
    private let limit: ImpactLimit
    private let impactOfSession: Double
    private let participation: Double
    private let depths: [(best: Double, deep: Double)]
    private let plan: WeightPlan

    init(settings: Settings, context: StageContext) throws {
        let names = context.axes.instruments
        scaling = try VolatilityScaling(zMax: settings.zMax, maxWeight: settings.maxWeight.fraction)
        edge = ChosenEdge(settings.alpha, axes: context.axes)
        limit = try ImpactLimit(maxBps: settings.maxImpact.fraction * 10_000, mode: settings.mode)
        impactOfSession = settings.impactOfSession.fraction * 10_000
        participation = settings.maxParticipation.fraction
        depths = names.map { (settings.bestDepth[$0], settings.bookDepth[$0]) }
        plan = try WeightPlan(
            settings.shared, gross: settings.grossTarget.fraction, cap: settings.maxWeight.fraction,
            instruments: names)
    }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        edge.wish(scaling, decisions, market, targets)
        plan.apply(targets, decisions, cycle.portfolio)
        for index in 0..<targets.count where targets.weight[index].isFinite && !decisions.isExit(index) {
            if decisions.side[index] != 0 || targets.weight[index] != 0 {
                fit(index, market, cycle.portfolio, targets)
            }
        }
    }

    /// Makes the trade that leads to a target fit the market.
    private func fit(_ index: Int, _ market: MarketFrame, _ portfolio: Portfolio, _ targets: TargetFrame) {
        let held = WeightPlan.weight(of: index, in: portfolio)
        let (target, equity) = (targets.weight[index], portfolio.equity(for: index))
        let curve = curve(index, market)
        guard equity.isFinite, equity > 0, curve.mostNotional > 0 else {
            return targets.keep(index, Self.liquidityUnknown)
        }
        let wanted = (target - held).magnitude * equity
        let outcome = limit.fit(target: wanted, in: curve)
        guard outcome.notional < wanted else { return }
        let (observed, most) = (curve.bps(notional: wanted), limit.maxBps)
        guard outcome.notional > 0 else {
            return targets.keep(index, Self.impactLimit, observed: observed, limit: most)
        }
        let change = outcome.notional / equity
        targets.weight[index] = target > held ? held + change : held - change
        targets.explain(index, Self.impactLimit, observed: observed, limit: most)
    }

    private func curve(_ index: Int, _ market: MarketFrame) -> ImpactCurve {
        let (best, deep) = depths[index]
        if best > 0, deep > 0 { return .depth(best: best, deep: deep) }
        return .squareRoot(bps: impactOfSession, volume: market.tradedValue[index], share: participation)
    }
}
