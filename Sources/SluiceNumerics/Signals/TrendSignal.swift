/// Says that a price is in a trend while its short average is away from its long one, and most when they have just crossed.
///
/// A crossing has strength 1 and confidence 0.8, a gap without one 0.5 and 0.5, no gap 0 and 0.5; downwards the strength
/// has a minus. Source: the third ancestor's trend signal. Worked number: the averages crossed upwards on the bar before
/// and are still apart: strength 0.5, confidence 0.5.
public enum TrendSignal {
    /// Reads the gap of the averages and what `MovingAverageCross` said of it.
    @inlinable
    public static func read(gap: Double, crossing: MovingAverageCross.Signal) -> SignalReading {
        guard !gap.isNaN else { return .unknown }
        guard crossing == .neutral else {
            return SignalReading(strength: Double(crossing.rawValue), confidence: 0.8)
        }
        return SignalReading(strength: gap > 0 ? 0.5 : gap < 0 ? -0.5 : 0, confidence: 0.5)
    }
}
