/// How well probabilities agree with what came: Brier's score and the expected calibration error.
///
/// - Brier = mean of (probability - outcome)^2; 0 is perfect, 0.25 is what a coin flip's 0.5 has.
/// - ECE = sum over bins of share x |mean probability - mean outcome|, with bins of equal width; a probability on an edge
///   belongs to the bin below it, and 0 to the first.
///
/// A pair with a probability outside 0 to 1, or an outcome that is neither 0 nor 1, is left out. Source: Brier 1950;
/// Naeini, Cooper and Hauskrecht 2015. Worked number: 0.9 and 0.6 for two ones, 0.2 for a zero: Brier
/// (0.01 + 0.16 + 0.04) / 3 = 0.07 and, with ten bins, ECE (0.1 + 0.4 + 0.2) / 3 = 0.2333333.
public struct Reliability: Sendable {
    /// How many pairs were complete.
    public private(set) var count = 0
    private var squares = 0.0
    private var counts: [Double]
    private var probabilities: [Double]
    private var outcomes: [Double]

    /// Refuses less than one bin and more than 10,000.
    public init(bins: Int = 10) throws(InvalidParameter) {
        try require("bins", bins, in: 1...10_000)
        counts = [Double](repeating: 0, count: bins)
        (probabilities, outcomes) = (counts, counts)
    }

    /// Takes the next pair.
    public mutating func add(probability: Double, outcome: Double) {
        guard probability >= 0, probability <= 1, outcome == 0 || outcome == 1 else { return }
        count += 1
        squares += (probability - outcome) * (probability - outcome)
        let place = (probability * Double(counts.count)).rounded(.up) - 1
        let bin = Swift.min(Swift.max(Int(place), 0), counts.count - 1)
        counts[bin] += 1
        probabilities[bin] += probability
        outcomes[bin] += outcome
    }

    /// The mean squared difference; NaN without a pair.
    public var brierScore: Double { count > 0 ? squares / Double(count) : .nan }

    /// The mean distance of what was said from what came, bin by bin; NaN without a pair.
    public var expectedCalibrationError: Double {
        guard count > 0 else { return .nan }
        var sum = 0.0
        for bin in counts.indices { sum += (probabilities[bin] - outcomes[bin]).magnitude }
        return sum / Double(count)
    }
}
