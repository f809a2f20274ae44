import SluiceKit
import SluiceMarket

/// The settings of sizers that fill up a gross target, each position up to its cap.
struct GrossSettings: PluginSettings {
    @Setting(in: 0.1...100, help: "Largest weight of a position.")
    var maxWeight: Percent = 5

    @Setting(in: 0.1...1_000, help: "Sum of the weights, long and short, that is aimed at.")
    var grossTarget: Percent = 50
}

/// The settings of risk and book that all sizers by an allocation rule share.
typealias AllocationSettings = SettingsPair<CovarianceSettings, BookSettings>

/// A sizer that divides its gross target among the decided positions by their covariances alone.
protocol AllocationSizer: Sizer {
    associatedtype Rule: AllocationRule
    /// The positions' shares and what becomes of them.
    var book: AllocatedBook<Rule> { get }
}

extension AllocationSizer {
    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        book.size(cycle, decisions, market, into: targets)
    }

    func remember(into memory: inout MemoryWriter) { book.allocation.remember(into: &memory) }
    func recall(from memory: inout MemoryReader) throws { try book.allocation.recall(from: &memory) }
}

/// The shares of an allocation rule as weights of the account, filled up to the gross target.
final class AllocatedBook<Rule: AllocationRule> {
    let allocation: RiskAllocation<Rule>
    private let plan: WeightPlan

    init(_ rule: Rule, _ gross: GrossSettings, _ settings: AllocationSettings, axes: Axes) throws {
        allocation = try RiskAllocation(rule, settings.own, axes: axes)
        plan = try WeightPlan(
            settings.shared, gross: gross.grossTarget.fraction, cap: gross.maxWeight.fraction,
            form: .proportions, instruments: axes.instruments)
    }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        allocation.wish(decisions, market, into: targets)
        plan.apply(targets, decisions, cycle.portfolio)
    }
}
