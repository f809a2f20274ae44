import SluiceKit
import SluiceMarket

extension OrderLedger {
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
