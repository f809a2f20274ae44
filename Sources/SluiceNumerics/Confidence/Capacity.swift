/// How much of a planned order the market can take: min(1, kappa x value traded a day / planned).
///
/// Nothing planned leaves everything, and so does a market without bounds. Where the traded value is unknown, zero or
/// negative nothing is left: an order would meet no known market. Worked number: kappa 0.1, 1 million traded and
/// 200,000 planned leave 0.5.
public struct Capacity: Equatable, Sendable {
    /// The part of a day's traded value that one's own orders may be.
    public let kappa: Double

    /// Refuses a kappa that is negative or not finite.
    public init(kappa: Double = 0.1) throws(InvalidParameter) {
        try require(nonNegative: "kappa", kappa)
        self.kappa = kappa
    }

    /// What is left, from 0 to 1; both values in one currency.
    @inlinable
    public func value(daily: Double, planned: Double) -> Double {
        if planned <= 0 { return 1 }
        guard daily > 0, planned < .infinity else { return 0 }
        if daily == .infinity { return 1 }
        return Swift.min(1, kappa * daily / planned)
    }
}
