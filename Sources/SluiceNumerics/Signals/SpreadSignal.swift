/// How far a market with this spread is to be believed; the spread says nothing of a direction.
///
/// With s the spread in basis points the confidence falls in straight lines: from 1 at 0 to 0.8 at `tight`, 0.5 at
/// `normal`, 0.2 at `wide`, and from there by 0.01 a basis point to 0.1, where it stays.
///
/// Source: the third ancestor's spread signal. Worked number: 10 basis points have 0.65.
public struct SpreadSignal: Equatable, Sendable {
    /// The band that a spread lies in.
    public enum Band: String, Sendable, CaseIterable {
        /// At most `tight`.
        case tight
        /// Above that and at most `normal`.
        case normal
        /// Above that and at most `wide`.
        case wide
        /// Above `wide`.
        case veryWide = "very_wide"
        /// There is no spread, or it is negative.
        case unknown
    }

    /// The end of the tight band, basis points.
    public let tight: Double
    /// The end of the normal band, basis points.
    public let normal: Double
    /// The end of the wide band, basis points.
    public let wide: Double

    /// Refuses ends of bands that are not above 0 and in order.
    public init(tight: Double = 5, normal: Double = 15, wide: Double = 30) throws(InvalidParameter) {
        try require(positive: "tight", tight)
        for (name, value, least) in [("normal", normal, tight), ("wide", wide, normal)] {
            guard value > least, value.isFinite else {
                throw InvalidParameter(name: name, value: value, expected: "above \(least)")
            }
        }
        (self.tight, self.normal, self.wide) = (tight, normal, wide)
    }

    /// Reads a spread in basis points; the strength is always 0.
    @inlinable
    public func read(spreadBps spread: Double) -> (reading: SignalReading, band: Band) {
        guard spread >= 0 else { return (.unknown, .unknown) }
        if spread <= tight { return reading(0.8 + (1 - spread / tight) * 0.2, .tight) }
        if spread <= normal { return reading(0.8 - (spread - tight) / (normal - tight) * 0.3, .normal) }
        if spread <= wide { return reading(0.5 - (spread - normal) / (wide - normal) * 0.3, .wide) }
        return reading(Swift.max(0.1, 0.2 - (spread - wide) / 100), .veryWide)
    }

    @inlinable
    func reading(_ confidence: Double, _ band: Band) -> (reading: SignalReading, band: Band) {
        (SignalReading(strength: 0, confidence: confidence), band)
    }
}
