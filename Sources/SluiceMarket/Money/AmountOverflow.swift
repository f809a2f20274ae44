/// Why an arithmetic operation has no ``Amount`` for its result.
public enum AmountOverflow: Error, Hashable, Sendable, CustomStringConvertible {
    /// The result is beyond what an amount can hold, about 1.7e26.
    case outOfRange
    /// A division by zero, or a rounding to multiples of zero.
    case divisionByZero

    /// The reason in words.
    public var description: String {
        switch self {
        case .outOfRange: "the amount is too large"
        case .divisionByZero: "division by zero"
        }
    }
}
