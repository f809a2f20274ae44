/// Whether a holding is to be closed, and why: the first that speaks of stop, profit, barrier, alpha and age.
///
/// gain = direction x (mark - entry) / entry. A stop acts at a gain of -stopLoss or less, a profit at takeProfit or
/// more. The barrier acts when the adverse turning point's probability is above its exit threshold, the alpha when it
/// points the other way by more than its cost, the age when it has reached its limit. What is off is nil, and what is
/// unknown does not close.
///
/// Worked number: long from 100 at 97.9 with a stop of 2% has a gain of -2.1% and is closed.
public struct ExitRule: Equatable, Sendable {
    /// What closed a holding.
    public enum Cause: String, Sendable, CaseIterable {
        case stopLoss
        case takeProfit
        case barrier
        case alpha
        case age
    }

    /// The loss that closes, a fraction.
    public let stopLoss: Double?
    /// The gain that closes, a fraction.
    public let takeProfit: Double?
    /// Above this probability of a peak a long is closed.
    public let peakThreshold: Double?
    /// Above this probability of a valley a short is closed.
    public let valleyThreshold: Double?
    /// Whether an alpha that turned closes.
    public let heedsAlpha: Bool
    /// The age that closes, in any unit that `Holding.age` has too.
    public let maxAge: Double?

    /// Refuses thresholds outside their range.
    public init(
        stopLoss: Double? = nil, takeProfit: Double? = nil, peakThreshold: Double? = nil,
        valleyThreshold: Double? = nil, heedsAlpha: Bool = true, maxAge: Double? = nil
    ) throws(InvalidParameter) {
        if let stopLoss { try require(positive: "stopLoss", stopLoss) }
        if let takeProfit { try require(positive: "takeProfit", takeProfit) }
        if let peakThreshold { try require("peakThreshold", peakThreshold, in: 0...1) }
        if let valleyThreshold { try require("valleyThreshold", valleyThreshold, in: 0...1) }
        if let maxAge { try require(positive: "maxAge", maxAge) }
        (self.stopLoss, self.takeProfit) = (stopLoss, takeProfit)
        (self.peakThreshold, self.valleyThreshold) = (peakThreshold, valleyThreshold)
        (self.heedsAlpha, self.maxAge) = (heedsAlpha, maxAge)
    }

    /// What is known of a holding; NaN is unknown.
    public struct Holding: Equatable, Sendable {
        /// 1 for a long, -1 for a short.
        public var direction: Double
        /// The average price paid.
        public var entry: Double
        /// What it is valued at now.
        public var mark: Double
        /// Expected return, basis points.
        public var alphaBps: Double
        /// The cost of trading on it, basis points.
        public var costBps: Double
        /// The probability of a peak.
        public var peak: Double
        /// The probability of a valley.
        public var valley: Double
        /// How long it has been held.
        public var age: Double

        /// Fills in every field.
        @inlinable
        public init(
            direction: Double, entry: Double = .nan, mark: Double = .nan, alphaBps: Double = .nan,
            costBps: Double = .nan, peak: Double = .nan, valley: Double = .nan, age: Double = .nan
        ) {
            (self.direction, self.entry, self.mark) = (direction, entry, mark)
            (self.alphaBps, self.costBps) = (alphaBps, costBps)
            (self.peak, self.valley, self.age) = (peak, valley, age)
        }

        /// What has been gained since the entry, a fraction; NaN when it is unknown.
        @inlinable public var gain: Double { direction * (mark - entry) / entry }
    }

    /// A holding that is to be closed.
    public struct Verdict: Equatable, Sendable {
        /// What closed it.
        public var cause: Cause
        /// What was seen: a gain, a probability, an alpha or an age.
        public var observed: Double
        /// What it was held against.
        public var limit: Double
    }

    /// Judges a holding; nil keeps it.
    public func verdict(_ holding: Holding) -> Verdict? {
        let gain = holding.gain
        if let stopLoss, gain <= -stopLoss || (gain.isFinite && !exceeds(gain, -stopLoss)) {
            return Verdict(cause: .stopLoss, observed: gain, limit: -stopLoss)
        }
        if let takeProfit, gain.isFinite, !fallsShort(gain, of: takeProfit) {
            return Verdict(cause: .takeProfit, observed: gain, limit: takeProfit)
        }
        let adverse = holding.direction > 0 ? holding.peak : holding.valley
        if let limit = holding.direction > 0 ? peakThreshold : valleyThreshold, adverse <= 1,
            exceeds(adverse, limit)
        {
            return Verdict(cause: .barrier, observed: adverse, limit: limit)
        }
        let against = -holding.direction * holding.alphaBps
        if heedsAlpha, against > 0, against.isFinite, against > holding.costBps {
            return Verdict(cause: .alpha, observed: holding.alphaBps, limit: holding.costBps)
        }
        if let maxAge, holding.age >= maxAge {
            return Verdict(cause: .age, observed: holding.age, limit: maxAge)
        }
        return nil
    }
}
