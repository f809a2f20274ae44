/// A horizon's length and the square root of how many five-minute steps it spans.
///
/// Volatility grows with the square root of time; the field quotes it per five minutes here, so a horizon of 20
/// minutes has root 2. Make one per horizon when the pipeline is built: the root is then taken once.
public struct HorizonScale: Equatable, Sendable {
    /// The length in trading minutes; a session of XNYS is 390.
    public let minutes: Double
    /// The square root of `minutes / 5`.
    public let root: Double

    /// Refuses a length that is not above zero.
    public init(minutes: Double) throws(InvalidParameter) {
        try require(positive: "minutes", minutes)
        self.minutes = minutes
        root = (minutes / 5).squareRoot()
    }
}
