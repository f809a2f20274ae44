/// Expects a price that has risen or fallen too steadily to turn, by its relative strength index.
///
/// Below `oversold` the strength is 1 with confidence 0.5 + 0.5 x (oversold - rsi) / oversold, above `overbought` -1 with
/// 0.5 + 0.5 x (rsi - overbought) / (100 - overbought), between 0 with 0.5.
///
/// Source: Wilder 1978; the third ancestor's momentum signal. Worked number: an index of 24 at an oversold of 30 has
/// strength 1 and confidence 0.6.
public struct RelativeStrengthSignal: Equatable, Sendable {
    /// The index below which a price has fallen too far.
    public let oversold: Double
    /// The index above which it has risen too far.
    public let overbought: Double

    /// Refuses thresholds that are not between 0 and 100 and in order.
    public init(oversold: Double = 30, overbought: Double = 70) throws(InvalidParameter) {
        try require("oversold", oversold, in: 0.001...99.998)
        try require("overbought", overbought, in: oversold...99.999)
        (self.oversold, self.overbought) = (oversold, overbought)
    }

    /// Reads an index, 0 to 100; NaN says nothing.
    @inlinable
    public func read(_ index: Double) -> SignalReading {
        guard index >= 0, index <= 100 else { return .unknown }
        if index < oversold {
            return SignalReading(strength: 1, confidence: 0.5 + 0.5 * (oversold - index) / oversold)
        }
        if index > overbought {
            return SignalReading(
                strength: -1, confidence: 0.5 + 0.5 * (index - overbought) / (100 - overbought))
        }
        return SignalReading(strength: 0, confidence: 0.5)
    }
}
