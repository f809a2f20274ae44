internal import Glibc

/// The exponentially weighted average of many series, each begun by its first value or the mean of its first few.
///
/// average += weight x (value - average). A value that is not finite leaves no trace. Worked numbers: span 3 has weight
/// 0.5; the values 1, 2, 3 give 1, 1.5, 2.25, and begun by the mean of three they give 2 and with a further 6 then 4.
public struct ExponentialAverage: Sendable {
    /// How much of the distance to a new value the average goes, above 0 and at most 1.
    public let weight: Double
    /// How many values there must be before there is an average.
    public let minimum: Int
    /// How many values an average begins with the mean of.
    public let seed: Int
    private var averages: [Double]
    private var counts: [Int]

    /// Refuses a weight that is not above 0 and at most 1, and less than one series or value.
    ///
    /// With a `seed` above 1 an average begins as the mean of so many values, and is absent before.
    public init(series: Int, weight: Double, minimum: Int = 1, seed: Int = 1) throws(InvalidParameter) {
        try require("series", series, in: 1...1_000_000)
        try require("minimum", minimum, in: 1...1_000_000)
        try require("seed", seed, in: 1...1_000_000)
        try require("weight", weight, in: Double.leastNonzeroMagnitude...1)
        self.weight = weight
        self.minimum = Swift.max(minimum, seed)
        self.seed = seed
        averages = [Double](repeating: .nan, count: series)
        counts = [Int](repeating: 0, count: series)
    }

    /// The usual N-bar average: weight 2 / (span + 1).
    public init(series: Int, span: Double, minimum: Int = 1, seed: Int = 1) throws(InvalidParameter) {
        try require("span", span, in: 1...1e9)
        try self.init(series: series, weight: 2 / (span + 1), minimum: minimum, seed: seed)
    }

    /// Wilder's average: the mean of the first `period` values, from then on weight 1 / period.
    ///
    /// Source: Wilder, New Concepts in Technical Trading Systems, 1978.
    public init(series: Int, wilder period: Int) throws(InvalidParameter) {
        try require("period", period, in: 1...1_000_000)
        try self.init(series: series, weight: 1 / Double(period), seed: period)
    }

    /// The average in which a value counts half as much after `halfLife` further ones.
    public init(series: Int, halfLife: Double, minimum: Int = 1) throws(InvalidParameter) {
        try require(positive: "halfLife", halfLife)
        try self.init(series: series, weight: 1 - exp2(-1 / halfLife), minimum: minimum)
    }

    /// Takes the next value of a series and returns its average; NaN in the warm-up.
    @discardableResult
    public mutating func push(_ value: Double, series index: Int) -> Double {
        if value.isFinite {
            let count = counts[index]
            let step = count < seed ? 1 / Double(count + 1) : weight
            averages[index] = count == 0 ? value : averages[index] + step * (value - averages[index])
            counts[index] = count + 1
        }
        return average(index)
    }

    /// The average of a series; NaN in the warm-up.
    public func average(_ index: Int) -> Double { counts[index] >= minimum ? averages[index] : .nan }

    /// How many numbers `state` has.
    public var stateCount: Int { 2 * averages.count }

    /// Everything that has to survive a restart.
    public var state: [Double] { counts.map(Double.init) + averages }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == 2 * averages.count else { return false }
        let counts = state[..<averages.count].compactMap(Int.init(exactly:))
        guard counts.count == averages.count, counts.allSatisfy({ $0 >= 0 }) else { return false }
        self.counts = counts
        averages = Array(state[averages.count...])
        return true
    }
}
