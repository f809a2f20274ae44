/// Hundredths of a percent: the unit of expected returns, spreads, fees and slippage.
@frozen
public struct BasisPoints: Hashable, Sendable {
    /// The number of basis points; 12.0 is twelve of them, a fraction of 0.0012.
    public let value: Double

    /// Creates a number of basis points.
    @inlinable
    public init(_ value: Double) {
        self.value = value
    }

    /// Creates the basis points of a fraction of one.
    @inlinable
    public init(fraction: Double) {
        value = fraction * 10_000
    }

    /// Reads `12bps`, or a percentage, `0.1%` being 10; nil when the text is neither.
    public init?(parsing text: String) {
        guard
            let value = text.decimal(before: "bps", exponent: 0) ?? text.decimal(before: "%", exponent: 2)
        else { return nil }
        self.value = value
    }

    /// The same as a fraction of one: 12 basis points are 0.0012.
    @inlinable
    public var fraction: Double { value / 10_000 }
}

extension BasisPoints: Comparable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// Orders by value.
    @inlinable
    public static func < (lhs: BasisPoints, rhs: BasisPoints) -> Bool { lhs.value < rhs.value }

    /// Creates basis points from a literal: 12 means 12 bps.
    @inlinable
    public init(integerLiteral value: Int) {
        self.init(Double(value))
    }

    /// Creates basis points from a literal: 2.5 means 2.5 bps.
    @inlinable
    public init(floatLiteral value: Double) {
        self.init(value)
    }
}

extension BasisPoints: CustomStringConvertible {
    /// The shortest decimal that reads back the same, and `bps`.
    public var description: String { value.plainDecimal + "bps" }
}
