/// A weight in proportion to alpha per unit of volatility.
///
/// z = alpha / volatility; weight = clip(z, -zMax, zMax) x maxWeight / zMax. Alpha and volatility are of the same
/// period and unit. A volatility of zero or less gives no position.
///
/// Source: Grinold and Kahn, chapter 14 (position from score), with the score clipped. Worked number: alpha 0.01 at
/// volatility 0.02 is z 0.5 and weight 0.5 x 0.05 / 3 = 0.00833333.
public struct VolatilityScaling: Equatable, Sendable {
    /// The score at which a position stops growing.
    public let zMax: Double
    /// The weight of a position at that score, a fraction of the account.
    public let maxWeight: Double

    /// Refuses a `zMax` that is not above zero and a `maxWeight` that is negative.
    public init(zMax: Double = 3, maxWeight: Double = 0.05) throws(InvalidParameter) {
        try require(positive: "zMax", zMax)
        try require(nonNegative: "maxWeight", maxWeight)
        (self.zMax, self.maxWeight) = (zMax, maxWeight)
    }

    /// The score; NaN when either input is not finite, 0 without volatility.
    @inlinable
    public func score(alpha: Double, volatility: Double) -> Double {
        guard alpha.isFinite, volatility.isFinite else { return .nan }
        guard volatility > 0 else { return 0 }
        return alpha / volatility
    }

    /// The weight of a score, between -maxWeight and maxWeight; NaN stays NaN.
    @inlinable
    public func weight(score: Double) -> Double {
        if score.isNaN { return .nan }
        return Swift.min(Swift.max(score, -zMax), zMax) * maxWeight / zMax
    }
}
