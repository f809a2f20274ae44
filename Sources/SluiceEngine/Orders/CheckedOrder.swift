import SluiceKit
import SluiceMarket

/// An order that is looked at, with all that the checks look at it by; one object is for one order after the other.
final class CheckedOrder {
    let targets: ApprovedTargetFrame
    let market: MarketFrame
    let portfolio: Portfolio
    private(set) var request = OrderRequest(instrument: -1, side: .buy, quantity: .zero)
    /// When the cycle is that asks for it, and in which session.
    private(set) var now = Timestamp.distantPast
    private(set) var session = CivilDate.distantPast
    private(set) var standing = TradingStanding.halt
    /// Whether a pause keeps orders of its instrument back.
    private(set) var isPaused = true
    /// Whether holdings are as risk saw them, but for what was expected of open orders.
    private(set) var isReviewed = false
    /// What the order is worth in the currency of the instrument, at its limit or at the price; nil when no amount can say.
    private(set) var value: Amount?
    /// Whether the instrument is one of the universe.
    private(set) var isKnown = false
    /// What the instrument is valued at; NaN for one that is not known.
    private(set) var price = Double.nan
    /// What the account is worth in the currency of the instrument; NaN while nobody knows.
    private(set) var equity = Double.nan
    /// What is held with what is under way, without and with the order.
    private var before = Double.nan
    private var after = Double.nan
    /// Whether the order leads the holding, with what is under way, toward zero and not past it.
    private(set) var isReducing = false

    /// Looks at no order yet.
    init(_ targets: ApprovedTargetFrame, _ market: MarketFrame, _ portfolio: Portfolio) {
        (self.targets, self.market, self.portfolio) = (targets, market, portfolio)
    }

    /// Looks at an order, as account and market are now.
    func look(
        at request: OrderRequest, _ cycle: Cycle, standing: TradingStanding, isPaused: Bool = false,
        isReviewed: Bool = true
    ) {
        (self.request, now, session) = (request, cycle.now, cycle.session)
        (self.standing, self.isPaused, self.isReviewed) = (standing, isPaused, isReviewed)
        let index = request.instrument
        isKnown = (0..<market.count).contains(index)
        if isKnown {
            (price, equity) = (market.mark(index), portfolio.equity(for: index))
            before = portfolio.quantity[index] + portfolio.pending[index]
        } else {
            (price, equity, before) = (.nan, portfolio.equity, .nan)
        }
        after = before + request.side.sign * request.quantity.doubleValue
        isReducing = PreTradeCheck.reduces(from: before, to: after)
        value = Self.value(of: request, price: price)
    }

    var isEquityKnown: Bool { equity.isFinite && equity > 0 }
    /// How old the price is.
    var priceTime: Timestamp {
        max(market.barTime[request.instrument], market.quoteTime[request.instrument])
    }

    private static func value(of request: OrderRequest, price: Double) -> Amount? {
        guard let price = Amount(price, rounding: .halfEven), price > .zero, request.quantity > .zero
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

    /// The weight of the instrument with what is under way, without and with the order.
    var weightBefore: Double { before * price / equity }
    var weightAfter: Double { after * price / equity }

    /// Whether the order closes its holding, with what is under way, to less than a step.
    func leavesLess(than step: Amount) -> Bool {
        // Quantities are exact decimals, their doubles are not.
        isReducing && abs(after) < max(step.doubleValue * (1 - 1e-9), 1e-9 * abs(before))
    }
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
