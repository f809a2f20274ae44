public import SluiceMarket

/// What the pipeline holds and is worth, as the engine books it from the broker's reports.
///
/// Stages read it; only the engine writes.
public final class Portfolio: @unchecked Sendable {
    /// An order that is not finished.
    public struct OpenOrder: Hashable, Sendable {
        /// The order.
        public let order: ApprovedOrder
        /// How far it has come.
        public package(set) var progress: OrderProgress

        package init(order: ApprovedOrder, progress: OrderProgress) {
            (self.order, self.progress) = (order, progress)
        }

        /// What has not traded yet.
        public var remaining: Amount { progress.remaining }
        /// Whether nobody knows if the venue has it.
        public var isUnknown: Bool { progress.state == .unknown || progress.state == .lost }
    }

    private let values: ColumnSet
    /// Signed holdings in units of the instrument.
    public let quantity: Column
    /// Signed value of the holdings as a share of equity; NaN while there is no price.
    public let weight: Column
    /// The price a holding is valued at; NaN until there was one.
    public let mark: Column
    /// The average price paid for what is held; NaN without a holding.
    public let averagePrice: Column
    /// Signed quantity of open orders, what has not traded yet; without exits that wait for a price.
    public let pending: Column
    /// How much of the account's currency one unit of the currency is that an instrument is quoted in: 1 for the
    /// account's own, NaN while nobody knows.
    public let rate: Column
    /// Cash, in the account's currency.
    public package(set) var cash = Amount.zero
    /// Cash and holdings at their marks, in the account's currency; NaN when a holding has no price, or a currency of
    /// which there is anything no rate.
    public package(set) var equity = Double.nan
    /// Fees paid in the account's currency since the run began.
    public package(set) var fees = Amount.zero
    /// Funding, borrow, interest and other charges in the account's currency since the ledger began; below zero when
    /// more was paid.
    public package(set) var funding = Amount.zero
    /// The account's currency; nil while no account was seen.
    public package(set) var currency: Currency?
    /// Which currency each instrument is quoted in.
    public let currencies: CurrencyTable
    /// Cash of other currencies: those of the table by their place, then any that only a venue has named.
    public package(set) var foreign: [ForeignCash]
    /// The exact holdings with what they cost and what closing them has brought, by instrument.
    public package(set) var positions: [Position]
    /// The exact holdings, signed, by instrument.
    public package(set) var holdings: [Amount]
    /// Orders that are not finished, oldest first.
    public private(set) var openOrders: [OpenOrder] = []
    private let openCounts: FixedRow<Int>
    /// What traded since the stages last ran, oldest first.
    public package(set) var recentFills: [Fill] = []
    /// The orders that finished since the execution stage last looked, oldest first.
    public package(set) var recentlyFinished: [FinishedOrder] = []
    /// How many instruments there are.
    public let count: Int

    /// Creates an empty portfolio.
    public init(count: Int, currencies: CurrencyTable = .single) {
        (self.count, self.currencies) = (count, currencies)
        foreign = currencies.rates.map { ForeignCash($0.currency) }
        values = ColumnSet(columns: 6, rows: count)
        (quantity, weight, mark, averagePrice, pending, rate) = (
            values[0], values[1], values[2], values[3], values[4], values[5]
        )
        rate.fill(1)
        quantity.fill(0)
        weight.fill(0)
        pending.fill(0)
        holdings = Array(repeating: .zero, count: count)
        positions = Array(repeating: Position(), count: count)
        openCounts = FixedRow(repeating: 0, count: count)
        openOrders.reserveCapacity(2 * count + 16)
        recentFills.reserveCapacity(4 * count + 16)
        recentlyFinished.reserveCapacity(4 * count + 16)
    }

    /// How many open orders an instrument has.
    package func openCount(of instrument: Int) -> Int { openCounts[instrument] }

    /// Adds an open order, and how far it has come.
    package func open(_ order: ApprovedOrder, _ progress: OrderProgress) {
        openOrders.append(OpenOrder(order: order, progress: progress))
        openCounts[order.request.instrument] += 1
    }

    /// Lets something happen to an open order; one that finishes stays in its place until all finished ones are removed.
    package func apply(_ event: OrderEvent, at place: Int) -> OrderProgress.Outcome {
        openOrders[place].progress.apply(event)
    }

    /// Lets some of an open order trade.
    /// - Throws: When a sum is too large to tell; nothing has changed then.
    package func fill(
        _ quantity: Amount, at price: Amount, of place: Int
    ) throws(AmountOverflow) -> OrderProgress.Outcome {
        try openOrders[place].progress.fill(quantity, at: price)
    }

    /// Removes every order.
    package func removeOrders() {
        openOrders.removeAll(keepingCapacity: true)
        for index in openCounts.indices { openCounts[index] = 0 }
    }

    /// Counts an order that has just finished, and tells of it.
    package func finished(at place: Int, _ end: FinishedOrder.End) {
        openCounts[openOrders[place].order.request.instrument] -= 1
        recentlyFinished.append(
            FinishedOrder(
                order: openOrders[place].order, filled: openOrders[place].progress.filled, end: end))
    }

    /// Removes the orders that are finished: one pass, where one at a time would move all others for each.
    package func removeFinished() {
        // Mostly it is the last one, which leaves without the others being looked at.
        while let last = openOrders.indices.last, openOrders[last].progress.state.isFinished {
            openOrders.removeLast()
        }
        if openOrders.contains(where: \.progress.state.isFinished) {
            openOrders.removeAll { $0.progress.state.isFinished }
        }
    }
}
