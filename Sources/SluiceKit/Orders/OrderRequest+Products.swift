public import SluiceMarket

extension OrderRequest {
    /// The order on the steps of its product: the quantity toward zero and at most the largest, a limit never worse than
    /// asked, a trigger never nearer than asked.
    ///
    /// What has nothing left, or a number that no amount can hold, stays as it is: the pre-trade check says why it is not
    /// sent. Worked number: with steps of 0.1 and 0.5 a buy of 1.27 at 10.7 becomes 1.2 at 10.5.
    public func rounded(by rules: ProductRules) -> OrderRequest {
        var order = self
        let most = rules.maxQuantity.map { min(quantity, $0) } ?? quantity
        if let size = try? rules.quantityStep.floor(most), size > .zero { order.quantity = size }
        order.pricing = pricing.rounded(side, by: rules.ticks)
        return order
    }

    /// What speaks against the order under the rules of its product; nil when the venue would take it as it is.
    ///
    /// `mark` is what a market order is reckoned with; `isClosing` says that nothing of a holding is left after it.
    public func refusal(
        by rules: ProductRules, mark: Amount?, isClosing: Bool
    ) -> ProductRules.Refusal? {
        let outcome = rules.fitted(
            side, quantity: quantity, price: pricing.limit ?? pricing.trigger ?? mark,
            hasLimit: pricing.limit != nil, isClosing: isClosing)
        if case .refused(let refusal, _) = outcome { return refusal }
        return nil
    }
}

extension OrderPricing {
    /// The pricing with its prices on a table's steps; one that would be none stays as it is.
    func rounded(_ side: Side, by ticks: TickTable) -> OrderPricing {
        func limit(_ price: Amount) -> Amount {
            let rounded = (try? ticks.price(price, for: side)) ?? price
            return rounded > .zero ? rounded : price
        }
        // A buyer's trigger goes up and a seller's down: away from the market, as a limit of the other side does.
        func trigger(_ price: Amount) -> Amount {
            let rounded = (try? ticks.price(price, for: side == .buy ? .sell : .buy)) ?? price
            return rounded > .zero ? rounded : price
        }
        return switch self {
        case .market: .market
        case .limit(let price): .limit(limit(price))
        case .stop(let price): .stop(trigger: trigger(price))
        case .stopLimit(let price, let worst): .stopLimit(trigger: trigger(price), limit: limit(worst))
        }
    }
}
