/// An account that buys with cash and sells what it has: no credit, no short sale.
///
/// The average cost of a holding is the value bought by the quantity bought, without fees; a sale does not change it.
/// Worked number: 60 at 10 and 40 at 11 cost 10.4 on average.
public struct CashAccount: Hashable, Sendable {
    /// Why an order is refused.
    public enum Refusal: String, Sendable {
        /// The cash does not pay for value and fee.
        case insufficientFunds = "insufficient_funds"
        /// Less is held than is to be sold.
        case insufficientShares = "insufficient_shares"
    }

    /// The fee, basis points of the value.
    public let fee: Amount
    /// The cash.
    public private(set) var cash: Amount
    /// What is held, by instrument.
    public private(set) var holdings: [Amount]
    /// The average price of what is held; zero where nothing is.
    public private(set) var averageCost: [Amount]
    /// All fees.
    public private(set) var fees = Amount.zero

    /// Creates an account that holds cash only.
    public init(cash: Amount, instruments: Int, fee: Amount) {
        (self.cash, self.fee) = (cash, fee)
        holdings = Array(repeating: .zero, count: max(instruments, 0))
        averageCost = holdings
    }

    /// What a trade of a value pays in fees.
    public func fee(of value: Amount) throws(AmountOverflow) -> Amount {
        try value.multiplied(by: fee, rounding: .halfEven).divided(by: Amount(10_000), rounding: .halfEven)
    }

    /// Books a trade, or says why it cannot be.
    /// - Throws: When a sum is too large to tell; nothing has changed then.
    public mutating func trade(
        _ side: Side, _ quantity: Amount, of index: Int, at price: Amount
    ) throws(AmountOverflow) -> Refusal? {
        let value = try quantity.multiplied(by: price, rounding: .halfEven)
        let fee = try fee(of: value)
        let held = holdings[index]
        var (cash, left, cost) = (self.cash, held, averageCost[index])
        if side == .buy {
            cash = try cash.subtracting(value).subtracting(fee)
            guard cash >= .zero else { return .insufficientFunds }
            left = try held.adding(quantity)
            let spent = try held.multiplied(by: cost, rounding: .halfEven).adding(value)
            cost = try spent.divided(by: left, rounding: .halfEven)
        } else {
            guard quantity <= held else { return .insufficientShares }
            cash = try cash.adding(value).subtracting(fee)
            left = try held.subtracting(quantity)
            if left.isZero { cost = .zero }
        }
        fees = try fees.adding(fee)
        (self.cash, holdings[index], averageCost[index]) = (cash, left, cost)
        return nil
    }

    /// Cash and holdings at prices.
    public func value(at prices: [Amount]) throws(AmountOverflow) -> Amount {
        var value = cash
        for index in holdings.indices where !holdings[index].isZero {
            value = try value.adding(holdings[index].multiplied(by: prices[index], rounding: .halfEven))
        }
        return value
    }
}
