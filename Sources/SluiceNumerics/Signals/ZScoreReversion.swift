/// Expects a price that has left its recent mean to return: how far it is away, and what that asks for.
///
/// z = (price - mean) / standard deviation over the last `window` prices, the newest among them, with n - 1 and over
/// what there is while there are fewer; 0 for a price that does not move. Below -`entry` it says long, above `entry`
/// short, within `exit` that a position has done its work. The confidence is 0 within the entry and
/// min(0.95, 0.5 + 0.5 x min((|z| - entry) / entry, 1)) beyond.
///
/// Source: the third ancestor's mean reversion strategy. Worked number: of the prices 100, 100, 100, 104 z is
/// 3 / 2 = 1.5; at an entry of 1 that is a short of confidence 0.75.
public struct ZScoreReversion: Equatable, Sendable {
    /// What a distance asks for.
    public enum Signal: String, Sendable, CaseIterable {
        /// To buy: the price is far below its mean.
        case long
        /// To sell: the price is far above its mean.
        case short
        /// To close: the price has returned.
        case exit
        /// Nothing.
        case neutral
    }

    /// The distance where a return is expected, in standard deviations.
    public let entry: Double
    /// The distance where it has come about.
    public let exit: Double

    // A hundred times what sums of prices lose: a deviation below this share of the mean is rounding.
    @usableFromInline static let rounding = 1e-13

    /// Refuses an entry that is not above 0, and an exit that is negative or beyond the entry.
    public init(entry: Double = 2, exit: Double = 0.5) throws(InvalidParameter) {
        try require(positive: "entry", entry)
        try require("exit", exit, in: 0...entry)
        (self.entry, self.exit) = (entry, exit)
    }

    /// The distance of a price from the mean of its series, in standard deviations; NaN for a series without prices.
    public static func distance(of price: Double, in moments: RollingMoments, series: Int) -> Double {
        let mean = moments.mean(series)
        let deviation = moments.standardDeviation(series)
        guard deviation > mean.magnitude * rounding else { return mean.isNaN ? .nan : 0 }
        return (price - mean) / deviation
    }

    /// What a distance asks for; nothing where it is unknown.
    @inlinable
    public func signal(_ z: Double) -> Signal {
        z < -entry ? .long : z > entry ? .short : z.magnitude < exit ? .exit : .neutral
    }

    /// How far a distance is to be believed; 0 within the entry and where it is unknown.
    @inlinable
    public func confidence(_ z: Double) -> Double {
        guard z.magnitude >= entry else { return 0 }
        return Swift.min(0.95, 0.5 + 0.5 * Swift.min((z.magnitude - entry) / entry, 1))
    }
}
