/// Lets the cost that fills really paid correct the cost that a model expects, for many series.
///
/// The average starts at the model's cost and goes `weight` of the way to each of the last `window` costs, oldest
/// first: cost x (1 - w)^n + sum of w x (1 - w)^(n - i) x observed i. Few fills leave the model in charge; none leave it
/// as it is. A cost that is not finite is not taken.
///
/// Worked number: a model's 41.3895 bps and observed 55.53, 3.729, 21.141 at weight 0.1 make 37.1206.
public struct LearnedCost: Sendable {
    /// How far each observed cost pulls.
    public let weight: Double
    /// How many costs of a series count.
    public let window: Int
    private var observed: [Double]
    private var counts: [Int]
    private var kept: [Double]
    private var pull: [Double]

    /// Refuses a weight outside 0 to 1, and less than one series or cost.
    public init(series: Int, weight: Double = 0.1, window: Int = 10) throws(InvalidParameter) {
        try require("series", series, in: 0...1_000_000)
        try require("window", window, in: 1...10_000)
        try require("weight", weight, in: 0...1)
        (self.weight, self.window) = (weight, window)
        observed = [Double](repeating: 0, count: series * window)
        counts = [Int](repeating: 0, count: series)
        kept = [Double](repeating: 1, count: series)
        pull = [Double](repeating: 0, count: series)
    }

    /// Takes what a trade of a series really cost, basis points.
    public mutating func push(_ costBps: Double, series index: Int) {
        guard costBps.isFinite else { return }
        observed[index * window + counts[index] % window] = costBps
        counts[index] += 1
        digest(index)
    }

    /// The model's cost as the fills of a series correct it.
    public func cost(_ modelBps: Double, series index: Int) -> Double { kept[index] * modelBps + pull[index] }

    /// Folds the window from its oldest cost, once a fill and not once a horizon and cycle.
    private mutating func digest(_ index: Int) {
        let count = min(counts[index], window)
        let first = counts[index] - count
        (kept[index], pull[index]) = (1, 0)
        for step in first..<counts[index] {
            kept[index] *= 1 - weight
            pull[index] += weight * (observed[index * window + step % window] - pull[index])
        }
    }

    /// Everything that has to survive a restart.
    public var state: [Double] { counts.map(Double.init) + observed }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == counts.count + observed.count, state.allSatisfy(\.isFinite) else { return false }
        let counts = state[..<counts.count].compactMap(Int.init(exactly:))
        guard counts.count == self.counts.count, counts.allSatisfy({ $0 >= 0 }) else { return false }
        self.counts = counts
        observed = Array(state[counts.count...])
        for index in counts.indices { digest(index) }
        return true
    }
}
