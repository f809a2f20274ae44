/// How a raw value becomes a score: its distance from the mean of its own past in standard deviations.
///
/// z = clip((x - mean) / std), std over the population; a std below `floor` gives 0. Fewer than `minimum` values are a
/// warm-up. Worked number: 1, 2, 3, 4 in the past and 5 now: (5 - 2.5) / sqrt(1.25) = 2.236068.
public struct Standardization: Equatable, Sendable {
    /// What is given out during the warm-up.
    public enum WarmUp: String, Sendable, CaseIterable {
        /// Nothing (NaN).
        case absent
        /// The raw value, clipped, as if it were a score.
        case raw
    }

    /// How many values the past holds.
    public let window: Int
    /// How many it must hold before there is a score.
    public let minimum: Int
    /// Whether a value joins the past before it is judged; then no score exceeds sqrt(window - 1).
    public let includesCurrent: Bool
    /// The least and greatest score.
    public let clip: ClosedRange<Double>
    /// Below this standard deviation, in the unit of the values, a series counts as constant.
    public let floor: Double
    /// What is given out during the warm-up.
    public let warmUp: WarmUp

    /// Refuses a `minimum` above `window`, a clip that is not finite, and a negative floor.
    public init(
        window: Int = 250,
        minimum: Int = 100,
        includesCurrent: Bool = false,
        clip: ClosedRange<Double> = -3...3,
        floor: Double = 1e-9,
        warmUp: WarmUp = .absent
    ) throws(InvalidParameter) {
        try require("window", window, in: 1...1_000_000)
        try require("minimum", minimum, in: 1...window)
        try require(nonNegative: "floor", floor)
        guard clip.lowerBound.isFinite, clip.upperBound.isFinite else {
            throw InvalidParameter(name: "clip", value: clip.upperBound, expected: "finite at both ends")
        }
        self.window = window
        self.minimum = minimum
        self.includesCurrent = includesCurrent
        self.clip = clip
        self.floor = floor
        self.warmUp = warmUp
    }

    // Written with comparisons, for `min` and `max` keep the compiler from taking several series at a time.
    @inline(__always)
    func clipped(_ value: Double) -> Double {
        let raised = value < clip.lowerBound ? clip.lowerBound : value
        return raised > clip.upperBound ? clip.upperBound : raised
    }

    /// The score of a difference from the reference, given both moments about it.
    @inline(__always)
    func score(_ difference: Double, mean: Double, meanSquare: Double) -> Double {
        let variance = meanSquare - mean * mean
        let deviation = (variance > 0 ? variance : 0).squareRoot()
        let score = clipped((difference - mean) / deviation)
        return deviation < floor ? 0 : score
    }
}
