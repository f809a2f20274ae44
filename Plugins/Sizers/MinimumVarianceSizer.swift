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
final class MinimumVarianceSizer: AllocationSizer {
    static let manifest = Manifest(
        "minimum_variance",
        "Sizes decided positions so that the book has the least variance its sides and caps allow.",
        source: "Markowitz, Portfolio Selection (1952).",
        reasons: RiskModel.reasons + WeightPlan.reasons
    )

    typealias Settings = SettingsPair<GrossSettings, AllocationSettings>

    let book: AllocatedBook<CappedMinimumVariance>

    init(settings: Settings, context: StageContext) throws {
        let rule = CappedMinimumVariance(
            rule: try MinimumVariance(capacity: max(context.axes.instruments.count, 1)),
            cap: settings.maxWeight.fraction / settings.grossTarget.fraction)
        book = try AllocatedBook(rule, settings.own, settings.shared, axes: context.axes)
    }
}

/// The least variance with a cap that is a share of the gross target.
struct CappedMinimumVariance: AllocationRule {
    let rule: MinimumVariance
    let cap: Double

    func allocate(_ covariance: SquareMatrix, _ weights: inout MutableSpan<Double>) -> Bool {
        rule.solve(covariance, cap: cap, &weights)
    }
}
