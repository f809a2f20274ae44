/// Follows the prices of many series by a fast and a slow exponential average, and scores how far the fast one is above.
///
/// Averaged is the logarithm of a price, or the price itself: average += weight x (level - average), each begun by the
/// first level. The score is fast less slow in units of volatility x k, of prices x the slow average as well, held within
/// `limit`; k is what `AverageGap` says. A price that is not above 0 or not finite leaves no trace and has no score.
public struct AverageCross: Sendable {
    /// Whether prices are averaged, and not their logarithms.
    public let isOfPrice: Bool
    /// The greatest score.
    public let limit: Double
    let weights: (fast: Double, slow: Double)
    let deviation: Double
    /// How many prices a series has had when it gets its first score.
    let warmUp: Double
    /// Room to work in; nothing is kept there.
    var scratch: [Double] = []

    /// Spans and warm-up in prices; an average's weight is 2 / (span + 1).
    public init(fast: Int, slow: Int, warmUp: Int, limit: Double, isOfPrice: Bool) {
        weights = (2 / (Double(fast) + 1), 2 / (Double(slow) + 1))
        deviation = AverageGap.deviation(fast: fast, slow: slow)
        (self.warmUp, self.limit, self.isOfPrice) = (Double(warmUp), limit, isOfPrice)
    }

    /// The averages of some series, and how many prices each has had: numbers of the caller's, which begin as zeros.
    public struct State {
        let (fast, slow, prices): (Numbers, Numbers, Numbers)
        let series: Int

        /// Points at as many numbers as there are series.
        public init(
            fast: UnsafeMutablePointer<Double>, slow: UnsafeMutablePointer<Double>,
            prices: UnsafeMutablePointer<Double>, series: Int
        ) {
            (self.fast, self.slow, self.prices, self.series) = (fast, slow, prices, series)
        }

        typealias Numbers = UnsafeMutablePointer<Double>
    }

    /// Takes the level of a price of a series, and gives its score; NaN in the warm-up, and where volatility is not
    /// above 0.
    @inline(__always)
    func push(_ level: Double, volatility: Double, series index: Int, of state: State) -> Double {
        let prices = state.prices[index] + 1
        let (fast, slow) = (state.fast[index], state.slow[index])
        let quick = prices == 1 ? level : fast + weights.fast * (level - fast)
        let steady = prices == 1 ? level : slow + weights.slow * (level - slow)
        (state.fast[index], state.slow[index], state.prices[index]) = (quick, steady, prices)
        let unit = volatility * deviation * (isOfPrice ? steady : 1)
        guard prices >= warmUp, unit > 0 else { return .nan }
        let score = (quick - steady) / unit
        return score > limit ? limit : score < -limit ? -limit : score
    }
}
