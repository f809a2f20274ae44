import SluiceKit
import SluiceNumerics

/// Sizes decided positions by a tree of their correlations, each branch in inverse proportion to its variance.
///
/// See `HierarchicalRiskParity`; a short counts with the returns of its position, so that a hedge is
/// far from what it hedges. The weights are filled up to the gross target.
///
/// Worked number: variances of 0.01 and 0.04 without correlation share a gross target of 10% as 8% and 2%.
final class HierarchicalRiskParitySizer: AllocationSizer {
    static let manifest = Manifest(
        "hierarchical_risk_parity",
        "Sizes decided positions by a tree of their correlations, each branch by its variance.",
        source: "Lopez de Prado, Building diversified portfolios that outperform out of sample (2016).",
        reasons: RiskModel.reasons + WeightPlan.reasons
    )

    struct Own: PluginSettings {
        @Setting(
            help: "What makes instruments near: their own correlation, or like correlations with all others.")
        var distance = HierarchicalRiskParity.Distance.correlation
    }
    typealias Settings = SettingsPair<GrossSettings, SettingsPair<Own, AllocationSettings>>

    let book: AllocatedBook<HierarchicalRiskParity>

    init(settings: Settings, context: StageContext) throws {
        let rule = try HierarchicalRiskParity(
            capacity: max(context.axes.instruments.count, 1), distance: settings.shared.distance)
        book = try AllocatedBook(rule, settings.own, settings.shared.shared, axes: context.axes)
    }
}

extension HierarchicalRiskParity: AllocationRule {
    func allocate(_ covariance: SquareMatrix, _ weights: inout MutableSpan<Double>) -> Bool {
        solve(covariance, &weights)
    }
}
