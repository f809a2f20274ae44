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
        let marks = portfolio.mark.base
        portfolio.equity = value(market, from: 0, after: UnsafePointer(marks), into: marks)
        weigh()
    }

    /// What cash and holdings are worth at the market of one cycle, whose places in a frame begin at one.
    ///
    /// An instrument without a price keeps its last mark.
    @inline(__always)
    func value(
        _ market: MarketFrame, from place: Int, after last: UnsafePointer<Double>,
        into marks: UnsafeMutablePointer<Double>
    ) -> Double {
        if portfolio.cash != cash.exact { cash = (portfolio.cash, portfolio.cash.doubleValue) }
        var equity = cash.number
        for other in portfolio.foreign where !other.purse.cash.isZero {
            equity += other.purse.cash.doubleValue * other.rate
        }
        let (quantities, rates) = (portfolio.quantity, portfolio.rate)
        for index in 0..<portfolio.count {
            let price = market.mark(place &+ index)
            marks[index] = price.isFinite && price > 0 ? price : last[index]
            let quantity = quantities[index]
            // A rate of one leaves every bit as it is.
            if quantity != 0 { equity += quantity * marks[index] * rates[index] }
        }
        return equity
    }

    /// Takes marks and equity of cycles that are over.
    func take(marks: UnsafePointer<Double>, equity: Double) {
        portfolio.mark.base.update(from: marks, count: portfolio.count)
        portfolio.equity = equity
        weigh()
    }

    private func weigh() {
        let equity = portfolio.equity
        for index in 0..<portfolio.count {
            let quantity = portfolio.quantity[index]
            portfolio.weight[index] =
                quantity == 0 ? 0 : quantity * portfolio.mark[index] * portfolio.rate[index] / equity
        }
    }
}
