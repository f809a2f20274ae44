import SluiceKit
import SluiceMarket

extension PaperBroker {
    /// Closes positions as a venue does whose account is at or below its maintenance margin.
    ///
    /// Open orders that could add go first. Then the position that takes most margin is closed whole, at the quote of now
    /// with slippage and the fee of a liquidation, and the next, until the equity is above the maintenance of the rest. One
    /// without a new price waits. Each is told as a trade that was nobody's order.
    ///
    /// Worked number: 10,000 of cash and 400 at 50, half of it borrowed, at a maintenance of a quarter. At 33 the value is
    /// 13,200, the equity 3,200 and the maintenance 3,300: all is sold, and with a fee of 50 bps 3,134 are left.
    func liquidate(
        _ cycle: Cycle, _ market: MarketFrame, since: Timestamp, _ reports: ReportSheet
    ) throws(AmountOverflow) {
        guard var state = try book.margin(), state.isMarginCall else { return }
        orders.update { order in
            guard !order.isReduceOnly else { return true }
            reports.add(BrokerReport(order.id, .cancelled(Self.marginCall), at: cycle.now))
            return false
        }
        while state.isMarginCall, let trade = try largest(market, since: since) {
            try book.book(trade)
            fills += 1
            let told = VenueFill(
                .number(fills), of: nil, instrument: trade.instrument, side: trade.side,
                quantity: trade.quantity, price: trade.price, fee: trade.fee, time: cycle.now)
            history.add(fills, trade, of: nil, at: cycle.now)
            reports.add(BrokerReport(told))
            guard let next = try book.margin() else { return }
            state = next
        }
    }

    /// The trade that closes the holding of the greatest value; nil where none has a price that is new.
    private func largest(_ market: MarketFrame, since: Timestamp) throws(AmountOverflow) -> PaperTrade? {
        var (place, most) = (-1, Amount.zero)
        for index in book.holdings.indices where !book.holdings[index].isZero {
            guard market.isFresh(index) || market.quoteTime[index] > since else { continue }
            let value = try book.converted(
                book.value(of: index).magnitude, from: book.currencies.place(of: index))
            let side: Side = book.holdings[index].isNegative ? .buy : .sell
            if value > most, price(side, of: index, market) != nil { (place, most) = (index, value) }
        }
        guard place >= 0 else { return nil }
        let side: Side = book.holdings[place].isNegative ? .buy : .sell
        guard let price = price(side, of: place, market) else { return nil }
        return try PaperTrade(
            place, side, book.holdings[place].magnitude, at: price, feeRate: liquidationFee)
    }

    private func price(_ side: Side, of index: Int, _ market: MarketFrame) -> Amount? {
        pricing.quoted(side, book.holdings[index].magnitude, of: index, market)
    }
}
