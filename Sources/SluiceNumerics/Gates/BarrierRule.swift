/// How the probabilities of a coming peak and a coming valley scale, block or end a position.
///
/// Entry: a long is blocked when the probability of a peak is above its threshold, a short when that of a valley is.
/// Otherwise scale = clamp((1 - adverse)^gamma x (0.5 + 0.5 x favourable)^delta, minimum, 1), where adverse is the
/// peak for a long and the valley for a short. Exit: a long ends when the peak is above its threshold plus
/// `exitMargin` or its alpha is negative; a short mirrors it. A value on its threshold does not act.
///
/// Worked number: a long at peak 0.3 and valley 0.3 has 0.7 x sqrt(0.65) = 0.564358.
public struct BarrierRule: Equatable, Sendable {
    /// Above this probability of a peak no long is entered.
    public let peakThreshold: Double
    /// Above this probability of a valley no short is entered.
    public let valleyThreshold: Double
    /// By how much an exit's threshold is above an entry's.
    public let exitMargin: Double
    /// A short counts as preferred above this part of the peak's threshold; it changes the reason alone.
    public let preferredPeakFactor: Double
    /// The smallest scale of an entry that is not blocked.
    public let minimumScale: Double
    /// How strongly the adverse probability shrinks an entry.
    public let gamma: Double
    /// How strongly a lack of the favourable probability shrinks an entry.
    public let delta: Double

    /// Refuses thresholds outside 0 to 1 and exponents that are negative or not finite.
    public init(
        peakThreshold: Double = 0.6,
        valleyThreshold: Double = 0.55,
        exitMargin: Double = 0.05,
        preferredPeakFactor: Double = 0.8,
        minimumScale: Double = 0.2,
        gamma: Double = 1,
        delta: Double = 0.5
    ) throws(InvalidParameter) {
        try require("peakThreshold", peakThreshold, in: 0...1)
        try require("valleyThreshold", valleyThreshold, in: 0...1)
        try require("exitMargin", exitMargin, in: 0...1)
        try require("preferredPeakFactor", preferredPeakFactor, in: 0...1)
        try require("minimumScale", minimumScale, in: 0...1)
        try require(nonNegative: "gamma", gamma)
        try require(nonNegative: "delta", delta)
        self.peakThreshold = peakThreshold
        self.valleyThreshold = valleyThreshold
        self.exitMargin = exitMargin
        self.preferredPeakFactor = preferredPeakFactor
        self.minimumScale = minimumScale
        self.gamma = gamma
        self.delta = delta
    }
}
