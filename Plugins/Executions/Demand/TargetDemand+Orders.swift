import SluiceKit
import SluiceMarket

/// How an order of a stage is priced.
protocol PricingRule {
    /// The price of an order now; nil where the market does not say.
    func pricing(_ side: Side, of index: Int, _ market: MarketFrame) -> OrderPricing?
}

/// At the market.
struct MarketPricing: PricingRule {
    func pricing(_ side: Side, of index: Int, _ market: MarketFrame) -> OrderPricing? { .market }
}

extension TargetDemand {
    /// Asks for orders for all that is to be traded, sells before buys, so that their proceeds can pay.
    func send(
        _ rule: some PricingRule, _ terms: OrderTerms, _ cycle: Cycle, _ market: MarketFrame,
        _ sheet: OrderSheet
    ) {
        for index in candidates where changes[index] < .zero {
            send(index, .sell, rule, terms, cycle, market, sheet)
        }
        for index in candidates where changes[index] > .zero {
            send(index, .buy, rule, terms, cycle, market, sheet)
        }
    }

    private func send(
        _ index: Int, _ side: Side, _ rule: some PricingRule, _ terms: OrderTerms, _ cycle: Cycle,
        _ market: MarketFrame, _ sheet: OrderSheet
    ) {
        let (closing, opening) = parts(of: index, cycle.portfolio)
        guard closing > .zero || opening > .zero, let pricing = rule.pricing(side, of: index, market) else {
            return
        }
        var request = terms.request(index, side, closing, pricing, at: cycle.now)
        if closing > .zero { sheet.add(request) }
        guard opening > .zero else { return }
        (request.quantity, request.origin) = (opening, OrderOrigin(leg: OrderLeg.opening))
        sheet.add(request)
    }
}
