import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What `broker.paper` fills at.
final class PaperPricing {
    /// The event that fills an order.
    enum FillPoint: String, SettingChoice {
        /// The open of the next bar, and half the spread that was quoted before it.
        case open
        /// The next quote.
        case quote
    }

    /// What an order may fill at now.
    struct Fill {
        let price: Amount
        /// Whether it waited in the book.
        let isMaker: Bool
        /// The best price of the book that it takes from; nil where its quantity fills at one price.
        var best: Double?
        /// How much of it what stood before leaves.
        var most = Double.infinity
    }

    private let point: FillPoint
    private let slippage: PaperSlippage
    /// How many times a waiting order's quantity a bar must have traded.
    private let queueFactor: Double
    /// Half the spread over the midpoint as last quoted while an order was open, a fraction by instrument; NaN before.
    private let halfSpread: ColumnSet
    /// The book that orders take from; nil where the quantity decides nothing but the slippage.
    let depth: PaperDepth?
    /// Whether what stands before a waiting order trades first.
    private let queues: Bool

    init(_ settings: PaperBroker.Settings, instruments: Int) throws {
        slippage = try PaperSlippage(
            settings.slippageModel, base: settings.slippage, impact: settings.impact)
        (point, queueFactor, queues) = (settings.fillAt, settings.queueFactor, settings.queue)
        depth = try PaperDepth(settings, instruments: instruments)
        halfSpread = ColumnSet(columns: 1, rows: instruments)
    }

    /// Takes the quote of an instrument, for the open that an order of it waits for.
    func note(_ index: Int, _ market: MarketFrame) {
        let spread = market.spreadBps(index)
        if spread.isFinite { halfSpread[0][index] = spread / 20_000 }
    }

    /// What an order would fill at by the quote of this cycle, slippage included; nil without a quote.
    func quoted(_ side: Side, _ quantity: Amount, of index: Int, _ market: MarketFrame) -> Amount? {
        guard market.spreadBps(index).isFinite else { return nil }
        let best = side == .buy ? market.ask[index] : market.bid[index]
        let price = depth?.average(side, quantity, of: index, from: best, market) ?? best
        return slippage.worsened(price, side, quantity, of: index, market)
    }

    /// What an order that takes from the book gets of a quantity: how much, and at which price on average; nil for nothing.
    func walked(
        _ order: PaperOrder, _ quantity: Amount, from best: Double, _ market: MarketFrame
    ) -> (quantity: Amount, price: Amount)? {
        guard let depth else { return nil }
        let (index, side) = (order.instrument, order.side)
        let walk = depth.walk(side, quantity, of: index, from: best, limit: order.limit, market)
        guard walk.filled > 0,
            let price = slippage.worsened(walk.averagePrice, side, quantity, of: index, market),
            let part = walk.isComplete ? quantity : order.stepped(walk.filled), part > .zero
        else { return nil }
        let limited = order.limit.map { side == .buy ? min(price, $0) : max(price, $0) }
        return (part, limited ?? price)
    }

    /// Lets an order that an event has not filled wait in the book.
    func queue(_ order: inout PaperOrder, _ market: MarketFrame) {
        guard queues, let depth, order.ahead.isNaN, !order.isAsleep else { return }
        order.ahead = depth.ahead(order, market)
    }

    /// What an order is thought to fill at by the quote of now: the worst that its limit allows, and from its trigger on.
    static func estimate(_ request: OrderRequest, _ quote: Amount) -> Amount {
        let isBuy = request.side == .buy
        if let limit = request.pricing.limit { return isBuy ? limit : max(limit, quote) }
        return request.pricing.trigger.map { isBuy ? max($0, quote) : min($0, quote) } ?? quote
    }

    /// Whether there is an event for an order: a bar or a quote that came after it.
    func isEvent(_ order: inout PaperOrder, _ market: MarketFrame, isAct: Bool) -> Bool {
        let index = order.instrument
        let hasBar = !isAct && market.isFresh(index) && market.barTime[index] > order.arrival
        switch point {
        case .open: return hasBar
        case .quote:
            let time = market.quoteTime[index]
            let isNew = time > order.arrival || time == .distantPast && hasBar
            return isNew && market.spreadBps(index).isFinite
        }
    }

