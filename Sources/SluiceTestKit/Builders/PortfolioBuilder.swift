public import SluiceKit
public import SluiceMarket

/// Builds portfolios as the engine would book them.
///
/// ```swift
/// let portfolio = PortfolioBuilder(instruments: 2, cash: 9_000)
///     .holding(10, of: 0, at: 100)          // equity 10,000; instrument 0 weighs ten percent
///     .build()
/// ```
public struct PortfolioBuilder: Sendable {
    private struct Holding {
        let quantity: Double
        let price: Double
        let averagePrice: Double
    }

    private let count: Int
    private let cash: Double
    private var holdings: [Int: Holding] = [:]
    private var orders: [(order: ApprovedOrder, remaining: Amount, isUnknown: Bool)] = []
    private var fees = 0.0

    /// Begins with cash alone.
    public init(instruments count: Int, cash: Double = 100_000) { (self.count, self.cash) = (count, cash) }

    /// Adds a signed holding, marked at a price; a price of NaN makes its weight and the equity NaN.
    ///
    /// `paid` is the average price paid; the mark unless given.
    public func holding(
        _ quantity: Double, of instrument: Int, at price: Double, paid: Double? = nil
    ) -> Self {
        var next = self
        next.holdings[instrument] = Holding(
            quantity: quantity, price: price, averagePrice: paid ?? price)
        return next
    }

    /// Adds an order that is not finished; ids count from 1.
    public func openOrder(
        _ side: Side,
        _ quantity: Double,
        of instrument: Int,
        remaining: Double? = nil,
        pricing: OrderPricing = .market,
        at time: Timestamp = ManualClock.start,
        isUnknown: Bool = false
    ) -> Self {
        var next = self
        let request = OrderRequest(
            instrument: instrument, side: side, quantity: amount(quantity), pricing: pricing)
        let number = UInt64(orders.count + 1)
        let order = ApprovedOrder(
            id: OrderID(number), clientID: ClientOrderID(high: 0, low: number), request: request, time: time)
        next.orders.append((order, amount(remaining ?? quantity), isUnknown))
        return next
    }

    /// Sets the fees paid so far.
    public func paidFees(_ fees: Double) -> Self {
        var next = self
        next.fees = fees
        return next
    }

    /// The portfolio.
    public func build() -> Portfolio {
        let portfolio = Portfolio(count: count)
        portfolio.cash = amount(cash)
        portfolio.fees = amount(fees)
        let sorted = holdings.sorted { $0.key < $1.key }
        portfolio.equity = sorted.reduce(cash) { $0 + $1.value.quantity * $1.value.price }
        for (instrument, holding) in sorted {
            portfolio.holdings[instrument] = amount(holding.quantity)
            portfolio.quantity[instrument] = holding.quantity
            portfolio.mark[instrument] = holding.price
            portfolio.averagePrice[instrument] = holding.quantity == 0 ? .nan : holding.averagePrice
            portfolio.weight[instrument] =
                holding.quantity == 0 ? 0 : holding.quantity * holding.price / portfolio.equity
        }
        for (order, remaining, isUnknown) in orders {
            guard let progress = progress(of: order, remaining: remaining, isUnknown: isUnknown) else {
                continue
            }
            portfolio.open(order, progress)
            portfolio.pending[order.request.instrument] += order.request.side.sign * remaining.doubleValue
        }
        return portfolio
    }

    private func progress(
        of order: ApprovedOrder, remaining: Amount, isUnknown: Bool
    ) -> OrderProgress? {
        guard var progress = OrderProgress(quantity: order.request.quantity) else { return nil }
        for event in [OrderEvent.intended, .sent, .accepted] { _ = progress.apply(event) }
        if let filled = try? order.request.quantity.subtracting(remaining), filled > .zero {
            _ = try? progress.fill(filled, at: Amount(1))
        }
        if isUnknown { _ = progress.apply(.becameUnknown) }
        return progress
    }

    private func amount(_ value: Double) -> Amount { Amount(value, rounding: .halfEven) ?? .zero }
}

extension ApprovedOrder {
    /// An order as the engine would approve it.
    public static func test(
        _ number: UInt64 = 1,
        _ side: Side = .buy,
        _ quantity: Amount,
        of instrument: Int = 0,
        pricing: OrderPricing = .market,
        at time: Timestamp = ManualClock.start
    ) -> ApprovedOrder {
        ApprovedOrder(
            id: OrderID(number), clientID: ClientOrderID(high: 0, low: number),
            request: OrderRequest(instrument: instrument, side: side, quantity: quantity, pricing: pricing),
            time: time
        )
    }
}
