/// An exact decimal with twelve places: a price, a quantity or a sum of money.
///
/// Whole parts reach beyond 170 trillion trillion (1.7e26). What does not fit is an error, never a trap or a
/// wrong number, and whatever drops digits names its ``Rounding``.
@frozen
public struct Amount: Hashable, Sendable {
    /// The value in units of 1e-12; its magnitude never exceeds `Int128.max`, so that every amount has a negative.
    public let units: Int128

    /// How many units make one, 1e12.
    @inlinable
    public static var unitsPerWhole: Int128 { 1_000_000_000_000 }

    /// Creates an amount from units known not to be `Int128.min`.
    @inlinable
    init(validUnits units: Int128) {
        self.units = units
    }

    /// Creates an amount from units of 1e-12; nil for `Int128.min`, which has no negative.
    @inlinable
    public init?(units: Int128) {
        guard units != .min else { return nil }
        self.units = units
    }

    /// Creates the amount of a whole number.
    @inlinable
    public init(_ whole: Int) {
        units = Int128(whole) * Amount.unitsPerWhole
    }

    /// Nothing.
    @inlinable public static var zero: Amount { Amount(validUnits: 0) }
    /// The smallest amount above zero, 1e-12.
    @inlinable public static var leastPositive: Amount { Amount(validUnits: 1) }
    /// A hundredth: the tick of most shares.
    @inlinable public static var hundredth: Amount { Amount(validUnits: 10_000_000_000) }
    /// The largest amount, about 1.7e26.
    @inlinable public static var greatest: Amount { Amount(validUnits: .max) }
}

extension Amount: Comparable {
    /// Orders by value.
    @inlinable
    public static func < (lhs: Amount, rhs: Amount) -> Bool { lhs.units < rhs.units }

    /// Whether it is less than zero.
    @inlinable
    public var isNegative: Bool { units < 0 }
    /// Whether it is zero.
    @inlinable
    public var isZero: Bool { units == 0 }
    /// The same value with the other sign.
    @inlinable
    public var negated: Amount { Amount(validUnits: -units) }
    /// The value without its sign.
    @inlinable
    public var magnitude: Amount { units < 0 ? negated : self }
}
