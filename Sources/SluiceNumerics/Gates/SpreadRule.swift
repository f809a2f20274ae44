/// Whether a quote is tight and fresh enough to trade on.
///
/// The spread is looked at first, then the age; a value that meets its limit exactly passes. What is unknown blocks.
/// Worked number: 12 bps and 200 ms pass the defaults, 12.1 bps or 200.1 ms do not.
public struct SpreadRule: Equatable, Sendable {
    /// What the rule says of a quote.
    public enum Verdict: String, Sendable, CaseIterable {
        /// Tight and fresh.
        case allowed = "ok"
        /// There is no spread to judge.
        case spreadUnknown = "spread_unknown"
        /// The bid is above the ask.
        case crossed = "quote_crossed"
        /// Wider than the limit.
        case spreadTooWide = "spread_too_wide"
        /// Nobody knows when the quote was made.
        case ageUnknown = "quote_age_unknown"
        /// Made later than now by more than clocks may differ.
        case fromFuture = "quote_from_future"
        /// Older than the limit.
        case stale = "quote_stale"
    }

    /// The widest spread that passes, basis points.
    public let maxSpreadBps: Double
    /// The oldest quote that passes, milliseconds.
    public let maxAgeMilliseconds: Double
    /// By how much a quote may seem to come from the future, milliseconds: two clocks never agree exactly.
    public let clockSkewMilliseconds: Double

    /// Refuses a limit that is negative or not finite.
    public init(
        maxSpreadBps: Double = 12, maxAgeMilliseconds: Double = 200, clockSkewMilliseconds: Double = 250
    ) throws(InvalidParameter) {
        try require(nonNegative: "maxSpreadBps", maxSpreadBps)
        try require(nonNegative: "maxAgeMilliseconds", maxAgeMilliseconds)
        try require(nonNegative: "clockSkewMilliseconds", clockSkewMilliseconds)
        self.maxSpreadBps = maxSpreadBps
        self.maxAgeMilliseconds = maxAgeMilliseconds
        self.clockSkewMilliseconds = clockSkewMilliseconds
    }

    /// Judges one quote; NaN stands for an unknown spread or age.
    @inlinable
    public func verdict(spreadBps: Double, ageMilliseconds: Double) -> Verdict {
        if spreadBps.isNaN { return .spreadUnknown }
        if spreadBps < 0 { return .crossed }
        if spreadBps > maxSpreadBps { return .spreadTooWide }
        if ageMilliseconds.isNaN { return .ageUnknown }
        if ageMilliseconds < -clockSkewMilliseconds { return .fromFuture }
        if ageMilliseconds > maxAgeMilliseconds { return .stale }
        return .allowed
    }
}
