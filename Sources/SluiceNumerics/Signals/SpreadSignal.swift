/// How far a market with this spread is to be believed; the spread says nothing of a direction.
///
/// With s the spread in basis points the confidence falls in straight lines: from 1 at 0 to 0.8 at 5 (tight), 0.5 at 15
/// (normal), 0.2 at 30 (wide) and on to 0.1 at 40, where it stays (very wide).
///
/// Source: the third ancestor's spread signal. Worked number: 10 basis points have 0.65.
public enum SpreadSignal {
    /// The band that a spread lies in.
    public enum Band: String, Sendable, CaseIterable {
        /// At most 5 basis points.
        case tight
        /// Above 5 and at most 15.
        case normal
        /// Above 15 and at most 30.
        case wide
        /// Above 30.
        case veryWide = "very_wide"
        /// There is no spread, or it is negative.
        case unknown
    }

    /// Reads a spread in basis points; the strength is always 0.
    @inlinable
    public static func read(spreadBps spread: Double) -> (reading: SignalReading, band: Band) {
        guard spread >= 0 else { return (.unknown, .unknown) }
        let (confidence, band): (Double, Band) =
            spread <= 5
            ? (0.8 + (1 - spread / 5) * 0.2, .tight)
            : spread <= 15
                ? (0.8 - (spread - 5) / 10 * 0.3, .normal)
                : spread <= 30
                    ? (0.5 - (spread - 15) / 15 * 0.3, .wide)
                    : (Swift.max(0.1, 0.2 - (spread - 30) / 100), .veryWide)
        return (SignalReading(strength: 0, confidence: confidence), band)
    }
}
