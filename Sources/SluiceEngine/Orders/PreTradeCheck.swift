import SluiceKit
import SluiceMarket

/// The last look at an order before it may reach a broker.
///
/// Everything it cannot be sure of is a refusal: a number that is not finite, a price that is too old, an order
/// that goes beyond what risk approved. An order that only reduces a holding passes while the account's equity is
/// unknown, since one holding without a price must not keep the others from being closed.
struct PreTradeCheck {
    static let quantityInvalid = Reason("quantity_invalid")
    static let noPrice = Reason("no_price")
    static let priceStale = Reason("price_stale", unit: .milliseconds)
    static let equityUnknown = Reason("equity_unknown", unit: .number)
    static let halted = Reason("halted")
    static let noTarget = Reason("no_target")
    static let beyondTarget = Reason("beyond_target", unit: .percent)
    static let unknownOrderOpen = Reason("unknown_order_open")
    static let crossesOwnOrder = Reason("crosses_own_order")
    static let valueOverflow = Reason("value_overflow")

    /// Oldest price that an order may be sent on.
    let maxAge: Span

    /// Why an order may not be sent; nil when it may.
    func refusal(
        of request: OrderRequest,
        _ cycle: Cycle,
        _ targets: ApprovedTargetFrame,
        _ market: MarketFrame,
        standing: TradingStanding
    ) -> Cause? {
        let index = request.instrument
        guard (0..<market.count).contains(index), request.quantity > .zero else {
            return Cause(Self.quantityInvalid, observed: request.quantity.doubleValue, limit: 0)
        }
        let portfolio = cycle.portfolio
        let isEquityKnown = portfolio.equity.isFinite && portfolio.equity > 0
        let isReducing = Self.reduces(request, portfolio)
        guard isEquityKnown || isReducing else {
            return Cause(Self.equityUnknown, observed: portfolio.equity)
        }
        if let cause = priceRefusal(index, cycle, market) { return cause }
        let price = market.mark(index)
        guard let exact = Amount(price, rounding: .halfEven),
            (try? exact.multiplied(by: request.quantity, rounding: .halfEven)) != nil
        else { return Cause(Self.valueOverflow) }
        if let cause = openOrderRefusal(request, portfolio) { return cause }
        guard isEquityKnown else { return nil }
        return targetRefusal(
            request, portfolio, targets, price: price, standing: standing, isReducing: isReducing)
    }

    /// Whether an order leads a holding, with what is under way, toward zero and not past it.
    private static func reduces(_ request: OrderRequest, _ portfolio: Portfolio) -> Bool {
        let before = portfolio.quantity[request.instrument] + portfolio.pending[request.instrument]
        let quantity = request.quantity.doubleValue
        let after = before + (request.side == .buy ? quantity : -quantity)
        // Quantities are exact decimals, their doubles are not.
        return abs(after) < abs(before) && after * before >= -1e-9 * before * before
    }

    /// Whether what is open of an order leads its holding, with the other open orders, toward zero and not past it.
    static func reduces(_ open: Portfolio.OpenOrder, _ portfolio: Portfolio) -> Bool {
        let index = open.order.request.instrument
        let own = open.remaining.doubleValue * open.order.request.side.sign
        let before = portfolio.quantity[index] + portfolio.pending[index] - own
        let after = before + own
        return abs(after) < abs(before) && after * before >= -1e-9 * before * before
    }

    /// Whether an order that is booked as open leads its holding toward zero and not past it.
    static func reduces(_ order: ApprovedOrder, _ portfolio: Portfolio) -> Bool {
        portfolio.openOrders.last { $0.order.id == order.id }.map { reduces($0, portfolio) } ?? false
    }

    private func priceRefusal(_ index: Int, _ cycle: Cycle, _ market: MarketFrame) -> Cause? {
        let price = market.mark(index)
        guard price.isFinite, price > 0 else { return Cause(Self.noPrice) }
        let age = cycle.now.since(max(market.barTime[index], market.quoteTime[index]))
        guard age.nanoseconds >= 0, age <= maxAge else {
            return Cause(Self.priceStale, observed: age.seconds * 1_000, limit: maxAge.seconds * 1_000)
        }
        return nil
    }

    private func openOrderRefusal(_ request: OrderRequest, _ portfolio: Portfolio) -> Cause? {
        guard portfolio.openCount(of: request.instrument) > 0 else { return nil }
        for open in portfolio.openOrders where open.order.request.instrument == request.instrument {
            if open.isUnknown { return Cause(Self.unknownOrderOpen) }
            if open.order.request.side != request.side { return Cause(Self.crossesOwnOrder) }
        }
        return nil
    }

    /// An order leads from where the position stands toward the approved target and not past it.
    private func targetRefusal(
        _ request: OrderRequest,
        _ portfolio: Portfolio,
        _ targets: ApprovedTargetFrame,
        price: Double,
        standing: TradingStanding,
        isReducing: Bool
    ) -> Cause? {
        let index = request.instrument
        let change = request.side == .buy ? request.quantity.doubleValue : -request.quantity.doubleValue
        let before = (portfolio.quantity[index] + portfolio.pending[index]) * price / portfolio.equity
        let after = before + change * price / portfolio.equity
        let tolerance = 1e-9
        if standing != .open {
            return isReducing ? nil : Cause(Self.halted, observed: after * 100, limit: before * 100)
        }
        let target = targets.weight[index]
        guard target.isFinite else { return isReducing ? nil : Cause(Self.noTarget) }
        guard after >= min(before, target) - tolerance, after <= max(before, target) + tolerance else {
            return Cause(Self.beyondTarget, observed: after * 100, limit: target * 100)
        }
        return nil
    }
}
