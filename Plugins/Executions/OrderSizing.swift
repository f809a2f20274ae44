import SluiceMarket

/// Which quantities are worth an order.
struct OrderSizing {
    /// The smallest quantity that trades.
    let lot: Amount
    /// The smallest value of an order; 0 for none.
    let minValue: Amount

    /// A quantity rounded toward zero to whole lots; 0 when there is no such amount.
    func wholeLots(_ quantity: Amount) -> Amount {
        (try? quantity.rounded(toMultipleOf: lot, rounding: .down)) ?? .zero
    }

    /// Whether a quantity is worth at least the smallest value at a price; never at one that is not known.
    func isWorthwhile(_ quantity: Amount, _ price: Double) -> Bool {
        if minValue.isZero { return true }
        guard let price = Amount(price, rounding: .halfEven),
            let value = try? quantity.multiplied(by: price, rounding: .halfEven)
        else { return false }
        return value >= minValue
    }
}
