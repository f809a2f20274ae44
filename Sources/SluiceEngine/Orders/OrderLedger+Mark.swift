import SluiceKit
import SluiceMarket
internal import SluiceNumerics

extension OrderLedger {
    /// Values the holdings at the market; a holding without any price, or cash or a holding in a currency without a rate,
    /// leaves the equity unknown.
    func mark(_ market: MarketFrame, at now: Timestamp) {
        if !portfolio.currencies.isSingle {
            rates.update(market, at: now)
            portfolio.convert(by: rates)
        }
        let marks = portfolio.mark
        market.takeMarks(portfolio.count, into: marks.base)
        withUnsafeMutablePointer(to: &portfolio.equity) {
            value(cycles: 1, marks: UnsafePointer(marks.base), equities: $0)
        }
        weigh()
        isValued = true
    }

    /// Values the holdings at the market of a cycle unless they are, and neither cash nor a holding has changed since.
    func markAgain(_ market: MarketFrame, at now: Timestamp) {
        if isValued, portfolio.cash == cash.exact, portfolio.currencies.isSingle { return }
        mark(market, at: now)
    }

    /// What instruments are valued at in cycles that follow one another, whose market lies in a frame of many.
    ///
    /// An instrument without a price keeps its last mark.
    func marks(
        _ market: MarketFrame, cycles: Int, after last: UnsafePointer<Double>,
        into marks: UnsafeMutablePointer<Double>
    ) {
        let (count, places) = (portfolio.count, cycles * portfolio.count)
        guard !market.marks(places, into: marks) else { return }
        for place in 0..<places where !marks[place].isPositiveFinite {
            marks[place] = place < count ? last[place] : marks[place - count]
        }
    }

    /// What cash and holdings are worth in cycles that follow one another.
    func value(cycles: Int, marks: UnsafePointer<Double>, equities: UnsafeMutablePointer<Double>) {
        if portfolio.cash != cash.exact { cash = (portfolio.cash, portfolio.cash.doubleValue) }
        var money = cash.number
        for other in portfolio.foreign where !other.purse.cash.isZero {
            money += other.purse.cash.doubleValue * other.rate
        }
        let held = held(at: marks)
        if cycles == 1 {
            equities[0] = held.worth(addedTo: money)
        } else {
            held.worths(cycles, addedTo: money, into: equities)
        }
    }

    /// Takes marks and equity of cycles that are over.
    func take(marks: UnsafePointer<Double>, equity: Double) {
        portfolio.mark.base.update(from: marks, count: portfolio.count)
        portfolio.equity = equity
        weigh()
    }

    private func weigh() {
        held(at: UnsafePointer(portfolio.mark.base)).divide(by: portfolio.equity, into: portfolio.weight.base)
    }

    private func held(at marks: UnsafePointer<Double>) -> HeldWorth {
        HeldWorth(
            quantities: UnsafePointer(portfolio.quantity.base), marks: marks,
            rates: UnsafePointer(portfolio.rate.base), count: portfolio.count)
    }
}
