import SluiceKit
import SluiceMarket

extension OrderLedger {
    /// Values the holdings at the market; a holding without any price, or cash or a holding in a currency without a rate,
    /// leaves the equity unknown.
    func mark(_ market: MarketFrame, at now: Timestamp) {
        if !portfolio.currencies.isSingle {
            rates.update(market, at: now)
            portfolio.convert(by: rates)
        }
        if portfolio.cash != cash.exact { cash = (portfolio.cash, portfolio.cash.doubleValue) }
        var equity = cash.number
        for other in portfolio.foreign where !other.purse.cash.isZero {
            equity += other.purse.cash.doubleValue * other.rate
        }
        for index in 0..<portfolio.count {
            let price = market.mark(index)
            if price.isFinite, price > 0 { portfolio.mark[index] = price }
            let quantity = portfolio.quantity[index]
            // A rate of one leaves every bit as it is.
            if quantity != 0 { equity += quantity * portfolio.mark[index] * portfolio.rate[index] }
        }
        portfolio.equity = equity
        for index in 0..<portfolio.count {
            let quantity = portfolio.quantity[index]
            portfolio.weight[index] =
                quantity == 0 ? 0 : quantity * portfolio.mark[index] * portfolio.rate[index] / equity
        }
    }
}
