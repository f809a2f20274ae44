internal import Glibc

/// A probability from a score by a logistic curve: P = 1 / (1 + exp(-(a x score + b))).
///
/// Source: Platt 1999, fitted as Lin, Lin and Weng 2007 do. Worked number: a 2, b -1 and a score of 0.5 give 0.5.
public struct PlattScaling: Equatable, Sendable {
    /// How fast the probability rises with the score.
    public let a: Double
    /// The log-odds of a score of zero.
    public let b: Double

    /// Refuses coefficients that are not finite.
    public init(a: Double, b: Double) throws(InvalidParameter) {
        for (name, value) in [("a", a), ("b", b)] where !value.isFinite {
            throw InvalidParameter(name: name, value: value, expected: "finite")
        }
        (self.a, self.b) = (a, b)
    }

    /// The probability of a score, from 0 to 1; NaN for a score that is not finite.
    public func probability(_ score: Double) -> Double {
        score.isFinite ? Self.logistic(a * score + b) : .nan
    }

    static func logistic(_ odds: Double) -> Double {
        // Neither side overflows.
        if odds >= 0 { return 1 / (1 + exp(-odds)) }
        let power = exp(odds)
        return power / (1 + power)
    }

    /// Fits the curve to scores and what came of them (0 or 1).
    ///
    /// Targets are smoothed: (n1 + 1) / (n1 + 2) for a one and 1 / (n0 + 2) for a zero, where n1 and n0 count them, so
    /// that a fit exists even where the scores separate both. Newton's method with a search along its direction, at
    /// most 100 steps. A pair with a score that is not finite, or with another label, is left out; nil without any.
    public static func fit(scores: [Double], labels: [Double]) -> PlattScaling? {
        let pairs = zip(scores, labels).filter { $0.isFinite && ($1 == 0 || $1 == 1) }
        guard !pairs.isEmpty else { return nil }
        let ones = Double(pairs.count { $0.1 == 1 })
        let zeros = Double(pairs.count) - ones
        let (high, low) = ((ones + 1) / (ones + 2), 1 / (zeros + 2))
        // Scores on one scale: else the two coefficients differ by as much as the scores do.
        let scale = pairs.reduce(0) { Swift.max($0, $1.0.magnitude) }
        let unit = scale > 0 ? scale : 1
        var search = LogisticSearch(
            scores: pairs.map { $0.0 / unit }, targets: pairs.map { $0.1 == 1 ? high : low },
            intercept: log((ones + 1) / (zeros + 1)))
        search.run()
        return try? PlattScaling(a: search.slope / unit, b: search.intercept)
    }
}
