import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Sizes a position in proportion to its alpha per unit of risk over the chosen horizon.
///
/// z = clip(alpha / volatility, -z_max, z_max), weight = z x max_weight / z_max x what the gates left. Alpha and
/// volatility are both of the chosen horizon; volatility grows with the square root of time. A volatility of 0 gives
/// no position. An alpha or volatility that is not known leaves the holding as it is.
///
/// Worked number: 30 bps net over 4 minutes at a volatility of 0.1% a minute are z = 0.003 / 0.002 = 1.5, and with
/// z_max 3 and max_weight 5% a weight of 2.5%.
final class VolatilitySizer: Sizer {
    static let alphaUnknown = Reason("alpha_unknown", unit: .basisPoints)
    static let volatilityUnknown = Reason("volatility_unknown")

    static let manifest = Manifest(
        "volatility",
        "Sizes a position in proportion to its alpha per unit of risk over the chosen horizon.",
        source: "Grinold and Kahn, Active Portfolio Management, chapter 14, with the score clipped.",
        reasons: [alphaUnknown, volatilityUnknown] + WeightPlan.reasons
    )

    /// Which alpha a position is sized by.
    enum AlphaChoice: String, SettingChoice {
        /// What is left after the cost of the trade.
        case net
        /// The expected return itself.
        case gross
    }

    struct Settings: PluginSettings {
        @Setting(in: 0.1...100, help: "Alpha in standard deviations at which a position stops growing.")
        var zMax = 3.0

        @Setting(in: 0.1...100, help: "Weight of a position at the largest score.")
        var maxWeight: Percent = 5

        @Setting(
            in: 0.1...1_000, help: "Largest sum of the weights, long and short; above it all shrink alike.")
        var grossTarget: Percent = 50

        @Setting(in: 0...10_000, help: "Smallest difference from the held weight that is worth a trade.")
        var noTradeBand: BasisPoints = 80

        @Setting(help: "Whether the alpha counts after the cost of the trade (net) or before it (gross).")
        var alpha = AlphaChoice.net

        @Setting(
            help:
                "What becomes of a holding without a decision; close_adverse closes it once its alpha, after cost, is against it."
        )
        var noDecision = NoDecision.closeAdverse
    }

    private let scaling: VolatilityScaling
    private let plan: WeightPlan
    private let usesNet: Bool
    /// The volatility of each horizon in units of that of one bar.
    private let horizonFactors: [Double]

    init(settings: Settings, context: StageContext) throws {
        scaling = try VolatilityScaling(zMax: settings.zMax, maxWeight: settings.maxWeight.fraction)
        plan = try WeightPlan(
            band: NoTradeBand(width: settings.noTradeBand.fraction),
            grossTarget: settings.grossTarget.fraction,
            undecided: settings.noDecision,
            instruments: context.axes.instruments.count
        )
        usesNet = settings.alpha == .net
        let bar = Volatility(value: 1, minutes: context.axes.barMinutes)
        horizonFactors = context.axes.horizonMinutes.map { bar.scaled(toMinutes: $0).value }
    }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        let alphas = usesNet ? decisions.net : decisions.alpha
        let (sides, horizons, volatility) = (decisions.side, decisions.horizon, market.volatility)
        let horizonCount = Double(horizonFactors.count)
        for index in 0..<targets.count where sides[index] != 0 {
            let alpha = alphas[index]
            let horizon = horizons[index]
            guard alpha.isFinite, alpha * sides[index] >= 0, horizon >= 0, horizon < horizonCount else {
                targets.keep(index, Self.alphaUnknown, observed: alpha)
                continue
            }
            let risk = volatility[index] * horizonFactors[Int(horizon)]
            let wish = scaling.weight(score: scaling.score(alpha: alpha / 10_000, volatility: risk))
            if wish.isFinite {
                targets.weight[index] = wish
            } else {
                targets.keep(index, Self.volatilityUnknown)
            }
        }
        plan.apply(targets, decisions, cycle.portfolio)
    }
}
