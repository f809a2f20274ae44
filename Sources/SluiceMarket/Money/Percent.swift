/// Hundredths: the unit of weights, limits and drawdowns.
@frozen
public struct Percent: Hashable, Sendable {
    /// The number of percent; 2.0 is two percent, a fraction of 0.02.
    public let value: Double

    /// Creates a number of percent.
    @inlinable
    public init(_ value: Double) {
        self.value = value
    }

    /// Creates the percentage of a fraction of one.
    @inlinable
    public init(fraction: Double) {
        value = fraction * 100
    }

    /// Reads `5%`, or basis points, `80bps` being 0.8; nil when the text is neither.
    public init?(parsing text: String) {
        guard
            let value = text.decimal(before: "%", exponent: 0) ?? text.decimal(before: "bps", exponent: -2)
        else { return nil }
        self.value = value
    }

    /// The same as a fraction of one: 5 percent are 0.05.
    @inlinable
    public var fraction: Double { value / 100 }
}

extension Percent: Comparable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// Orders by value.
    @inlinable
    public static func < (lhs: Percent, rhs: Percent) -> Bool { lhs.value < rhs.value }

    /// Creates a percentage from a literal: 5 means 5 %.
    @inlinable
    public init(integerLiteral value: Int) {
        self.init(Double(value))
    }

    /// Creates a percentage from a literal: 2.5 means 2.5 %.
    @inlinable
    public init(floatLiteral value: Double) {
        self.init(value)
    }
}

extension Percent: CustomStringConvertible {
    /// The shortest decimal that reads back the same, and `%`.
    public var description: String { value.plainDecimal + "%" }
}
