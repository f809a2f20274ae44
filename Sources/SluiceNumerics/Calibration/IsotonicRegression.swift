/// A probability from a score by the nearest curve that never falls.
///
/// Between two knots the curve is a straight line, outside it stays at the first and last. Fitting pools neighbours that
/// violate the order (pool adjacent violators), equal scores first taken together with the mean of their labels.
///
/// Source: Barlow et al. 1972; Zadrozny and Elkan 2002. Worked number: scores 1, 2, 3, 4 with labels 0, 1, 0, 1 have
/// the curve 0, 0.5, 0.5, 1.
public struct IsotonicRegression: Equatable, Sendable {
    /// The scores of the knots, ascending, and the values there, never falling.
    public let scores: [Double]
    /// The value at each knot.
    public let values: [Double]

    /// Refuses knots that are not finite, out of order or falling, and an empty curve.
    public init(scores: [Double], values: [Double]) throws(InvalidParameter) {
        try require("knots", scores.count, in: 1...10_000_000)
        guard scores.count == values.count else {
            throw InvalidParameter(
                name: "values", value: Double(values.count), expected: "as many as there are scores")
        }
        for index in scores.indices {
            guard scores[index].isFinite, index == 0 || scores[index] > scores[index - 1] else {
                throw InvalidParameter(name: "scores", value: scores[index], expected: "finite and ascending")
            }
            guard values[index].isFinite, index == 0 || values[index] >= values[index - 1] else {
                throw InvalidParameter(
                    name: "values", value: values[index], expected: "finite and never falling")
            }
        }
        (self.scores, self.values) = (scores, values)
    }

    /// The value of a score; NaN for a score that is not finite.
    ///
    /// Costs the logarithm of the number of knots.
    public func value(_ score: Double) -> Double {
        guard score.isFinite else { return .nan }
        let last = scores.count - 1
        if score <= scores[0] { return values[0] }
        if score >= scores[last] { return values[last] }
        var (below, above) = (0, last)
        while above - below > 1 {
            let middle = (below + above) / 2
            if scores[middle] <= score { below = middle } else { above = middle }
        }
        if score == scores[below] { return values[below] }
        let part = (score - scores[below]) / (scores[above] - scores[below])
        return values[below] + part * (values[above] - values[below])
    }

    /// Fits the curve to scores and what came of them, a knot for every distinct score.
    ///
    /// `weights` say how much a pair counts, all the same when empty. A pair with a number that is not finite, or without
    /// a weight above zero, is left out; nil without any.
    public static func fit(
        scores: [Double], labels: [Double], weights: [Double] = []
    ) -> IsotonicRegression? {
        var points: [Pool] = []
        for (index, (score, label)) in zip(scores, labels).enumerated() {
            let weight = weights.isEmpty ? 1 : weights[index]
            guard score.isFinite, label.isFinite, weight > 0, weight.isFinite else { continue }
            points.append(Pool(first: score, sum: label * weight, weight: weight, knots: 1))
        }
        points.sort { $0.first < $1.first }
        var knots: [Double] = []
        var pools: [Pool] = []
        for point in points {
            if knots.last == point.first {
                pools[pools.count - 1].join(point, addingKnots: 0)
            } else {
                knots.append(point.first)
                pools.append(point)
            }
        }
        guard !knots.isEmpty else { return nil }
        let values = violatorsPooled(pools).flatMap { [Double](repeating: $0.mean, count: $0.knots) }
        return try? IsotonicRegression(scores: knots, values: values)
    }

    private static func violatorsPooled(_ points: [Pool]) -> [Pool] {
        var pools: [Pool] = []
        for point in points {
            pools.append(point)
            while pools.count > 1, pools[pools.count - 2].mean >= pools[pools.count - 1].mean {
                let last = pools.removeLast()
                pools[pools.count - 1].join(last, addingKnots: last.knots)
            }
        }
        return pools
    }

    /// Neighbouring scores that share a value.
    private struct Pool {
        let first: Double
        var sum: Double
        var weight: Double
        var knots: Int
        var mean: Double { sum / weight }

        mutating func join(_ other: Pool, addingKnots: Int) {
            sum += other.sum
            weight += other.weight
            knots += addingKnots
        }
    }
}
