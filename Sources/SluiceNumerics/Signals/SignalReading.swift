/// What a signal says of an instrument: which way and how strongly, and how far it is to be believed.
public struct SignalReading: Equatable, Sendable {
    /// From -1, as bearish as it gets, to 1, as bullish; NaN while nothing can be said.
    public let strength: Double
    /// From 0 to 1; NaN where the strength is.
    public let confidence: Double

    /// Creates a reading.
    public init(strength: Double, confidence: Double) {
        (self.strength, self.confidence) = (strength, confidence)
    }

    /// Says nothing.
    public static let unknown = SignalReading(strength: .nan, confidence: .nan)
    /// Says that there is nothing to go by.
    public static let silent = SignalReading(strength: 0, confidence: 0)
}
