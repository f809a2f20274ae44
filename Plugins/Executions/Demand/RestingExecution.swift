import SluiceKit
import SluiceMarket

/// An execution whose orders rest at a price, by a rule of its own.
protocol RestingExecution: Execution {
    associatedtype Rule: PricingRule
    /// The orders that rest.
    var desk: RestingDesk<Rule> { get set }
}

extension RestingExecution {
    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        desk.plan(cycle, targets, market, into: sheet)
    }
}
