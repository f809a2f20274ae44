import SluiceKit
import SluiceNumerics

/// Sizes decided positions so that each contributes alike to the risk of the book.
///
/// w_i (Sigma w)_i is the same for all, w with the signs of the decisions; see `RiskParity`. The weights are then
/// filled up to the gross target; contributions are no longer alike where one is cut at its cap, by a gate or by the
/// band.
///
/// Worked number: volatilities of 10% and 20% without correlation share a gross target of 30% as 20% and 10%.
final class RiskParitySizer: AllocationSizer {
    static let manifest = Manifest(
        "risk_parity",
        "Sizes decided positions so that each contributes alike to the risk of the book.",
        source: "Griveau-Billion, Richard and Roncalli (2013); Spinu (2013).",
        reasons: RiskModel.reasons + WeightPlan.reasons
    )

    typealias Settings = SettingsPair<GrossSettings, AllocationSettings>

    let book: AllocatedBook<RiskParity>

    init(settings: Settings, context: StageContext) throws {
        let rule = try RiskParity(capacity: max(context.axes.instruments.count, 1))
        book = try AllocatedBook(rule, settings.own, settings.shared, axes: context.axes)
    }
}

extension RiskParity: AllocationRule {
    func allocate(_ covariance: SquareMatrix, _ weights: inout MutableSpan<Double>) -> Bool {
        solve(covariance, &weights)
    }
}
