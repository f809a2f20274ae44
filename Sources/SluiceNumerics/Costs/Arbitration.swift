/// Chooses the horizon whose forecast is worth most after cost, and whether it is worth trading at all.
///
/// For each horizon: edge = |alpha| - cost, score = edge / sqrt(minutes / 5). The highest score wins, ties go to the
/// horizon offered first. It trades when score >= base threshold + reserve x spread. The signed net edge is
/// sign(alpha) x max(edge, 0). A horizon with a non-finite alpha or cost takes no part.
///
/// Source: score per square root of time is an information ratio (Grinold and Kahn, chapter 6). Worked number: alpha
/// -200 bps over 5 minutes at cost 20 gives score 180 and a sale; the threshold at spread 5 is 2 + 0.5 x 5 = 4.5.
public struct Arbitration: Equatable, Sendable {
    /// Which way an entry may go.
    public enum Direction: String, Sendable, CaseIterable {
        /// Buys on positive alpha and sells on negative.
        case both
        /// Edge = alpha - cost, so that a negative alpha never trades.
        case longOnly = "long_only"
    }

    /// What has to reach the threshold.
    public enum Comparison: String, Sendable, CaseIterable {
        /// The edge divided by the square root of time.
        case score
        /// The edge itself; the score still chooses the horizon.
        case net
    }

    /// What the threshold is made of.
    public enum Threshold: String, Sendable, CaseIterable {
        /// Base and reserve: the score is net of cost already.
        case reserve
        /// Base, reserve and the cost of the trade once more.
        case costPlusReserve = "cost_plus_reserve"
    }

    /// What a trade must be worth at a spread of zero, basis points.
    public let baseThresholdBps: Double
    /// How many spreads are added to the threshold.
    public let reserveSpreadMultiple: Double
    /// Which way an entry may go.
    public let direction: Direction
    /// What has to reach the threshold.
    public let comparison: Comparison
    /// What the threshold is made of.
    public let threshold: Threshold

    /// Refuses a threshold or reserve that is negative or not finite.
    public init(
        baseThresholdBps: Double = 2,
        reserveSpreadMultiple: Double = 0.5,
        direction: Direction = .both,
        comparison: Comparison = .score,
        threshold: Threshold = .reserve
    ) throws(InvalidParameter) {
        try require(nonNegative: "baseThresholdBps", baseThresholdBps)
        try require(nonNegative: "reserveSpreadMultiple", reserveSpreadMultiple)
        self.baseThresholdBps = baseThresholdBps
        self.reserveSpreadMultiple = reserveSpreadMultiple
        self.direction = direction
        self.comparison = comparison
        self.threshold = threshold
    }

    /// What a trade of this cost must be worth at this spread; NaN when the spread is absent, and then nothing trades.
    @inlinable
    public func thresholdBps(spreadBps: Double, costBps: Double = .nan) -> Double {
        let reserve = baseThresholdBps + reserveSpreadMultiple * spreadBps
        return threshold == .reserve ? reserve : reserve + costBps
    }

    /// What is left of an alpha after its cost; negative when the cost is greater.
    @inlinable
    public func edgeBps(alphaBps: Double, costBps: Double) -> Double {
        (direction == .both ? alphaBps.magnitude : alphaBps) - costBps
    }

    /// Begins the comparison for one instrument.
    @inlinable
    public func contest() -> Contest { Contest(rule: self) }
}