    /// What an order fills at by its event; nil where it has to wait.
    ///
    /// Wakes the order where its trigger is reached.
    func fill(_ order: inout PaperOrder, _ market: MarketFrame) -> Fill? {
        switch point {
        case .open: order.isInsideBar ? closeFill(&order, market) : openFill(&order, market)
        case .quote: quoteFill(&order, market)
        }
    }

    private func openFill(_ order: inout PaperOrder, _ market: MarketFrame) -> Fill? {
        let (index, side) = (order.instrument, order.side)
        let open = market.open[index]
        let wasAsleep = order.isAsleep && !wakes(&order, at: open)
        if wasAsleep {
            guard wakes(&order, at: side == .buy ? market.high[index] : market.low[index]),
                let trigger = order.trigger
            else { return nil }
            // Woken on the way: it trades from the trigger on, and what the bar did before is not for it.
            return taker(&order, spread(trigger.price.doubleValue, side, index), market)
        }
        if let fill = taker(&order, spread(open, side, index), market) { return fill }
        return maker(&order, side == .buy ? market.low[index] : market.high[index], market)
    }

    /// For an order that came while the bar was on its way only its end is sure to be later.
    private func closeFill(_ order: inout PaperOrder, _ market: MarketFrame) -> Fill? {
        let close = market.close[order.instrument]
        guard !order.isAsleep || wakes(&order, at: close) else { return nil }
        return taker(&order, spread(close, order.side, order.instrument), market)
    }

    private func quoteFill(_ order: inout PaperOrder, _ market: MarketFrame) -> Fill? {
        let index = order.instrument
        let price = order.side == .buy ? market.ask[index] : market.bid[index]
        guard !order.isAsleep || wakes(&order, at: price) else { return nil }
        return taker(&order, price, market) ?? maker(&order, price, market)
    }

    /// At a price of the market made worse by the slippage, where the limit allows; the order, which is large, stays as it is.
    private func taker(_ order: inout PaperOrder, _ base: Double, _ market: MarketFrame) -> Fill? {
        // Of a book the best level decides whether anything fills.
        let price =
            depth == nil
            ? slippage.worsened(base, order.side, order.remaining, of: order.instrument, market)
            : base > 0 ? Amount(base, rounding: .halfEven) : nil
        guard let price, order.limit.map({ order.side.accepts(price, limit: $0) }) ?? true else { return nil }
        return Fill(
            price: price, isMaker: order.hasRested && order.limit != nil, best: depth == nil ? nil : base)
    }

    /// At its limit, where the market has reached it and traded enough.
    private func maker(_ order: inout PaperOrder, _ reached: Double, _ market: MarketFrame) -> Fill? {
        guard let limit = order.limit, !order.isImmediate, reached > 0,
            let reached = Amount(reached, rounding: .halfEven), order.side.accepts(reached, limit: limit),
            queueFactor == 0 || market.volume[order.instrument] >= queueFactor * order.remaining.doubleValue
        else { return nil }
        var fill = Fill(price: limit, isMaker: true)
        guard queues, reached == limit else { return fill }
        // At its own price what stands before trades first; the market has gone through any other.
        if order.ahead.isNaN { queue(&order, market) }
        let traded = max(market.volume[order.instrument], 0)
        guard traded > order.ahead else {
            order.ahead -= traded.isNaN ? 0 : traded
            return nil
        }
        fill.most = traded - order.ahead
        order.ahead = 0
        return fill
    }

    private func wakes(_ order: inout PaperOrder, at price: Double) -> Bool {
        guard let price = Amount(price, rounding: .halfEven) else { return false }
        return order.trigger?.fire(at: price) ?? true
    }

    private func spread(_ price: Double, _ side: Side, _ index: Int) -> Double {
        price * (1 + side.sign * halfSpread[0][index])
    }

    func remember(into memory: inout MemoryWriter) { memory.write(halfSpread) }
    func recall(from memory: inout MemoryReader) throws(MemoryMismatch) { try memory.read(into: halfSpread) }
}
