/// How far a price went from one close through the next bar.
public enum TrueRange {
    /// The widest of high - low, |high - close before| and |low - close before|.
    ///
    /// Without a close before (NaN) it is high - low. Source: Wilder 1978. Worked number: a bar from 101 to 103 after a
    /// close of 99 has true range 4.
    @inlinable
    public static func of(high: Double, low: Double, previousClose: Double) -> Double {
        guard !previousClose.isNaN else { return high - low }
        return Swift.max(high, previousClose) - Swift.min(low, previousClose)
    }

    /// Whether a bar's prices can be used: all finite, the high no lower than the low.
    @inlinable
    public static func isUsable(high: Double, low: Double, close: Double) -> Bool {
        high.isFinite && low.isFinite && close.isFinite && high >= low
    }
}
