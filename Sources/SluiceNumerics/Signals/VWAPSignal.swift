/// Expects a price far from the volume-weighted average price to return to it.
///
/// d = (price - vwap) / vwap. Within `near` there is nothing to return from: strength 0, confidence 0.3. Beyond it the
/// strength is 0.1 + 0.9 x min((|d| - near) / (far - near), 1), with a minus above the average. The confidence is
/// 0.2 + 0.3 x min(trades / enough, 1) + c, at most 1, where c grows from 0.2 at `near` to 0.5 at `sure` and stays.
///
/// Source: the third ancestor's VWAP signal. Worked number: 102.44 over an average of 99 by 80 trades has strength
/// -0.656818 and confidence 0.94.
public struct VWAPSignal: Equatable, Sendable {
    /// Why a reading is as it is.
    public enum Reason: String, Sendable, CaseIterable {
        /// The price is far below the average.
        case below = "below_vwap"
        /// The price is far above the average.
        case above = "above_vwap"
        /// The price is at the average.
        case near = "near_vwap"
        /// There were too few trades to say anything.
        case tooFew = "insufficient_trades"
        /// There is no average.
        case absent = "no_vwap"
        /// The price is not known.
        case unknown
    }

    /// The deviation where a return begins, a fraction of the average.
    public let near: Double
    /// The deviation of full strength.
    public let far: Double
    /// The deviation of full confidence.
    public let sure: Double
    /// The fewest trades that say anything.
    public let minimum: Double
    /// How many trades are enough for full confidence in their number.
    public let enough: Double

    /// Refuses deviations that are not above 0 and in the order near, sure, far, and counts below one.
    public init(
        near: Double = 0.01, sure: Double = 0.025, far: Double = 0.05, minimum: Double = 20,
        enough: Double = 100
    ) throws(InvalidParameter) {
        try require(positive: "near", near)
        for (name, value) in [("sure", sure), ("far", far)] {
            guard value > near, value.isFinite else {
                throw InvalidParameter(name: name, value: value, expected: "above \(near)")
            }
        }
        try require("minimum", minimum, in: 1...1e9)
        try require("enough", enough, in: 1...1e9)
        (self.near, self.sure, self.far) = (near, sure, far)
        (self.minimum, self.enough) = (minimum, enough)
    }

    /// Reads a price against the average of a number of trades.
    @inlinable
    public func read(
        price: Double, vwap: Double, trades: Double
    ) -> (reading: SignalReading, reason: Reason) {
        guard vwap > 0 else { return vwap.isNaN ? (.unknown, .unknown) : (.silent, .absent) }
        if trades < minimum { return (.silent, .tooFew) }
        let deviation = (price - vwap) / vwap
        guard price > 0, deviation.isFinite, trades >= 0 else { return (.unknown, .unknown) }
        let size = deviation.magnitude
        if size < near { return (SignalReading(strength: 0, confidence: 0.3), .near) }
        let strength = 0.1 + 0.9 * Swift.min((size - near) / (far - near), 1)
        let certainty = size >= sure ? 0.5 : 0.2 + (size - near) / (sure - near) * 0.3
        let confidence = Swift.min(1, 0.2 + certainty + 0.3 * Swift.min(trades / enough, 1))
        return (
            SignalReading(strength: deviation > 0 ? -strength : strength, confidence: confidence),
            deviation > 0 ? .above : .below
        )
    }
}
