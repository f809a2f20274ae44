import SluiceKit
import SluiceMarket

/// An order that is looked at, with all that the checks look at it by.
struct CheckedOrder {
    let request: OrderRequest
    let cycle: Cycle
    let targets: ApprovedTargetFrame
    let market: MarketFrame
    let standing: TradingStanding
    /// Whether a pause keeps orders of its instrument back.
    let isPaused: Bool
    /// Whether holdings are as risk saw them, but for what was expected of open orders.
    let isReviewed: Bool
    /// What the order is worth in the currency of the instrument, at its limit or at the price; nil when no amount can say.
    let value: Amount?

    init(
        request: OrderRequest, cycle: Cycle, targets: ApprovedTargetFrame, market: MarketFrame,
        standing: TradingStanding, isPaused: Bool = false, isReviewed: Bool = true
    ) {
        (self.request, self.cycle, self.targets, self.market) = (request, cycle, targets, market)
        (self.standing, self.isPaused, self.isReviewed) = (standing, isPaused, isReviewed)
        value = Self.value(of: request, market)
    }

    /// Whether the instrument is one of the universe.
    var isKnown: Bool { (0..<market.count).contains(request.instrument) }
    var portfolio: Portfolio { cycle.portfolio }
    /// What the account is worth in the currency of the instrument; NaN while nobody knows.
    var equity: Double { isKnown ? portfolio.equity(for: request.instrument) : portfolio.equity }
    var isEquityKnown: Bool { equity.isFinite && equity > 0 }
    /// What the instrument is valued at.
    var price: Double { market.mark(request.instrument) }
    /// How old that is.
    var priceTime: Timestamp {
        max(market.barTime[request.instrument], market.quoteTime[request.instrument])
    }

    private static func value(of request: OrderRequest, _ market: MarketFrame) -> Amount? {
        guard (0..<market.count).contains(request.instrument),
            let price = Amount(market.mark(request.instrument), rounding: .halfEven), price > .zero,
            request.quantity > .zero
        else { return nil }
        let worst = request.side == .buy ? max(request.pricing.limit ?? price, price) : price
        return try? worst.multiplied(by: request.quantity, rounding: .halfEven)
    }

    /// What the order is worth in the account's currency; nil when nobody knows.
    var accountValue: Amount? {
        guard let value else { return nil }
        let rate = portfolio.rate[request.instrument]
        guard rate != 1 else { return value }
        guard let exact = Amount(rate, rounding: .up), exact > .zero else { return nil }
        return try? value.multiplied(by: exact, rounding: .halfEven)
    }

    private var before: Double {
        portfolio.quantity[request.instrument] + portfolio.pending[request.instrument]
    }

    private var after: Double { before + request.side.sign * request.quantity.doubleValue }

    /// The weight of the instrument with what is under way, without and with the order.
    var weightBefore: Double { before * price / equity }
    var weightAfter: Double { after * price / equity }

    /// Whether the order closes its holding, with what is under way, to less than a step.
    func leavesLess(than step: Amount) -> Bool {
        // Quantities are exact decimals, their doubles are not.
        isReducing && abs(after) < max(step.doubleValue * (1 - 1e-9), 1e-9 * abs(before))
    }

    /// Whether the order leads the holding, with what is under way, toward zero and not past it.
    var isReducing: Bool { isKnown && PreTradeCheck.reduces(from: before, to: after) }
}

extension PreTradeCheck {
    /// Whether a change leads toward zero and not past it.
    static func reduces(from before: Double, to after: Double) -> Bool {
        // Quantities are exact decimals, their doubles are not.
        abs(after) < abs(before) && after * before >= -1e-9 * before * before
    }

    /// Whether what is open of an order leads its holding, with the other open orders, toward zero and not past it.
    static func reduces(_ open: Portfolio.OpenOrder, _ portfolio: Portfolio) -> Bool {
        let index = open.order.request.instrument
        let own = open.remaining.doubleValue * open.order.request.side.sign
        let counted = portfolio.quantity[index] + portfolio.pending[index]
        let before = open.order.request.isRestingExit ? counted : counted - own
        return reduces(from: before, to: before + own)
    }

    /// Whether an order that is booked as open leads its holding toward zero and not past it.
    static func reduces(_ order: ApprovedOrder, _ portfolio: Portfolio) -> Bool {
        portfolio.openOrders.last { $0.order.id == order.id }.map { reduces($0, portfolio) } ?? false
    }
}
