/// The last pairs of forecast and outcome of many series, each with a past of its own.
///
/// A pair with a side that is not finite leaves no trace. Allocates when it is made and never again.
public struct PairHistory: Sendable {
    /// How many series there are.
    public let series: Int
    /// How many pairs a series remembers.
    public let window: Int
    // By series, then slot.
    private var predictions: [Double]
    private var outcomes: [Double]
    // How many pairs a series has ever taken.
    private var accepted: [Int]
    private var newest: [Double]
    private var partners: [Double]

    /// Refuses less than one series or pair, and more than 2^30 pairs altogether.
    public init(series: Int, window: Int) throws(InvalidParameter) {
        try require("series", series, in: 1...10_000_000)
        try require("window", window, in: 1...1_000_000)
        try require("series x window", series * window, in: 1...(1 << 30))
        (self.series, self.window) = (series, window)
        predictions = [Double](repeating: 0, count: series * window)
        outcomes = predictions
        accepted = [Int](repeating: 0, count: series)
        newest = [Double](repeating: 0, count: window)
        partners = newest
    }

    /// Takes a pair; false, and nothing changed, when a side is not finite.
    @discardableResult
    public mutating func push(prediction: Double, outcome: Double, series index: Int) -> Bool {
        guard prediction.isFinite, outcome.isFinite else { return false }
        let cell = index * window + accepted[index] % window
        predictions[cell] = prediction
        outcomes[cell] = outcome
        accepted[index] += 1
        return true
    }

    /// How many pairs a series holds.
    public func count(_ index: Int) -> Int { Swift.min(accepted[index], window) }

    /// The rank correlation of a series' last `limit` pairs; 0 with too few or with a side that never moves.
    ///
    /// The order of the pairs does not matter to it. `limit` is not above the window.
    public mutating func informationCoefficient(
        _ index: Int, last limit: Int, by correlation: inout RankCorrelation
    ) -> Double {
        let first = index * window
        if limit == window, accepted[index] >= window {
            let value = correlation.correlation(
                predictions.span.extracting(first..<first + window),
                outcomes.span.extracting(first..<first + window))
            return value.isNaN ? 0 : value
        }
        let count = gather(index, last: limit)
        let value = correlation.correlation(
            newest.span.extracting(0..<count), partners.span.extracting(0..<count))
        return value.isNaN ? 0 : value
    }

    /// The stability of a series' last `limit` pairs; `limit` is not above the window.
    public func stability(_ index: Int, last limit: Int, by rule: Stability) -> Double {
        precondition(limit <= window, "no more pairs are asked for than are kept")
        let count = Swift.min(accepted[index], limit)
        var (sum, slot) = (0.0, accepted[index] % window)
        for _ in 0..<count {
            slot = slot == 0 ? window - 1 : slot - 1
            let error = predictions[index * window + slot] - outcomes[index * window + slot]
            sum += error * error
        }
        return rule.value(meanSquare: sum / Double(count), count: count)
    }

    /// Lines up the last pairs of a series, the newest first.
    private mutating func gather(_ index: Int, last limit: Int) -> Int {
        precondition(limit <= window, "no more pairs are asked for than are kept")
        let count = Swift.min(accepted[index], limit)
        var slot = accepted[index] % window
        for age in 0..<count {
            slot = slot == 0 ? window - 1 : slot - 1
            newest[age] = predictions[index * window + slot]
            partners[age] = outcomes[index * window + slot]
        }
        return count
    }

    /// Everything that has to survive a restart; later results are the same to the bit.
    public var state: [Double] { accepted.map(Double.init) + predictions + outcomes }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let cells = series * window
        guard state.count == series + 2 * cells, state.allSatisfy(\.isFinite) else { return false }
        let counts = state[..<series].compactMap(Int.init(exactly:))
        guard counts.count == series, counts.allSatisfy({ $0 >= 0 && $0 < 1 << 53 }) else { return false }
        accepted = counts
        predictions = Array(state[series..<(series + cells)])
        outcomes = Array(state[(series + cells)...])
        return true
    }
}
