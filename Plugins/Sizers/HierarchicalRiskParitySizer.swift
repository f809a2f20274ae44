import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Sizes decided positions by a tree of their correlations, each branch in inverse proportion to its variance.
///
/// See `HierarchicalRiskParity`; a short counts with the returns of its position, so that a hedge is
/// far from what it hedges. The weights are filled up to the gross target.
///
/// Worked number: variances of 0.01 and 0.04 without correlation share a gross target of 10% as 8% and 2%.
final class HierarchicalRiskParitySizer: Sizer {
    static let manifest = Manifest(
        "hierarchical_risk_parity",
        "Sizes decided positions by a tree of their correlations, each branch by its variance.",
        source: "Lopez de Prado, Building diversified portfolios that outperform out of sample (2016).",
        reasons: RiskModel.reasons + WeightPlan.reasons
    )

    struct Own: PluginSettings {
        @Setting(in: 0.1...100, help: "Largest weight of a position.")
        var maxWeight: Percent = 5

        @Setting(in: 0.1...1_000, help: "Sum of the weights, long and short, that is aimed at.")
        var grossTarget: Percent = 50

        @Setting(
            help: "What makes instruments near: their own correlation, or like correlations with all others.")
        var distance = HierarchicalRiskParity.Distance.correlation
    }
    typealias Settings = SettingsPair<Own, SettingsPair<CovarianceSettings, BookSettings>>

    private let allocation: RiskAllocation<HierarchicalRiskParity>
    private var plan: WeightPlan

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        let rule = try HierarchicalRiskParity(
            capacity: max(axes.instruments.count, 1), distance: settings.distance)
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

extension HierarchicalRiskParity: AllocationRule {
    func allocate(_ covariance: SquareMatrix, _ weights: inout MutableSpan<Double>) -> Bool {
        solve(covariance, &weights)
    }
}
