/// How far the last marks of many series have strayed from their mean: a circuit breaker on a range of prices.
///
/// range = max |mark - mean| / mean over the last `window` marks; NaN before there are so many. A mark that is not above
/// zero, or not finite, is passed over. Source: the live-trade engine's volatility guard. A mark costs log2(window) steps,
/// and nothing is allocated after the start.
///
/// Worked number: marks of 100, 100, 100 and 112 have a mean of 103, and the last is 8.74% away from it.
public struct RangeBreaker: Sendable {
    /// How many marks count.
    public let window: Int
    private var moments: RollingMoments
    private var extremes: WindowExtremes

    /// Refuses less than one series and less than two marks.
    public init(series: Int = 1, window: Int = 20) throws(InvalidParameter) {
        try require("window", window, in: 2...1_000_000)
        self.window = window
        moments = try RollingMoments(series: series, window: window)
        extremes = try WindowExtremes(series: series, window: window)
    }

    /// Takes the next mark of a series.
    public mutating func push(_ mark: Double, series index: Int = 0) {
        guard mark > 0, mark.isFinite else { return }
        moments.push(mark, series: index)
        extremes.push(mark, series: index)
    }

    /// The largest distance from the mean, a fraction of it; NaN before there are enough marks.
    public func range(_ index: Int = 0) -> Double {
        guard moments.count(index) >= window else { return .nan }
        let mean = moments.mean(index)
        return Swift.max(extremes.highest(index) - mean, mean - extremes.lowest(index)) / mean
    }

    /// Everything that has to survive a restart.
    public var state: [Double] { moments.state + extremes.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == moments.stateCount + extremes.stateCount else { return false }
        var (moments, extremes) = (moments, extremes)
        guard moments.restore(Array(state[..<moments.stateCount])),
            extremes.restore(Array(state[moments.stateCount...]))
        else { return false }
        (self.moments, self.extremes) = (moments, extremes)
        return true
    }
}
