import SluiceKit
import SluiceMarket

/// How much an instrument is expected to trade, for gates that weigh a trade against a market.
struct PlannedTrade {
    static let noEquity = Reason("no_equity")

    /// The part of equity that a trade is planned to be.
    let fraction: Double

    init(_ part: Percent) { fraction = part.fraction }

    /// The value of a trade in the currency of an instrument; NaN while the equity is unknown or not above zero.
    func value(of index: Int, in portfolio: Portfolio) -> Double {
        let equity = portfolio.equity(for: index)
        return equity > 0 ? fraction * equity : .nan
    }
}
