import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Sizes decided positions so that the book has the least variance that its sides and caps allow.
///
/// Minimises w' Sigma w with the signs of the decisions, the gross target as sum of |w| and max_weight as cap; see
/// `MinimumVariance`. A position that adds more risk than it spreads has the weight 0.
///
/// Worked number: variances of 0.01 and 0.04 without correlation share a gross target of 10% as 8% and 2%; with a cap of
/// 6%, 6% and 4%.
final class MinimumVarianceSizer: Sizer {
    static let manifest = Manifest(
        "minimum_variance",
        "Sizes decided positions so that the book has the least variance its sides and caps allow.",
        source: "Markowitz, Portfolio Selection (1952).",
        reasons: RiskModel.reasons + WeightPlan.reasons
    )

    struct Own: PluginSettings {
        @Setting(in: 0.1...100, help: "Largest weight of a position.")
        var maxWeight: Percent = 5

        @Setting(in: 0.1...1_000, help: "Sum of the weights, long and short, that is aimed at.")
        var grossTarget: Percent = 50
    }
    typealias Settings = SettingsPair<Own, SettingsPair<CovarianceSettings, BookSettings>>

    private let allocation: RiskAllocation<CappedMinimumVariance>
    private var plan: WeightPlan

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        let rule = CappedMinimumVariance(
            rule: try MinimumVariance(capacity: max(axes.instruments.count, 1)),
            cap: settings.maxWeight.fraction / settings.grossTarget.fraction)
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

/// The least variance with a cap that is a share of the gross target.
struct CappedMinimumVariance: AllocationRule {
    let rule: MinimumVariance
    let cap: Double

    func allocate(_ covariance: SquareMatrix, _ weights: inout MutableSpan<Double>) -> Bool {
        rule.solve(covariance, cap: cap, &weights)
    }
}
