/// What becomes of the digits that do not fit.
@frozen
public enum Rounding: Sendable, Hashable, CaseIterable {
    /// To the nearest; a half to the even neighbour. For money.
    case halfEven
    /// Toward zero. For quantities.
    case down
    /// Away from zero.
    case up
    /// Toward minus infinity. For the price of a bid.
    case floor
    /// Toward plus infinity. For the price of an offer.
    case ceiling
}

extension Rounding {
    /// Whether the magnitude of a quotient grows by one for a remainder that is not zero.
    ///
    /// `twiceRemainder` says how twice the remainder compares with the divisor.
    @inlinable
    func grows(isOdd: Bool, isNegative: Bool, twiceRemainder: Comparison) -> Bool {
        switch self {
        case .halfEven: twiceRemainder == .greater || (twiceRemainder == .equal && isOdd)
        case .down: false
        case .up: true
        case .floor: isNegative
        case .ceiling: !isNegative
        }
    }

    @usableFromInline
    enum Comparison {
        case less
        case equal
        case greater
    }
}
