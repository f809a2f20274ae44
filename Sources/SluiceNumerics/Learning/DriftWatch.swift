/// Notices that a series of rewards has become worse: the test of Page and Hinkley, for many series.
///
/// After each reward x the mean of the series is updated and S += x - mean + slack; the alarm sounds when S has fallen
/// more than `threshold` below its highest value, with at least `minimum` rewards. A series that has sounded begins
/// anew. A reward that is not finite is passed over.
///
/// Source: Page 1954, Hinkley 1971; Gama et al. 2014. Worked number: slack 0, threshold 1, minimum 3: rewards 1, 1, 1,
/// 0, 0 have S 0, 0, 0, -0.75, -1.35, and the last sounds.
public struct DriftWatch: Equatable, Sendable {
    /// How much worse a reward may be than the mean without counting.
    public let slack: Double
    /// How far the sum may fall.
    public let threshold: Double
    /// How many rewards there have to be.
    public let minimum: Int
    private var counts: [Double]
    private var means: [Double]
    private var sums: [Double]
    private var highs: [Double]

    /// Refuses less than one series, a negative slack, and a threshold that is not above zero.
    public init(
        series: Int, slack: Double = 0.005, threshold: Double = 5, minimum: Int = 30
    ) throws(InvalidParameter) {
        try require("series", series, in: 1...1_000_000)
        try require(nonNegative: "slack", slack)
        try require(positive: "threshold", threshold)
        try require("minimum", minimum, in: 1...1_000_000_000)
        (self.slack, self.threshold, self.minimum) = (slack, threshold, minimum)
        let zeros = [Double](repeating: 0, count: series)
        (counts, means, sums, highs) = (zeros, zeros, zeros, zeros)
    }

    /// Takes the next reward of a series; true when the alarm sounds.
    public mutating func observe(_ reward: Double, series index: Int) -> Bool {
        guard reward.isFinite else { return false }
        counts[index] += 1
        means[index] += (reward - means[index]) / counts[index]
        sums[index] += reward - means[index] + slack
        highs[index] = Swift.max(highs[index], sums[index])
        guard counts[index] >= Double(minimum), highs[index] - sums[index] > threshold else { return false }
        reset(index)
        return true
    }

    /// Begins a series anew.
    public mutating func reset(_ index: Int) {
        (counts[index], means[index], sums[index], highs[index]) = (0, 0, 0, 0)
    }

    /// What of one series has to survive a restart.
    public func state(_ index: Int) -> [Double] { [counts[index], means[index], sums[index], highs[index]] }

    /// Takes back what `state` gave of one series; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double], series index: Int) -> Bool {
        guard state.count == 4, state.allSatisfy(\.isFinite), state[0] >= 0 else { return false }
        (counts[index], means[index], sums[index], highs[index]) = (state[0], state[1], state[2], state[3])
        return true
    }
}
