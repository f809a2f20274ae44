import SluiceKit
import SluiceMarket

/// Books what becomes of orders into the portfolio: the one place that changes it.
///
/// A fill is booked whole, whatever was expected of the order. Exact decimals throughout; what would overflow
/// is an error, and the run ends before a wrong number is traded on.
final class OrderLedger {
    let portfolio: Portfolio
    private var lastOrder: UInt64 = 0
    /// Whether an order has finished or traded in part since `portfolio.pending` was added up.
    private var isPendingStale = false
    /// The fills of this cycle, in order.
    private(set) var fills: [Fill] = []

    private let naming: OrderNaming

    init(_ portfolio: Portfolio, _ naming: OrderNaming) {
        (self.portfolio, self.naming) = (portfolio, naming)
        fills.reserveCapacity(4 * portfolio.count + 16)
    }

    /// Takes the account as the broker sees it when a run begins.
    func open(_ account: BrokerAccount) throws(LedgerError) {
        guard account.holdings.count == portfolio.count else {
            throw LedgerError(
                "the broker reports \(account.holdings.count) holdings for \(portfolio.count) instruments")
        }
        portfolio.cash = account.cash.amount
        portfolio.holdings = account.holdings
        for index in 0..<portfolio.count { portfolio.quantity[index] = account.holdings[index].doubleValue }
    }

    func beginCycle() { fills.removeAll(keepingCapacity: true) }

    /// Every stage has seen what traded so far.
    func showedFills() { portfolio.recentFills.removeAll(keepingCapacity: true) }

    /// Gives an order its number and books it as open.
    func approve(_ request: OrderRequest, at time: Timestamp) -> ApprovedOrder {
        lastOrder += 1
        let order = ApprovedOrder(
            id: OrderID(lastOrder), clientID: naming.name(of: request, at: time), request: request, time: time
        )
        portfolio.open(.init(order: order, remaining: request.quantity))
        portfolio.pending[request.instrument] += signed(request.quantity, request.side)
        return order
    }

    /// Books a report; `settleOrders` has to follow once the last one at hand is booked.
    /// - Returns: The order it concerns as it stood before; nil when no open order has that number.
    func book(_ report: BrokerReport) throws(LedgerError) -> ApprovedOrder? {
        guard let index = place(of: report.order) else { return nil }
        let open = portfolio.openOrders[index]
        switch report.event {
        case .accepted: portfolio.note(at: index, isUnknown: false)
        case .unknown: portfolio.note(at: index, isUnknown: true)
        case .rejected, .cancelled, .expired: finish(index)
        case .cancelRefused: break
        case .filled(let quantity, let price, let fee):
            let fill = Fill(
                order: report.order, instrument: open.order.request.instrument, side: open.order.request.side,
                quantity: quantity, price: price, fee: fee, time: report.time
            )
            do throws(AmountOverflow) { try book(fill) } catch {
                throw LedgerError("booking a fill: \(error)")
            }
            fills.append(fill)
            portfolio.recentFills.append(fill)
            if quantity >= open.remaining {
                finish(index)
            } else if let left = try? open.remaining.subtracting(quantity) {
                portfolio.note(at: index, remaining: left, isUnknown: false)
                isPendingStale = true
            }
        }
        return open.order
    }

    /// Where an open order stands: numbers only grow, so that the list is in their order.
    private func place(of id: OrderID) -> Int? {
        var (low, high) = (0, portfolio.openOrders.count)
        while low < high {
            let middle = (low + high) / 2
            if portfolio.openOrders[middle].order.id < id { low = middle + 1 } else { high = middle }
        }
        guard low < portfolio.openOrders.count, portfolio.openOrders[low].order.id == id,
            !portfolio.openOrders[low].isFinished
        else { return nil }
        return low
    }

    private func finish(_ place: Int) {
        portfolio.finish(at: place)
        isPendingStale = true
    }

    /// Removes finished orders, and adds up what is still under way.
    func settleOrders() {
        guard isPendingStale else { return }
        isPendingStale = false
        portfolio.removeFinished()
        portfolio.pending.fill(0)
        for open in portfolio.openOrders {
            let request = open.order.request
            portfolio.pending[request.instrument] += signed(open.remaining, request.side)
        }
    }

    private func signed(_ quantity: Amount, _ side: Side) -> Double {
        side == .buy ? quantity.doubleValue : -quantity.doubleValue
    }

    private func book(_ fill: Fill) throws(AmountOverflow) {
        let index = fill.instrument
        let value = try fill.price.multiplied(by: fill.quantity, rounding: .halfEven)
        let signed = fill.side == .buy ? fill.quantity : fill.quantity.negated
        let cash = try fill.side == .buy ? portfolio.cash.subtracting(value) : portfolio.cash.adding(value)
        let before = portfolio.holdings[index]
        let after = try before.adding(signed)
        portfolio.cash = try cash.subtracting(fill.fee)
        portfolio.fees = try portfolio.fees.adding(fill.fee)
        portfolio.holdings[index] = after
        portfolio.quantity[index] = after.doubleValue
        portfolio.averagePrice[index] = averagePrice(
            before: before.doubleValue, paid: portfolio.averagePrice[index], after: after.doubleValue,
            price: fill.price.doubleValue
        )
    }

    /// Adding to a position averages, reducing keeps the price paid, turning takes the new price.
    private func averagePrice(before: Double, paid: Double, after: Double, price: Double) -> Double {
        if after == 0 { return .nan }
        if before == 0 || before.sign != after.sign { return price }
        guard abs(after) > abs(before) else { return paid }
        return (paid * abs(before) + price * (abs(after) - abs(before))) / abs(after)
    }

    /// Values the holdings at the market; a holding without any price leaves the equity unknown.
    func mark(_ market: MarketFrame) {
        var equity = portfolio.cash.doubleValue
        for index in 0..<portfolio.count {
            let price = market.mark(index)
            if price.isFinite, price > 0 { portfolio.mark[index] = price }
            let quantity = portfolio.quantity[index]
            if quantity != 0 { equity += quantity * portfolio.mark[index] }
        }
        portfolio.equity = equity
        for index in 0..<portfolio.count {
            let quantity = portfolio.quantity[index]
            portfolio.weight[index] = quantity == 0 ? 0 : quantity * portfolio.mark[index] / equity
        }
    }
}

/// An account that cannot be booked.
struct LedgerError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
