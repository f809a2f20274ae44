import SluiceJournal
import SluiceKit
import SluiceMarket

extension OrderLedger {
    /// Takes what an earlier process wrote down.
    /// - Throws: `LedgerError` for what has no place in this pipeline.
    func restore(_ state: LedgerState, symbols: [String], at now: Timestamp) throws(LedgerError) {
        let numbers = Dictionary(
            symbols.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        // What the broker says is held is compared later, never taken for what the fills have made.
        for index in symbols.indices {
            portfolio.positions[index] = Position()
            show(index)
        }
        try restore(state.balances)
        for held in state.positions where !held.isEmpty {
            guard let index = numbers[held.symbol] else {
                guard held.quantity.isZero else {
                    throw LedgerError(
                        "the ledger holds \(held.quantity) of '\(held.symbol)', which is not in the universe")
                }
                continue
            }
            guard let cost = try? held.quantity.multiplied(by: held.averagePrice, rounding: .halfEven),
                let position = Position(
                    quantity: held.quantity, cost: cost, realized: held.realised, funding: held.funding)
            else { throw LedgerError("the holding of '\(held.symbol)' is too large") }
            portfolio.positions[index] = position
            show(index)
        }
        continueNumbers(after: state.lastOrder)
        for name in state.recentNames { _ = known.insert(name, lasts: true) }
        for fill in state.recentFills { _ = known.insert(fill) }
        for charge in state.recentCharges { _ = knownCharges.insert(charge) }
        for order in state.orders { try reopen(order, at: now) }
        settleOrders()
    }

    /// Takes the exact cost and the fees of a holding, when they are those of what is held.
    func refine(_ index: Int, quantity: Amount, cost: Amount, fees: Amount) {
        let known = portfolio.positions[index]
        guard
            let exact = Position(
                quantity: quantity, cost: cost, realized: known.realized, fees: fees, funding: known.funding),
            exact.quantity == known.quantity, exact.averagePrice == known.averagePrice
        else { return }
        portfolio.positions[index] = exact
        show(index)
    }

    private func reopen(_ told: LedgerOrder, at now: Timestamp) throws(LedgerError) {
        let intent = told.intent
        guard intent.request.instrument >= 0 else {
            throw LedgerError(
                "the ledger has an open order of '\(intent.symbol)', which is not in the universe")
        }
        let state = told.state
        guard
            let progress = OrderProgress(
                quantity: intent.request.quantity, state: state, filled: told.filled, value: .zero)
        else { throw LedgerError("the ledger has an order in the state '\(told.state)'") }
        let order = ApprovedOrder(
            id: OrderID(intent.number), clientID: intent.clientID, request: intent.request, time: intent.time)
        reopen(order, progress)
        // It may have left or not, and anything may have happened since.
        if state == .intended || state == .sent {
            apply(.becameUnknown, to: order.id, at: now, Self.processEnded)
        }
    }

    /// The process that meant to send it has ended.
    static let processEnded = Reason("process_ended")
}
