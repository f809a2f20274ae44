import SluiceKit
import SluiceMarket

/// Answers demand with orders that rest at a price, and prices anew those that have rested too long.
struct RestingDesk<Rule: PricingRule> {
    private let demand: TargetDemand
    private let rule: Rule
    private let terms: OrderTerms
    private let repriceAfter: Span?

    init(_ demand: TargetDemand, _ rule: Rule, _ terms: OrderTerms, repriceAfter: Span?) {
        (self.demand, self.rule, self.terms, self.repriceAfter) = (demand, rule, terms, repriceAfter)
    }

    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {
        demand.load(targets, cycle.portfolio, sheet)
        guard targets.standing != .flatten else {
            demand.send(MarketPricing(), OrderTerms(), cycle, market, sheet)
            return
        }
        if let repriceAfter { cancelOld(after: repriceAfter, cycle, market, sheet) }
        demand.send(rule, terms, cycle, market, sheet)
    }

    /// Cancels what has rested too long at another price than the present one; its instrument waits for the cancel.
    private func cancelOld(
        after age: Span, _ cycle: Cycle, _ market: MarketFrame, _ sheet: OrderSheet
    ) {
        for open in cycle.portfolio.openOrders where cycle.now.since(open.order.time) >= age {
            let request = open.order.request
            guard demand.isKnown(request.instrument),
                let pricing = rule.pricing(request.side, of: request.instrument, market),
                pricing != request.pricing
            else { continue }
            sheet.cancel(open.order.id)
            demand.wait(request.instrument)
        }
    }
}
