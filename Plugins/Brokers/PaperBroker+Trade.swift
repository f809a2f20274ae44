import SluiceKit
import SluiceMarket

extension PaperBroker {
    /// Fills what can be filled of an open order; false when it is finished.
    func trade(
        _ order: inout PaperOrder, _ cycle: Cycle, _ market: MarketFrame, isAct: Bool, _ reports: ReportSheet
    ) -> Bool {
        if !isAct, order.session == .distantFuture { order.session = cycle.session }
        if order.isOver(cycle) {
            reports.add(BrokerReport(order.id, .expired, at: cycle.now))
            return false
        }
        guard pricing.isEvent(&order, market, isAct: isAct) else { return true }
        let isLeft = fill(&order, cycle, market, reports)
        (order.isInsideBar, order.hasRested) = (false, !order.isAsleep)
        if isLeft { pricing.queue(&order, market) }
        guard isLeft, order.isImmediate, !order.isAsleep else { return isLeft }
        reports.add(BrokerReport(order.id, .expired, at: cycle.now))
        return false
    }

    /// Fills what can be filled of an order at its event; false when nothing is left of it.
    private func fill(
        _ order: inout PaperOrder, _ cycle: Cycle, _ market: MarketFrame, _ reports: ReportSheet
    ) -> Bool {
        guard var fill = pricing.fill(&order, market) else { return true }
        var quantity = liquidity.available(to: &order, market)
        if fill.most.isFinite { quantity = min(quantity, order.stepped(fill.most) ?? quantity) }
        if order.isReduceOnly {
            let closable = book.closable(order.side, of: order.instrument)
            guard closable > .zero else {
                reports.add(BrokerReport(order.id, .cancelled(Self.notReducing), at: cycle.now))
                return false
            }
            quantity = min(quantity, closable)
        }
        if let best = fill.best {
            guard quantity > .zero, let walked = pricing.walked(order, quantity, from: best, market) else {
                return true
            }
            quantity = walked.quantity
            fill = PaperPricing.Fill(price: walked.price, isMaker: fill.isMaker, best: best)
        }
        guard quantity > .zero, order.timeInForce != .fillOrKill || quantity == order.remaining else {
            return true
        }
        do throws(AmountOverflow) {
            return try book(quantity, of: &order, at: fill, cycle, reports)
        } catch {
            reports.add(BrokerReport(order.id, .cancelled(Self.tooLarge), at: cycle.now))
            return false
        }
    }

    private func book(
        _ quantity: Amount, of order: inout PaperOrder, at fill: PaperPricing.Fill, _ cycle: Cycle,
        _ reports: ReportSheet
    ) throws(AmountOverflow) -> Bool {
        let trade = try PaperTrade(
            order.instrument, order.side, quantity, at: fill.price, feeRate: fees.rate(isMaker: fill.isMaker))
        let closing = min(quantity, book.closable(order.side, of: order.instrument))
        let isRated = closing == quantity || book.knowsRates(with: order.instrument)
        guard isRated, try book.affords(trade, closing: closing, promised: nil) else {
            let reason = isRated ? Self.insufficientCash : Self.rateUnknown
            reports.add(BrokerReport(order.id, .cancelled(reason), at: cycle.now))
            return false
        }
        let left = try order.remaining.subtracting(quantity)
        try book.book(trade)
        let place = book.currencies.place(of: order.instrument)
        // The tiers are in the account's currency; what nobody can value counts for none.
        fees.take((try? book.converted(trade.notional, from: place)) ?? .zero)
        order.remaining = left
        liquidity.take(quantity, of: order.instrument)
        if fill.best != nil { pricing.depth?.take(quantity, order.side, of: order.instrument) }
        fills += 1
        history.add(fills, trade, of: order.clientID, at: cycle.now)
        reports.add(
            BrokerReport(
                order.id, .filled(quantity: quantity, price: fill.price, fee: trade.fee), at: cycle.now,
                fill: .number(fills)))
        return !left.isZero
    }
}
