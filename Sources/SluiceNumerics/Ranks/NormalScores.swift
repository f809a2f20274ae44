/// Turns numbers of any scale into normal scores by their ranks alone.
///
/// percentile = (rank - 0.5) / n with average ranks, so that the scores sum to zero without ties; score =
/// clip(probit(percentile), -clip, clip) with the percentile held within `epsilon` and 1 - `epsilon`. With fewer than
/// `minimum` numbers there are no scores. A number that is not finite has none and does not count.
///
/// Source: van der Waerden 1952 with Hazen's plotting position. Worked number: the least of five scores
/// probit(0.1) = -1.2815515655446004.
public struct NormalScores: CrossSectionRule, Sendable {
    /// How many numbers there must be.
    public let minimum: Int
    /// How near to 0 and 1 a percentile may come.
    public let epsilon: Double
    /// The largest score.
    public let clip: Double
    private var ranks: AverageRanks
    // The scores of ranks 1, 1.5, 2 ... of `tabled` numbers: a universe seldom changes its size.
    private var table: [Double]
    private var tabled = 0

    /// Refuses a minimum below 1, an epsilon outside 0 to 0.5 and a clip that is not above zero.
    public init(
        capacity: Int, minimum: Int = 5, epsilon: Double = 0.001, clip: Double = 3
    ) throws(InvalidParameter) {
        try require("minimum", minimum, in: 1...10_000_000)
        try require("epsilon", epsilon, in: 0...0.5)
        try require(positive: "clip", clip)
        ranks = try AverageRanks(capacity: capacity)
        (self.minimum, self.epsilon, self.clip) = (minimum, epsilon, clip)
        table = [Double](repeating: 0, count: 2 * capacity)
    }

    /// The percentile of a rank among `count` numbers.
    @inlinable
    public static func percentile(rank: Double, count: Int) -> Double { (rank - 0.5) / Double(count) }

    /// The score of a percentile; NaN stays NaN.
    public func score(percentile: Double) -> Double {
        if percentile.isNaN { return .nan }
        let held = Swift.min(Swift.max(percentile, epsilon), 1 - epsilon)
        return Swift.min(Swift.max(NormalDistribution.quantile(held), -clip), clip)
    }

    /// Writes the score of each number, all NaN when there are too few; returns how many have one.
    ///
    /// More numbers than the capacity, or scores of another length, are a programming error.
    @discardableResult
    public mutating func apply(_ values: Span<Double>, into scores: inout MutableSpan<Double>) -> Int {
        let count = ranks.rank(values, into: &scores)
        guard count >= minimum else {
            for index in scores.indices { scores[index] = .nan }
            return 0
        }
        if count != tabled { tabulate(count) }
        for index in scores.indices where !scores[index].isNaN {
            scores[index] = table[Int(2 * scores[index]) - 2]
        }
        return count
    }

    private mutating func tabulate(_ count: Int) {
        for place in 0..<(2 * count - 1) {
            let rank = Double(place) / 2 + 1
            table[place] = score(percentile: Self.percentile(rank: rank, count: count))
        }
        tabled = count
    }
}
