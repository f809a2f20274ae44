internal import Glibc

/// When a market is in which regime.
///
/// The trend t is the exponential average of the log price over `short` bars less that over `long`, in standard
/// deviations of what a random walk of the present volatility would show; see `AverageGap`. From `trend` up the market
/// rises, from -`trend` down it falls, if the last `momentum` bars went the same way; else it goes sideways. The rank of
/// its volatility is the share of the last `lookback` volatilities below it: above `volatile` it is volatile, below
/// `quiet` quiet, and between it is as it was. A volatility of more than `crisisVolatility` times their mean, or a fall
/// of `crisisDrawdown` or more from the highest close of `lookback` bars, is a crisis.
///
/// Source: the third ancestor's regime detector; its trend was divided by its threshold twice, its volatility and its
/// peak reached back to the start.
public struct RegimeRule: Equatable, Sendable {
    /// The span of the average that follows the price closely, in bars.
    public let short: Int
    /// The span of the average it is compared with, in bars.
    public let long: Int
    /// The span of the volatility's average of squared returns, in bars.
    public let volatility: Int
    /// How many bars the rank of the volatility and the highest close look back.
    public let lookback: Int
    /// How many bars the direction of the last movement looks back; at most `lookback`.
    public let momentum: Int
    /// The trend that counts, in standard deviations.
    public let trend: Double
    /// The rank below which a market is quiet.
    public let quiet: Double
    /// The rank above which it is volatile.
    public let volatile: Double
    /// The multiple of its mean at which volatility is a crisis.
    public let crisisVolatility: Double
    /// The fall from the highest close that is a crisis, a fraction.
    public let crisisDrawdown: Double
    /// How many bars in a row another regime has to show before it is believed; a crisis is believed at once.
    public let persistence: Int
    /// How many bars nothing is said for.
    public let warmUp: Int

    /// Refuses spans in the wrong order, shares outside 0 to 1 and thresholds that are not above 0.
    public init(
        short: Int = 20, long: Int = 50, volatility: Int = 27, lookback: Int = 100, momentum: Int = 10,
        trend: Double = 1, quiet: Double = 0.3, volatile: Double = 0.7, crisisVolatility: Double = 3,
        crisisDrawdown: Double = 0.1, persistence: Int = 5, warmUp: Int = 50
    ) throws(InvalidParameter) {
        try require("long", long, in: 2...1_000_000)
        try require("short", short, in: 1...(long - 1))
        try require("volatility", volatility, in: 1...1_000_000)
        try require("lookback", lookback, in: 2...1_000_000)
        try require("momentum", momentum, in: 1...(lookback - 1))
        try require(positive: "trend", trend)
        try require("quiet", quiet, in: 0...1)
        try require("volatile", volatile, in: quiet...1)
        try require("crisisVolatility", crisisVolatility, in: 1...1e6)
        try require("crisisDrawdown", crisisDrawdown, in: 1e-6...0.999_999)
        try require("persistence", persistence, in: 1...1_000_000)
        try require("warmUp", warmUp, in: 2...1_000_000)
        (self.short, self.long, self.volatility) = (short, long, volatility)
        (self.lookback, self.momentum, self.trend) = (lookback, momentum, trend)
        (self.quiet, self.volatile) = (quiet, volatile)
        (self.crisisVolatility, self.crisisDrawdown) = (crisisVolatility, crisisDrawdown)
        (self.persistence, self.warmUp) = (persistence, warmUp)
    }

    /// The largest distance of a log price from the highest that is no crisis yet, below 0.
    var crisisFall: Double { log1p(-crisisDrawdown) }
}
