import SluiceKit
import SluiceMarket

/// What `broker.paper` fills at.
struct PaperPricing {
    /// The event that fills an order.
    enum FillPoint: String, SettingChoice {
        /// The open of the next bar, and half the spread that was quoted before it.
        case open
        /// The next quote.
        case quote
    }

    private let point: FillPoint
    /// What a buy and a sale pay for a price of one.
    private let buyFactor: Amount
    private let sellFactor: Amount
    /// Half the spread over the midpoint as last quoted, a fraction by instrument; NaN until there was a quote.
    private let halfSpread: ColumnSet

    init(fillAt point: FillPoint, slippage: Amount, instruments: Int) throws(AmountOverflow) {
        self.point = point
        buyFactor = try Amount(1).adding(slippage)
        sellFactor = try Amount(1).subtracting(slippage)
        halfSpread = ColumnSet(columns: 1, rows: instruments)
    }

    /// Takes the quotes of a cycle, for the opens of the next one.
    func note(_ market: MarketFrame) {
        for index in 0..<market.count { note(index, market) }
    }

    /// Takes the quote of one instrument.
    func note(_ index: Int, _ market: MarketFrame) {
        let spread = market.spreadBps(index)
        if spread.isFinite { halfSpread[0][index] = spread / 20_000 }
    }

    /// What an order would fill at by the quote of this cycle, slippage included; nil without a quote.
    func quoted(_ side: Side, of index: Int, _ market: MarketFrame) -> Amount? {
        guard market.spreadBps(index).isFinite else { return nil }
        return slipped(side == .buy ? market.ask[index] : market.bid[index], side)
    }

    /// What an order of an earlier cycle fills at in this one; nil while it has to wait.
    func fill(_ order: PaperOrder, _ market: MarketFrame) -> Amount? {
        switch point {
        case .open: openFill(order, market)
        case .quote: quoteFill(order, market)
        }
    }

    private func openFill(_ order: PaperOrder, _ market: MarketFrame) -> Amount? {
        let index = order.instrument
        guard market.isFresh(index) else { return nil }
        let price = slipped(market.open[index] * (1 + order.side.sign * halfSpread[0][index]), order.side)
        guard let limit = order.limit else { return price }
        if let price, isWithin(price, limit, order.side) { return price }
        let reached = order.side == .buy ? market.low[index] : market.high[index]
        return touches(reached, limit, order.side) ? limit : nil
    }

    private func quoteFill(_ order: PaperOrder, _ market: MarketFrame) -> Amount? {
        let index = order.instrument
        let time = market.quoteTime[index]
        let isNew = time > order.time || time == .distantPast && market.isFresh(index)
        guard isNew, let price = quoted(order.side, of: index, market) else { return nil }
        guard let limit = order.limit else { return price }
        if isWithin(price, limit, order.side) { return price }
        let reached = order.side == .buy ? market.ask[index] : market.bid[index]
        return touches(reached, limit, order.side) ? limit : nil
    }

    private func isWithin(_ price: Amount, _ limit: Amount, _ side: Side) -> Bool {
        side == .buy ? price <= limit : price >= limit
    }

    private func touches(_ price: Double, _ limit: Amount, _ side: Side) -> Bool {
        guard price > 0, let price = Amount(price, rounding: .halfEven) else { return false }
        return isWithin(price, limit, side)
    }

    /// A price made worse by the slippage; nil for one that is none.
    private func slipped(_ price: Double, _ side: Side) -> Amount? {
        guard price > 0, let exact = Amount(price, rounding: .halfEven) else { return nil }
        let slipped = try? exact.multiplied(by: side == .buy ? buyFactor : sellFactor, rounding: .halfEven)
        return slipped.flatMap { $0 > .zero ? $0 : nil }
    }

    func remember(into memory: inout MemoryWriter) { memory.write(halfSpread) }
    func recall(from memory: inout MemoryReader) throws(MemoryMismatch) { try memory.read(into: halfSpread) }
}
