import SluiceKit
import SluiceMarket

/// The price of the market that an order's price is made from.
enum PriceReference: String, SettingChoice {
    /// The best price on the order's own side: the bid for a buy.
    case touch
    /// Halfway between bid and ask.
    case mid
    /// The best price on the other side: the ask for a buy.
    case opposite

    /// The price now; nil without a usable quote.
    func price(_ side: Side, of index: Int, _ market: MarketFrame) -> Amount? {
        let (bid, ask) = (market.bid[index], market.ask[index])
        guard bid > 0, ask >= bid, ask.isFinite else { return nil }
        let isBuy = side == .buy
        let price =
            switch self {
            case .touch: isBuy ? bid : ask
            case .mid: (bid + ask) / 2
            case .opposite: isBuy ? ask : bid
            }
        return Amount(price, rounding: .halfEven)
    }
}

/// A price some way from one of the market's, on the grid of prices.
struct OffsetPrice {
    let reference: PriceReference
    /// How far from the reference, basis points of it; positive is away from the market for a limit.
    let offset: Amount
    let tick: Amount

    /// reference x (1 - offset) for a buy, x (1 + offset) for a sale, rounded away from the other side.
    func passive(_ side: Side, of index: Int, _ market: MarketFrame) -> Amount? {
        price(side, of: index, market, isBelow: side == .buy)
    }

    /// reference x (1 + offset) for a buy, x (1 - offset) for a sale: where a stop waits, rounded away from the market.
    func beyond(_ side: Side, of index: Int, _ market: MarketFrame) -> Amount? {
        price(side, of: index, market, isBelow: side == .sell)
    }

    private func price(_ side: Side, of index: Int, _ market: MarketFrame, isBelow: Bool) -> Amount? {
        guard let base = reference.price(side, of: index, market) else { return nil }
        let rounding: Rounding = isBelow ? .floor : .ceiling
        let price = try? base.moved(bps: isBelow ? offset.negated : offset, rounding)
            .rounded(toMultipleOf: tick, rounding: rounding)
        return price.flatMap { $0 > .zero ? $0 : nil }
    }
}

/// A limit some way from the market.
struct LimitPricing: PricingRule {
    let price: OffsetPrice

    func pricing(_ side: Side, of index: Int, _ market: MarketFrame) -> OrderPricing? {
        price.passive(side, of: index, market).map { .limit($0) }
    }
}

/// A stop some way beyond the market, and perhaps a limit beyond the stop.
struct StopPricing: PricingRule {
    let trigger: OffsetPrice
    /// How much worse than the trigger the order may trade, basis points; nil for any price.
    let limitOffset: Amount?

    func pricing(_ side: Side, of index: Int, _ market: MarketFrame) -> OrderPricing? {
        guard let trigger = trigger.beyond(side, of: index, market) else { return nil }
        guard let limitOffset else { return .stop(trigger: trigger) }
        let rounding: Rounding = side == .buy ? .floor : .ceiling
        let limit = try? trigger.moved(bps: side == .buy ? limitOffset : limitOffset.negated, rounding)
            .rounded(toMultipleOf: self.trigger.tick, rounding: rounding)
        return limit.flatMap { $0 > .zero ? .stopLimit(trigger: trigger, limit: $0) : nil }
    }
}
