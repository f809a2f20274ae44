/// Leans to the side of the book that is the deeper: more to buy than to sell is bullish.
///
/// i = (bid - ask) / (bid + ask) of the quantities. Below `threshold` in size the book is balanced: strength 0,
/// confidence 0.3. Else the strength is i, and the confidence grows from 0.3 at the threshold to 0.7 at `strong` and
/// stays there. A spread above 10 basis points takes 15% of any confidence, one above 20 takes 30%.
///
/// Source: the third ancestor's order book signal. Worked number: 145.3 bid and 333.9 asked have strength -0.393573 and
/// confidence 0.558097.
public struct BookSignal: Equatable, Sendable {
    /// Why a reading is as it is.
    public enum Reason: String, Sendable, CaseIterable {
        /// More is bid than asked.
        case bids = "bid_heavy"
        /// More is asked than bid.
        case asks = "ask_heavy"
        /// Both sides are about as deep.
        case balanced
        /// Nothing is quoted.
        case empty = "zero_depth"
        /// The quantities are not known.
        case unknown
    }

    /// The least imbalance that leans, 0 to 1.
    public let threshold: Double
    /// The imbalance of full confidence, above the threshold.
    public let strong: Double

    /// Refuses imbalances outside 0 to 1, and a strong one that is not above the threshold.
    public init(threshold: Double = 0.2, strong: Double = 0.5) throws(InvalidParameter) {
        try require("threshold", threshold, in: 0...1)
        try require("strong", strong, in: 0...1)
        guard strong > threshold else {
            throw InvalidParameter(name: "strong", value: strong, expected: "above \(threshold)")
        }
        (self.threshold, self.strong) = (threshold, strong)
    }

    /// Reads the quantities of both sides, in any one unit; an unknown spread takes as much as a wide one.
    @inlinable
    public func read(
        bid: Double, ask: Double, spreadBps: Double
    ) -> (reading: SignalReading, reason: Reason) {
        guard bid >= 0, ask >= 0, bid + ask < .infinity else { return (.unknown, .unknown) }
        if bid + ask <= 0 { return (.silent, .empty) }
        let imbalance = (bid - ask) / (bid + ask)
        let share = spreadBps <= 10 ? 1 : spreadBps <= 20 ? 0.85 : 0.7
        guard imbalance.magnitude >= threshold else {
            return (SignalReading(strength: 0, confidence: 0.3 * share), .balanced)
        }
        let lead = (imbalance.magnitude - threshold) / (strong - threshold)
        let confidence = imbalance.magnitude >= strong ? 0.7 : 0.3 + lead * 0.4
        return (
            SignalReading(strength: imbalance, confidence: confidence * share),
            imbalance > 0 ? .bids : .asks
        )
    }
}
