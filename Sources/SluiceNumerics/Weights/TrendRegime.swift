/// What a market does: it goes somewhere, back and forth, or neither for sure.
public enum TrendRegime: Int, Sendable, CaseIterable {
    /// Neither has shown itself yet.
    case neutral
    /// It goes somewhere.
    case trending
    /// It goes back and forth.
    case ranging
}

/// Tells the regime from the strength of the trend, and what each kind of signal is worth in it.
///
/// Above `trend` the market trends, below `range` it ranges, and between, or with the strength absent, the regime stays
/// what it was; it begins neutral. The two thresholds apart keep it from going to and fro.
///
/// Source: the usual reading of Wilder's average directional index (1978). Worked number: strengths 22, 26, 24 and 19 at
/// thresholds 25 and 20 are neutral, trending, trending and ranging.
public struct TrendRegimeRule: Equatable, Sendable {
    /// Strengths above this are a trend.
    public let trend: Double
    /// Strengths below this are a range.
    public let range: Double

    /// Refuses thresholds outside 0 to 100, and a range above the trend.
    public init(trend: Double = 25, range: Double = 20) throws(InvalidParameter) {
        try require("trend", trend, in: 0...100)
        try require("range", range, in: 0...trend)
        (self.trend, self.range) = (trend, range)
    }

    /// The regime that follows.
    @inlinable
    public func next(after regime: TrendRegime, strength: Double) -> TrendRegime {
        if strength > trend { return .trending }
        return strength < range ? .ranging : regime
    }

    /// What a kind of signal is worth: its weight in the regime, and in a neutral one the mean of both.
    @inlinable
    public static func weight(in regime: TrendRegime, trending: Double, ranging: Double) -> Double {
        switch regime {
        case .neutral: (trending + ranging) / 2
        case .trending: trending
        case .ranging: ranging
        }
    }

    /// A weight that follows its multiplier only as far as the regime is certain: base x (1 + (multiplier - 1) x c).
    ///
    /// Worked number: 0.5 times 1.4 at a certainty of 0.5 is 0.6.
    @inlinable
    public static func weight(base: Double, multiplier: Double, certainty: Double) -> Double {
        base * (1 + (multiplier - 1) * certainty)
    }

    /// Scales weights that are not negative to sum 1; equal when their sum is not above zero and finite.
    public static func normalise(_ weights: inout MutableSpan<Double>) { weights.scaleToOne() }
}
