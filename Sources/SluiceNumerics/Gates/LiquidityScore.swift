/// How liquid a book is, from 0 to 100, and in a word.
///
/// The mean of four parts: points for the spread (1 bps or less 100, 5 or less 80, 10 or less 60, 20 or less 40, 50
/// or less 20, else 0), the value within the near and within the far band over `depthTarget`, each at most 100, and
/// 100 - 200 x |imbalance| of the far band, at least 0. From 80 excellent, 60 good, 40 fair, 20 poor, else critical.
///
/// Worked number: spread 10 bps, 2,099.40 near, 4,606.70 far of a target of 10,000, imbalance 0.0049276:
/// (60 + 20.994 + 46.067 + 99.0145) / 4 = 56.5189, fair.
public struct LiquidityScore: Equatable, Sendable {
    /// How liquid a book is, in a word.
    public enum Condition: String, Sendable, CaseIterable {
        case excellent
        case good
        case fair
        case poor
        case critical

        /// How much more than in a good book an order moves the price.
        @inlinable public var impactFactor: Double {
            switch self {
            case .excellent: 0.5
            case .good: 1
            case .fair: 1.5
            case .poor: 2
            case .critical: 3
            }
        }
    }

    /// The value within a band that earns all of its points.
    public let depthTarget: Double

    /// Refuses a target that is not above zero.
    public init(depthTarget: Double = 10_000) throws(InvalidParameter) {
        try require(positive: "depthTarget", depthTarget)
        self.depthTarget = depthTarget
    }

    /// The score of a book; NaN when anything is unknown.
    @inlinable
    public func score(spreadBps: Double, nearValue: Double, farValue: Double, imbalance: Double) -> Double {
        let points = Self.spreadPoints(spreadBps)
        let near = Swift.min(nearValue / depthTarget * 100, 100)
        let far = Swift.min(farValue / depthTarget * 100, 100)
        return (points + near + far + Swift.max(100 - 200 * imbalance.magnitude, 0)) / 4
    }

    /// The word for a score; what is unknown is critical.
    @inlinable
    public static func condition(of score: Double) -> Condition {
        if score.isNaN || fallsShort(score, of: 20) { return .critical }
        if fallsShort(score, of: 40) { return .poor }
        if fallsShort(score, of: 60) { return .fair }
        return fallsShort(score, of: 80) ? .good : .excellent
    }

    /// The share of one side in excess of the other, -1 to 1; NaN when nothing stands on either.
    @inlinable
    public static func imbalance(bid: Double, ask: Double) -> Double { (bid - ask) / (bid + ask) }

    @inlinable
    static func spreadPoints(_ spreadBps: Double) -> Double {
        if spreadBps.isNaN { return .nan }
        if !exceeds(spreadBps, 1) { return 100 }
        if !exceeds(spreadBps, 5) { return 80 }
        if !exceeds(spreadBps, 10) { return 60 }
        if !exceeds(spreadBps, 20) { return 40 }
        return exceeds(spreadBps, 50) ? 0 : 20
    }
}
