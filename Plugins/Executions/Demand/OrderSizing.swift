package import SluiceMarket

/// Which quantities are worth an order.
package struct OrderSizing {
    /// The smallest quantity that trades.
    package let lot: Amount
    /// The smallest value of an order; 0 for none.
    package let minValue: Amount

    /// Takes the smallest quantity that trades, above zero, and the smallest value of an order.
    package init(lot: Amount, minValue: Amount) { (self.lot, self.minValue) = (lot, minValue) }

    /// The quantity that moves a weight from one to another, signed, in whole lots: (target - current) x equity / price.
    ///
    /// 0 when it is worth less than the smallest value, when the price or the equity is not above zero, and when there
    /// is no such amount. Worked number: from -2.6% to -4.04% of 197,000 at 351.79 are -8.06, of which -8 trade.
    package func quantity(from current: Amount, to target: Amount, equity: Amount, price: Amount) -> Amount {
        guard price > .zero, equity > .zero,
            let difference = try? target.subtracting(current),
            let value = try? difference.multiplied(by: equity, rounding: .down),
            let whole = try? value.divided(by: price, rounding: .down)
        else { return .zero }
        let quantity = wholeLots(whole)
        return isWorthwhile(quantity.magnitude, at: price) ? quantity : .zero
    }

    /// A quantity rounded toward zero to whole lots; 0 when there is no such amount.
    package func wholeLots(_ quantity: Amount) -> Amount {
        (try? quantity.rounded(toMultipleOf: lot, rounding: .down)) ?? .zero
    }

    /// Whether a quantity is worth at least the smallest value at a price; never at one that is not known.
    package func isWorthwhile(_ quantity: Amount, _ price: Double) -> Bool {
        if minValue.isZero { return true }
        return Amount(price, rounding: .halfEven).map { isWorthwhile(quantity, at: $0) } ?? false
    }

    private func isWorthwhile(_ quantity: Amount, at price: Amount) -> Bool {
        guard let value = try? quantity.multiplied(by: price, rounding: .halfEven) else { return false }
        return value >= minValue
    }
}
