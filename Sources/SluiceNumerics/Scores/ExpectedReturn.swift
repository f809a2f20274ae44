/// What a score is worth: the return it lets one expect over a horizon.
///
/// expected return = information coefficient x volatility of the horizon x score, where the volatility of a horizon is
/// that of one bar times the square root of how many bars it spans.
///
/// Source: Grinold, "Alpha is Volatility Times IC Times Score" (1994). Worked number: a score of 2 at an information
/// coefficient of 0.05 and a volatility of 0.1% a bar, over 4 bars: 0.05 x 0.001 x 2 x 2 = 2 bps.
public struct ExpectedReturn: Equatable, Sendable {
    /// The correlation one credits the score with, between what it says and what comes; below 0 the score is a warning.
    public let informationCoefficient: Double
    /// The length of the bars that volatility is given for, in minutes of trading.
    public let barMinutes: Double

    /// Refuses a coefficient outside -1 to 1 and bars without length.
    public init(informationCoefficient: Double, barMinutes: Double) throws(InvalidParameter) {
        try require("informationCoefficient", informationCoefficient, in: -1...1)
        try require(positive: "barMinutes", barMinutes)
        self.informationCoefficient = informationCoefficient
        self.barMinutes = barMinutes
    }

    /// The basis points of a score of 1 at a volatility of 1 a bar, over a horizon.
    ///
    /// Expected return is this times score times volatility: take it once per horizon, when the pipeline is built.
    public func factor(horizonMinutes: Double) -> Double {
        informationCoefficient * (horizonMinutes / barMinutes).squareRoot() * 10_000
    }
}
