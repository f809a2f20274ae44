/// Follows whoever trades more eagerly: a share of buying far above one half is bullish, far below it bearish.
///
/// With r the share of what was traded that buyers took, and a the least share that counts as aggression, buying has
/// strength min((r - a) / (1 - a), 1) beyond a, selling the same of 1 - r with a minus; between there is balance with
/// confidence 0.3. The confidence of aggression is 0.2 + 0.3 x min(trades / enough, 1) + |r - 0.5|, at most 1.
///
/// Source: the third ancestor's order flow signal. Worked number: a share of 0.803 of 80 trades has strength 0.5075 and
/// confidence 0.803.
public struct OrderFlowSignal: Equatable, Sendable {
    /// Why a reading is as it is.
    public enum Reason: String, Sendable, CaseIterable {
        /// Buyers take what is offered.
        case buying = "buy_aggression"
        /// Sellers hit what is bid.
        case selling = "sell_aggression"
        /// Neither side is eager.
        case balanced = "balanced_flow"
        /// There were too few trades to say anything.
        case tooFew = "insufficient_trades"
        /// The share is not known.
        case unknown
    }

    /// The least share of one side that counts as aggression, at least 0.5 and below 1.
    public let aggression: Double
    /// The fewest trades that say anything.
    public let minimum: Double
    /// How many trades are enough for full confidence in their number.
    public let enough: Double

    /// Refuses shares below one half or of one, and counts below one.
    public init(
        aggression: Double = 0.6, minimum: Double = 10, enough: Double = 50
    ) throws(InvalidParameter) {
        try require("aggression", aggression, in: 0.5...0.999)
        try require("minimum", minimum, in: 1...1e9)
        try require("enough", enough, in: 1...1e9)
        (self.aggression, self.minimum, self.enough) = (aggression, minimum, enough)
    }

    /// Reads a share of buying, 0 to 1, of a number of trades; what is no share is unknown.
    @inlinable
    public func read(buyShare ratio: Double, trades: Double) -> (reading: SignalReading, reason: Reason) {
        guard ratio >= 0, ratio <= 1, trades >= 0 else { return (.unknown, .unknown) }
        if trades < minimum { return (.silent, .tooFew) }
        let isBuying = ratio > aggression
        guard isBuying || ratio < 1 - aggression else {
            return (SignalReading(strength: 0, confidence: 0.3), .balanced)
        }
        let share = isBuying ? ratio : 1 - ratio
        let strength = Swift.min((share - aggression) / (1 - aggression), 1)
        let lead = 0.5 * Swift.max(0, 2 * (share - 0.5))
        let confidence = Swift.min(1, 0.2 + 0.3 * Swift.min(trades / enough, 1) + lead)
        return (
            SignalReading(strength: isBuying ? strength : -strength, confidence: confidence),
            isBuying ? .buying : .selling
        )
    }
}
