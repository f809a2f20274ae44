/// The standard deviation of returns together with the period they were measured over.
@frozen
public struct Volatility: Hashable, Sendable {
    /// The standard deviation of returns, a fraction, 0.01 being one percent; NaN when it is not known.
    public let value: Double
    /// The length of the returns' period, in minutes of trading.
    public let minutes: Double

    /// Creates a volatility of a period.
    @inlinable
    public init(value: Double, minutes: Double) {
        self.value = value
        self.minutes = minutes
    }

    /// A volatility that is not known.
    public static let absent = Volatility(value: .nan, minutes: .nan)

    /// The volatility over another period, by the square root of time: 1 % a minute is 2 % in four.
    ///
    /// Absent when either period is not a positive number.
    @inlinable
    public func scaled(toMinutes other: Double) -> Volatility {
        guard minutes > 0, other > 0 else { return Volatility(value: .nan, minutes: other) }
        return Volatility(value: value * (other / minutes).squareRoot(), minutes: other)
    }
}
