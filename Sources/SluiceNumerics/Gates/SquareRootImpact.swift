/// How far an order is expected to move the price where only recent volume and depth are known.
///
/// base = 100 x sqrt(notional / max(volume, floor)) bps, where the volume is the value traded in the last quarter of
/// an hour; times sqrt(notional / depth) where the order is larger than the depth; times 1 + spread / 1,000 bps; times
/// the condition's factor (excellent 0.5, good 1, fair 1.5, poor 2, critical 3).
///
/// Source: square-root impact (Almgren, Thum, Hauptmann, Li 2005). Worked number: 3,001.15 of a volume of 54,076 has a
/// base of 23.5584 bps; at spread 12.7 in a fair book of more depth 23.5584 x 1.0127 x 1.5 = 35.7864 bps.
public struct SquareRootImpact: Equatable, Sendable {
    /// What an order may move the price before it is to be sliced, basis points.
    public let maxImpactBps: Double
    /// The least volume that is reckoned with.
    public let volumeFloor: Double

    /// Refuses a limit or floor that is not above zero.
    public init(maxImpactBps: Double = 50, volumeFloor: Double = 1_000) throws(InvalidParameter) {
        try require(positive: "maxImpactBps", maxImpactBps)
        try require(positive: "volumeFloor", volumeFloor)
        self.maxImpactBps = maxImpactBps
        self.volumeFloor = volumeFloor
    }

    /// The market an order meets.
    public struct Market: Equatable, Sendable {
        /// The quoted spread, basis points.
        public var spreadBps: Double
        /// The value on both sides of the book within five percent of the best prices.
        public var depth: Double
        /// The value traded in the last quarter of an hour.
        public var volume: Double
        /// The factor of the book's condition.
        public var conditionFactor: Double

        /// Fills in every field.
        @inlinable
        public init(spreadBps: Double, depth: Double, volume: Double, conditionFactor: Double) {
            self.spreadBps = spreadBps
            self.depth = depth
            self.volume = volume
            self.conditionFactor = conditionFactor
        }

        @inlinable var factor: Double { (1 + spreadBps / 1_000) * conditionFactor }
    }

    /// The impact of volume alone, basis points.
    @inlinable
    public func baseBps(notional: Double, volume: Double) -> Double {
        100 * (notional / Swift.max(volume, volumeFloor)).squareRoot()
    }

    /// The whole impact, basis points: infinite where there is no depth, NaN where anything is unknown.
    @inlinable
    public func impactBps(notional: Double, in market: Market) -> Double {
        if notional == 0 { return 0 }
        guard notional > 0, market.volume >= 0 else { return .nan }
        let base = baseBps(notional: notional, volume: market.volume)
        let crowding = notional > market.depth ? (notional / market.depth).squareRoot() : 1
        return market.depth >= 0 ? base * crowding * market.factor : .nan
    }

    /// Whether an order of this impact is better cut into slices.
    @inlinable
    public func needsSlices(_ impactBps: Double) -> Bool { exceeds(impactBps, maxImpactBps) }

    /// Whether an order of this impact is better left in the book: in a fair or worse one, or beyond half the limit.
    @inlinable
    public func advisesPosting(_ impactBps: Double, condition: LiquidityScore.Condition) -> Bool {
        condition.impactFactor >= 1.5 || exceeds(impactBps, maxImpactBps / 2)
    }

    /// The largest value whose own impact is the limit: the formula turned round, in both of its branches.
    @inlinable
    public func largestNotional(in market: Market) -> Double {
        let volume = Swift.max(market.volume, volumeFloor)
        let root = maxImpactBps / (100 * market.factor)
        let within = root * root * volume
        guard within > market.depth else { return within }
        guard market.depth > 0 else { return 0 }
        return Swift.max(root * (volume * market.depth).squareRoot(), market.depth)
    }
}

extension SquareRootImpact {
    /// The average price of an order after its impact.
    @inlinable
    public static func price(mid: Double, after impactBps: Double, isBuy: Bool) -> Double {
        isBuy ? mid * (1 + impactBps / 10_000) : mid * (1 - impactBps / 10_000)
    }

    /// The worst price that is reckoned with: half as far again as the average.
    @inlinable
    public static func worstPrice(mid: Double, after impactBps: Double, isBuy: Bool) -> Double {
        price(mid: mid, after: 1.5 * impactBps, isBuy: isBuy)
    }

    /// What the impact costs, in the unit of the notional.
    @inlinable
    public static func cost(notional: Double, impactBps: Double) -> Double { notional * impactBps / 10_000 }
}
