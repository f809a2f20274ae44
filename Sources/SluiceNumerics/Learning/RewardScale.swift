/// Brings rewards in basis points into the range that a bandit can bear.
///
/// clip(bps, -range, range), then (bps + range) / (2 range): 0 is the worst, 0.5 a trade that earned nothing, 1 the
/// best. NaN stays NaN. Worked number: with a range of 50 a reward of 10 is 0.6, one of 200 is 1.
public struct RewardScale: Equatable, Sendable {
    /// The largest reward that is told from larger ones, basis points.
    public let rangeBps: Double

    /// Refuses a range that is not above zero.
    public init(rangeBps: Double = 50) throws(InvalidParameter) {
        try require(positive: "rangeBps", rangeBps)
        self.rangeBps = rangeBps
    }

    /// A reward as a number from 0 to 1.
    public func scaled(_ bps: Double) -> Double {
        bps.isNaN ? .nan : (Swift.min(Swift.max(bps, -rangeBps), rangeBps) + rangeBps) / (2 * rangeBps)
    }
}
