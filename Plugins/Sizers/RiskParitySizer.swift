import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Sizes decided positions so that each contributes alike to the risk of the book.
///
/// w_i (Sigma w)_i is the same for all, w with the signs of the decisions; see `RiskParity`. The weights are then
/// filled up to the gross target; contributions are no longer alike where one is cut at its cap, by a gate or by the
/// band.
///
/// Worked number: volatilities of 10% and 20% without correlation share a gross target of 30% as 20% and 10%.
final class RiskParitySizer: Sizer {
    static let manifest = Manifest(
        "risk_parity",
        "Sizes decided positions so that each contributes alike to the risk of the book.",
        source: "Griveau-Billion, Richard and Roncalli (2013); Spinu (2013).",
        reasons: RiskModel.reasons + WeightPlan.reasons
    )

    struct Own: PluginSettings {
        @Setting(in: 0.1...100, help: "Largest weight of a position.")
        var maxWeight: Percent = 5

        @Setting(in: 0.1...1_000, help: "Sum of the weights, long and short, that is aimed at.")
        var grossTarget: Percent = 50
    }
    typealias Settings = SettingsPair<Own, SettingsPair<CovarianceSettings, BookSettings>>

    private let allocation: RiskAllocation<RiskParity>
    private var plan: WeightPlan

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        let rule = try RiskParity(capacity: max(axes.instruments.count, 1))
        allocation = try RiskAllocation(rule, settings.shared.own, axes: axes)
        plan = try WeightPlan(
            settings.shared.shared, gross: settings.grossTarget.fraction, cap: settings.maxWeight.fraction,
            form: .proportions, instruments: axes.instruments)
    }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        allocation.wish(decisions, market, into: targets)
        plan.apply(targets, decisions, cycle.portfolio)
    }

    func remember(into memory: inout MemoryWriter) { allocation.remember(into: &memory) }
    func recall(from memory: inout MemoryReader) throws { try allocation.recall(from: &memory) }
}

extension RiskParity: AllocationRule {
    func allocate(_ covariance: SquareMatrix, _ weights: inout MutableSpan<Double>) -> Bool {
        solve(covariance, &weights)
    }
}
