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
        withUnsafeMutablePointer(to: &portfolio.equity) {
            value(market, from: 0, cycles: 1, after: marks, marks: marks, equities: $0)
        }
        weigh()
    }

    /// What cash and holdings are worth at the market of some cycles that follow one another, from a place of a frame on.
    ///
    /// An instrument without a price keeps its last mark.
    func value(
        _ market: MarketFrame, from place: Int, cycles: Int, after last: UnsafePointer<Double>,
        marks: UnsafeMutablePointer<Double>, equities: UnsafeMutablePointer<Double>
    ) {
        if portfolio.cash != cash.exact { cash = (portfolio.cash, portfolio.cash.doubleValue) }
        var money = cash.number
        for other in portfolio.foreign where !other.purse.cash.isZero {
            money += other.purse.cash.doubleValue * other.rate
        }
        let (count, quantities, rates) = (portfolio.count, portfolio.quantity, portfolio.rate)
        let (bids, asks, closes) = (market.bid, market.ask, market.close)
        var (before, own, place) = (last, marks, place)
        for cycle in 0..<cycles {
            var equity = money
            for index in 0..<count {
                let price = MarketFrame.mark(bids[place], asks[place], closes[place])
                own[index] = price.isFinite && price > 0 ? price : before[index]
                let quantity = quantities[index]
                // A rate of one leaves every bit as it is.
                if quantity != 0 { equity += quantity * own[index] * rates[index] }
                place &+= 1
            }
            equities[cycle] = equity
            before = UnsafePointer(own)
            own += count
        }
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
