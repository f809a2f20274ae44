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
    static let manifest = Manifest(
        "volatility",
        "Sizes a position in proportion to its alpha per unit of risk over the chosen horizon.",
        source: "Grinold and Kahn, Active Portfolio Management, chapter 14, with the score clipped.",
        reasons: ChosenEdge.reasons + WeightPlan.reasons
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
    }
    typealias Settings = SettingsPair<Own, BookSettings>

    private let scaling: VolatilityScaling
    private let edge: ChosenEdge
    private let plan: WeightPlan

    init(settings: Settings, context: StageContext) throws {
        scaling = try VolatilityScaling(zMax: settings.zMax, maxWeight: settings.maxWeight.fraction)
        edge = ChosenEdge(settings.alpha, axes: context.axes)
        plan = try WeightPlan(
            settings.shared, gross: settings.grossTarget.fraction, instruments: context.axes.instruments)
    }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        edge.wish(scaling, decisions, market, targets)
        plan.apply(targets, decisions, cycle.portfolio)
    }
}
