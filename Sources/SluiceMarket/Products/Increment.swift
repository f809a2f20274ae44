/// A step of which prices or quantities are whole multiples; zero leaves every value as it is.
///
/// Worked number: with a step of 0.25 a value of 5.49 becomes 5.25 or 5.5; a price to buy 5.25, one to sell 5.5.
@frozen
public struct Increment: Hashable, Sendable {
    /// The step; zero or more.
    public let size: Amount

    /// Creates a step; nil for one below zero.
    public init?(_ size: Amount) {
        guard !size.isNegative else { return nil }
        self.size = size
    }

    private init(validSize size: Amount) { self.size = size }

    /// No step: every value is allowed.
    public static let none = Increment(validSize: .zero)

    /// The multiple at or below a value.
    /// - Throws: `AmountOverflow` for a multiple that no amount can hold.
    public func floor(_ value: Amount) throws(AmountOverflow) -> Amount { try rounded(value, .floor) }

    /// The multiple at or above a value.
    /// - Throws: `AmountOverflow` for a multiple that no amount can hold.
    public func ceiling(_ value: Amount) throws(AmountOverflow) -> Amount { try rounded(value, .ceiling) }

    /// The price that is never worse than asked: a buyer's goes down, a seller's up.
    /// - Throws: `AmountOverflow` for a multiple that no amount can hold.
    public func price(_ price: Amount, for side: Side) throws(AmountOverflow) -> Amount {
        try rounded(price, side == .buy ? .floor : .ceiling)
    }

    private func rounded(_ value: Amount, _ rounding: Rounding) throws(AmountOverflow) -> Amount {
        size.isZero ? value : try value.rounded(toMultipleOf: size, rounding: rounding)
    }
}
