import SluiceKit
import SluiceMarket

/// Where the exits of a bracket stand.
struct ExitTerms {
    let takeProfit: Amount
    let stopLoss: Amount
    let tick: Amount

    /// The prices for what was paid on average; nil where that is no price.
    func prices(_ isLong: Bool, paid: Double) -> BracketPrices? {
        guard let entry = Amount(paid, rounding: .halfEven) else { return nil }
        let prices = try? BracketPrices(
            side: isLong ? .buy : .sell, entry: entry, takeProfit: takeProfit, stopLoss: stopLoss, tick: tick)
        return prices ?? nil
    }
}

/// What the open exits of an instrument are for, by leg.
struct ExitCover {
    private var takeProfit = Amount.zero
    private var stopLoss = Amount.zero
    private var isTakeProfitCancelled = false
    private var isStopLossCancelled = false

    mutating func add(_ quantity: Amount, _ leg: Int32) {
        if leg == OrderLeg.takeProfit {
            takeProfit = (try? takeProfit.adding(quantity)) ?? .greatest
        } else {
            stopLoss = (try? stopLoss.adding(quantity)) ?? .greatest
        }
    }

    /// Notes that the exits of a leg are being cancelled.
    mutating func cancelled(_ leg: Int32) {
        if leg == OrderLeg.takeProfit { isTakeProfitCancelled = true } else { isStopLossCancelled = true }
    }

    /// What the open exits of a leg are for.
    func quantity(_ leg: Int32) -> Amount { leg == OrderLeg.takeProfit ? takeProfit : stopLoss }

    /// What those are for that stay.
    func kept(_ leg: Int32) -> Amount {
        if leg == OrderLeg.takeProfit { return isTakeProfitCancelled ? .zero : takeProfit }
        return isStopLossCancelled ? .zero : stopLoss
    }
}
