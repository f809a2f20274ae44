import SluiceEngine
import SluiceKit
import SluiceMarket

extension Inspector {
    /// An order is about to leave: what the ledger says at this moment must allow it.
    func leaves(_ order: ApprovedOrder, _ market: MarketFrame) {
        guard let engine else { return }
        let (request, portfolio) = (order.request, engine.portfolio)
        let index = request.instrument
        trail.add(
            "cycle \(world.cycle): \(request.side) \(request.quantity) of \(index), order \(order.id.number)")
        let age = order.time.since(market.barTime[index])
        if age > limits.maxAge {
            fail(.staleEntry, "order \(order.id.number) on a price \(age.seconds) s old")
        }
        if !engine.isReconciled { fail(.unreconciled, "order \(order.id.number)") }
        guard !isReducing(order, portfolio) else { return }
        if isLatched || isHaltedByPerson || engine.standing > .open {
            fail(.haltedEntry, "order \(order.id.number) enters \(index) while halted")
        }
        let spread = market.spreadBps(index)
        // A parent of an earlier cycle was let through by the gate of that one.
        let isNew = request.origin.parent.map { $0 >= world.now } ?? true
        if isNew, !(spread <= limits.maxSpreadBps + 1e-9) {
            fail(.gatedEntry, "order \(order.id.number) enters \(index) at a spread of \(spread) bps")
        }
        checkPosition(order, portfolio, market)
        checkGross(engine, index)
    }

    /// Whether an order, booked as open, leads what is held and under way toward zero and not past it.
    private func isReducing(_ order: ApprovedOrder, _ portfolio: Portfolio) -> Bool {
        let index = order.request.instrument
        var before = portfolio.holdings[index].doubleValue
        for open in portfolio.openOrders
        where open.order.id != order.id && open.order.request.instrument == index {
            before += open.remaining.doubleValue * open.order.request.side.sign
        }
        let after = before + order.request.quantity.doubleValue * order.request.side.sign
        return abs(after) < abs(before) && after * before >= 0
    }

    /// The worst case: all that is open on the order's side trades, and nothing on the other.
    private func checkPosition(_ order: ApprovedOrder, _ portfolio: Portfolio, _ market: MarketFrame) {
        let index = order.request.instrument
        var worst = portfolio.holdings[index].doubleValue
        for open in portfolio.openOrders
        where open.order.request.instrument == index && open.order.request.side == order.request.side {
            worst += open.remaining.doubleValue * open.order.request.side.sign
        }
        let weight = abs(worst) * market.mark(index) / portfolio.equity
        if !(weight <= limits.maxPosition * (1 + 1e-6)) {
            fail(.positionLimit, "order \(order.id.number) may bring \(index) to \(weight * 100)%")
        }
    }

    /// What the approved targets come to, with what stays as it is at its worst.
    private func checkGross(_ engine: Engine, _ index: Int) {
        guard let approved = engine.report.approved.last else { return }
        let portfolio = engine.portfolio
        var gross = 0.0
        for index in 0..<portfolio.count {
            let target = approved.weight[index]
            let held = portfolio.quantity[index]
            let worst = max(abs(held), abs(held + portfolio.pending[index]))
            gross += target.isFinite ? abs(target) : worst * portfolio.mark[index] / portfolio.equity
        }
        if !(gross <= limits.maxGross * 1.001) {
            fail(.grossLimit, "an order enters \(index) where the targets are \(gross * 100)% gross")
        }
    }

    /// An order has come to the venue.
    func arrives(_ order: ApprovedOrder) {
        counts.orders += 1
        if !intents.contains(order.clientID) {
            fail(.intentFirst, "order \(order.id.number) is at the venue and not in the ledger")
        }
        if let sent = world.venue.submissions[order.clientID], sent > 1 {
            fail(.sentOnce, "order \(order.id.number), \(order.clientID), came \(sent) times")
        }
        guard let time = order.request.origin.parent else { return }
        counts.children += 1
        let parent = Parent(instrument: order.request.instrument, parent: time)
        let sum = (try? (children[parent] ?? .zero).adding(order.request.quantity)) ?? .zero
        children[parent] = sum
        if let total = parents[parent], sum > Amount(total) {
            fail(.childrenWithinParent, "\(sum) of \(total) in \(parent.instrument)")
        }
    }
}
