import SluiceKit
import SluiceMarket

/// Books what becomes of orders into the portfolio: the one place that changes it.
///
/// A fill is booked whole, whatever was expected of the order; the same fill told twice is booked once. Positions come
/// from fills alone. Exact decimals throughout; what would overflow is an error, and the run ends before a wrong
/// number is traded on. What must survive is left in `changes`, for the journal.
final class OrderLedger {
    let portfolio: Portfolio
    let naming: OrderNaming
    /// What has changed since the journal was last written.
    let changes: LedgerChanges
    private var lastOrder: UInt64 = 0
    /// The cash as it was last marked, as an amount and as a number.
    var cash = (exact: Amount.zero, number: 0.0)
    /// Whether holdings and cash of other currencies are as they were last valued, at the market of this cycle.
    var isValued = false
    /// Whether an order has finished or traded in part since `portfolio.pending` was added up.
    var isPendingStale = false
    var known = KnownNames()
    /// The names of charges, which venues count apart from trades.
    var knownCharges = KnownNames()
    private(set) var past: FinishedOrders
    /// The fills that no learner has seen, in order.
    var fills: [Fill] = []
    /// Whether there is a learner that will see them.
    private let hasLearners: Bool
    /// What other currencies are worth in the account's.
    var rates: ExchangeRates

    init(
        _ portfolio: Portfolio, _ naming: OrderNaming, _ changes: LedgerChanges, hasLearners: Bool = true
    ) {
        self.hasLearners = hasLearners
        (self.portfolio, self.naming, self.changes) = (portfolio, naming, changes)
        rates = ExchangeRates(portfolio.currencies)
        past = FinishedOrders(capacity: 4 * portfolio.count + 64)
        fills.reserveCapacity(4 * portfolio.count + 16)
    }

    /// Takes the account as the broker sees it when a ledger begins.
    func open(_ account: BrokerAccount) throws(LedgerError) {
        guard account.holdings.count == portfolio.count else {
            throw LedgerError(
                "the broker reports \(account.holdings.count) holdings for \(portfolio.count) instruments")
        }
        try know(account)
        portfolio.cash = account.cash.amount
        changes.touchCash(at: 0)
        for cash in account.otherCash { hold(cash) }
        for index in 0..<portfolio.count { hold(account.holdings[index], of: index) }
    }

    /// Holds what someone else says is held, at the last mark as its price.
    func hold(_ quantity: Amount, of index: Int) {
        let mark = Amount(portfolio.mark[index], rounding: .halfEven) ?? .zero
        let before = portfolio.positions[index]
        let cost = (try? quantity.multiplied(by: mark, rounding: .halfEven)) ?? .zero
        portfolio.positions[index] =
            Position(
                quantity: quantity, cost: cost, realized: before.realized, fees: before.fees,
                funding: before.funding) ?? before
        show(index)
    }

    /// Tells learners and stages of a trade.
    func tell(_ fill: Fill) {
        if hasLearners { fills.append(fill) }
        portfolio.recentFills.append(fill)
    }

    /// The learners have seen what traded so far.
    func learned() { fills.empty() }

    /// The execution stage has seen what finished so far.
    func showedFinished() { portfolio.recentlyFinished.empty() }

    /// Every stage has seen what traded so far.
    func showedFills() { portfolio.recentFills.empty() }

    // MARK: The life of an order

    /// A new cycle or act begins: names of orders that belong to an earlier one cannot come again.
    func beginNames() { known.begin() }

    /// Gives an order its number and its name and books it as open; nil when an order of this name was here before.
    func approve(_ request: OrderRequest, scheduled: Timestamp, at time: Timestamp) -> OrderID? {
        let name = naming.name(of: request, at: scheduled)
        guard var progress = OrderProgress(quantity: request.quantity),
            known.insert(name, lasts: request.origin.parent != nil)
        else { return nil }
        _ = progress.apply(.intended)
        lastOrder += 1
        let order = ApprovedOrder(id: OrderID(lastOrder), clientID: name, request: request, time: time)
        portfolio.open(order, progress)
        if !request.isRestingExit {
            portfolio.pending[request.instrument] += signed(request.quantity, request.side)
        }
        changes.intend(order, scheduled: scheduled)
        return order.id
    }

    /// Takes an order that an earlier process has sent, or that only the venue knew of.
    func reopen(_ order: ApprovedOrder, _ progress: OrderProgress) {
        lastOrder = max(lastOrder, order.id.number)
        _ = known.insert(order.clientID, lasts: true)
        portfolio.open(order, progress)
        isPendingStale = true
    }

    /// The number of the next order.
    var nextOrder: OrderID { OrderID(lastOrder + 1) }

    /// Continues the numbers of an earlier process.
    func continueNumbers(after number: UInt64) { lastOrder = max(lastOrder, number) }

    /// Lets something happen to an open order; false when it cannot follow, which the journal is told.
    @discardableResult
    func apply(_ event: OrderEvent, to id: OrderID, at time: Timestamp, _ reason: Reason = .none) -> Bool {
        guard let place = place(of: id) else { return false }
        return apply(event, place, at: time, reason)
    }

    @discardableResult
    func apply(
        _ event: OrderEvent, _ place: Int, at time: Timestamp, _ reason: Reason = .none
    ) -> Bool {
        let before = portfolio.openOrders[place].progress.state
        guard portfolio.apply(event, at: place) == .taken else {
            changes.refuse(portfolio.openOrders[place].order, event, in: before, at: time)
            return false
        }
        stepped(place, from: before, at: time, reason)
        return true
    }

    /// Notes how an open order, which was in a state before, has gone on.
    func stepped(_ place: Int, from before: OrderState, at time: Timestamp, _ reason: Reason = .none) {
        let after = portfolio.openOrders[place].progress.state
        if after != before, changes.isKept {
            changes.step(portfolio.openOrders[place].order, from: before, to: after, at: time, reason)
        }
        if after.isFinished, !before.isFinished { finish(place, after, reason) }
    }

    private func finish(_ place: Int, _ state: OrderState, _ reason: Reason) {
        let end: FinishedOrder.End =
            switch state {
            case .filled: .filled
            case .rejected: .rejected(reason)
            case .expired: .expired
            default: .cancelled(reason)
            }
        finish(place, end)
    }

    private func finish(_ place: Int, _ end: FinishedOrder.End) {
        portfolio.finished(at: place, end)
        isPendingStale = true
        past.add(portfolio.openOrders[place].order)
    }

    /// Ends the wait for an order that the venue does not know, once a complete reconciliation agrees with the fills.
    func release(_ id: OrderID, at time: Timestamp) {
        guard let place = place(of: id), portfolio.openOrders[place].progress.state == .lost else { return }
        // The venue knows nothing of it: it was never there, as if it had been refused.
        _ = portfolio.apply(.rejected, at: place)
        changes.step(
            portfolio.openOrders[place].order, from: .lost, to: .rejected, at: time, Self.neverArrived)
        finish(place, .lost)
    }

    static let neverArrived = Reason("never_arrived")

    /// Where an open order stands: numbers only grow, so that the list is in their order.
    func place(of id: OrderID) -> Int? {
        var (low, high) = (0, portfolio.openOrders.count - 1)
        // The one that is asked for is mostly the last, and alone.
        guard high >= 0, portfolio.openOrders[high].order.id >= id else { return nil }
        if portfolio.openOrders[high].order.id > id {
            while low < high {
                let middle = (low + high) / 2
                if portfolio.openOrders[middle].order.id < id { low = middle + 1 } else { high = middle }
            }
            guard portfolio.openOrders[high].order.id == id else { return nil }
        }
        return portfolio.openOrders[high].progress.state.isFinished ? nil : high
    }

    /// An order that is open, or among those that finished last.
    func order(_ id: OrderID) -> ApprovedOrder? {
        portfolio.openOrders.first { $0.order.id == id }?.order ?? past.order(id)
    }

    /// Removes finished orders, and adds up what is still under way.
    func settleOrders() {
        guard isPendingStale else { return }
        isPendingStale = false
        portfolio.removeFinished()
        portfolio.pending.fill(0)
        for open in portfolio.openOrders where !open.order.request.isRestingExit {
            let request = open.order.request
            portfolio.pending[request.instrument] += signed(open.remaining, request.side)
        }
    }

    private func signed(_ quantity: Amount, _ side: Side) -> Double {
        side == .buy ? quantity.doubleValue : -quantity.doubleValue
    }
}
