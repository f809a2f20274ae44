internal import Glibc

/// Tells which regime each of many markets is in, from their closes.
///
/// A close takes constant time but for one walk over the last `lookback` volatilities. Reading changes nothing. A close
/// that is not above 0 or not finite leaves no trace. The probability of a regime is how often the last bars showed it,
/// each bar counting 2 / (persistence + 1) of what is left, before any persistence is asked for; all of a market sum to 1.
///
/// Worked number: a market that showed nothing for its warm-up and then rises for one bar has, at a persistence of 5,
/// a probability of 1/3 to be a bull and of 2/3 to be unknown.
public struct RegimeDetector: Sendable {
    /// When a market is in which regime.
    public let rule: RegimeRule
    /// How many markets there are.
    public let series: Int
    private let deviation: Double
    private let weight: Double
    private var fast: ExponentialAverage
    private var slow: ExponentialAverage
    private var squares: ExponentialAverage
    // By slot, then series: the last log closes and volatilities.
    private var levels: [Double]
    private var volatilities: [Double]
    private var probabilities: [Double]
    // By series, each a column of its own.
    private var columns: Columns

    /// What is known of each series beside its past.
    private struct Columns: Sendable {
        var bars: [Int]
        var regime: [Int]
        /// The regime that waits for its persistence, and for how many bars it has shown.
        var candidate: [Int]
        var age: [Int]
        var isVolatile: [Bool]
        var trend: [Double]
        var rank: [Double]

        init(_ series: Int) {
            bars = [Int](repeating: 0, count: series)
            regime = [Int](repeating: MarketRegime.unknown.rawValue, count: series)
            (candidate, age) = (regime, bars)
            isVolatile = [Bool](repeating: false, count: series)
            trend = [Double](repeating: .nan, count: series)
            rank = trend
        }
    }

    /// Begins with markets of which nothing is known; refuses less than one.
    public init(rule: RegimeRule, series: Int) throws(InvalidParameter) {
        fast = try ExponentialAverage(series: series, span: Double(rule.short))
        slow = try ExponentialAverage(series: series, span: Double(rule.long))
        squares = try ExponentialAverage(series: series, span: Double(rule.volatility))
        (self.rule, self.series) = (rule, series)
        deviation = AverageGap.deviation(fast: rule.short, slow: rule.long)
        weight = 2 / (Double(rule.persistence) + 1)
        levels = [Double](repeating: .nan, count: rule.lookback * series)
        volatilities = levels
        probabilities = [Double](repeating: 0, count: MarketRegime.count * series)
        for index in 0..<series {
            probabilities[MarketRegime.unknown.rawValue * series + index] = 1
        }
        columns = Columns(series)
    }

    /// The regime of a market.
    public func regime(_ index: Int) -> MarketRegime {
        MarketRegime(rawValue: columns.regime[index]) ?? .unknown
    }

    /// How often the last bars showed a regime, 0 to 1; those of a market sum to 1.
    public func probability(of regime: MarketRegime, _ index: Int) -> Double {
        probabilities[regime.rawValue * series + index]
    }

    /// The trend of a market in standard deviations of a random walk's; NaN until two closes differ.
    public func trend(_ index: Int) -> Double { columns.trend[index] }

    /// The share of the last volatilities below the present one; NaN in the warm-up.
    public func volatilityRank(_ index: Int) -> Double { columns.rank[index] }

    /// How far the regime of a market is to be believed, 0.3 to 0.95; 0 while it is unknown.
    ///
    /// 0.5 x min(|t| / (2 x trend), 1) + 0.6 x |rank - 0.5| + 0.2, more with a strong average directional index (0.15
    /// above 40, 0.08 above 25), 0.1 less with a weak one (below 15) and with a squeeze above 0.8. NaN for either leaves
    /// it out. Source: the third ancestor.
    public func confidence(_ index: Int, adx: Double = .nan, squeeze: Double = .nan) -> Double {
        guard regime(index) != .unknown else { return 0 }
        let strength = Swift.min(columns.trend[index].magnitude / (2 * rule.trend), 1)
        var confidence = 0.2 + 0.5 * (strength.isNaN ? 0 : strength)
        confidence += 0.6 * (columns.rank[index] - 0.5).magnitude
        confidence += adx > 40 ? 0.15 : adx > 25 ? 0.08 : adx < 15 ? -0.1 : 0
        confidence -= squeeze > 0.8 ? 0.1 : 0
        return Swift.min(Swift.max(confidence, 0.3), 0.95)
    }
}

extension RegimeDetector {
    /// Takes the close of the next bar of a market and returns the regime that it is in now.
    @discardableResult
    public mutating func push(_ close: Double, series index: Int) -> MarketRegime {
        guard close > 0, close < .infinity else { return regime(index) }
        let level = log(close)
        let bars = columns.bars[index]
        let lookback = rule.lookback
        let slot = bars % lookback
        if bars > 0 {
            let change = level - levels[(slot == 0 ? lookback - 1 : slot - 1) * series + index]
            squares.push(change * change, series: index)
        }
        let volatility = squares.average(index).squareRoot()
        let gap = fast.push(level, series: index) - slow.push(level, series: index)
        columns.trend[index] = gap / (volatility * deviation)
        levels[slot * series + index] = level
        volatilities[slot * series + index] = volatility
        columns.bars[index] = bars + 1
        let shown = bars + 1 < rule.warmUp ? .unknown : classify(index, slot: slot)
        count(shown, index)
        settle(shown, index)
        return regime(index)
    }

    /// The regime that the newest bar shows, before any persistence is asked for.
    private mutating func classify(_ index: Int, slot: Int) -> MarketRegime {
        let lookback = rule.lookback
        let volatility = volatilities[slot * series + index]
        let level = levels[slot * series + index]
        let known = Swift.min(columns.bars[index], lookback)
        var (below, others, sum, peak) = (0.0, 0.0, 0.0, level)
        for offset in 1..<known {
            let cell = (slot >= offset ? slot - offset : slot - offset + lookback) * series + index
            peak = Swift.max(peak, levels[cell])
            guard !volatilities[cell].isNaN else { continue }
            below += volatilities[cell] < volatility ? 1 : volatilities[cell] == volatility ? 0.5 : 0
            others += 1
            sum += volatilities[cell]
        }
        guard others > 0 else { return .unknown }
        let rank = below / others
        columns.rank[index] = rank
        columns.isVolatile[index] = rank > rule.volatile || (columns.isVolatile[index] && rank >= rule.quiet)
        if volatility > rule.crisisVolatility * (sum / others) || level - peak <= rule.crisisFall {
            return .crisis
        }
        let back = Swift.min(rule.momentum, known - 1)
        let before = levels[(slot >= back ? slot - back : slot - back + lookback) * series + index]
        let trend = columns.trend[index]
        let isVolatile = columns.isVolatile[index]
        if trend >= rule.trend, level > before { return isVolatile ? .bullVolatile : .bullQuiet }
        if trend <= -rule.trend, level < before { return isVolatile ? .bearVolatile : .bearQuiet }
        return isVolatile ? .sidewaysVolatile : .sidewaysQuiet
    }

    /// Lets the probabilities forget a little and learn what was shown.
    private mutating func count(_ shown: MarketRegime, _ index: Int) {
        for regime in 0..<MarketRegime.count {
            let cell = regime * series + index
            probabilities[cell] += weight * ((regime == shown.rawValue ? 1 : 0) - probabilities[cell])
        }
    }

    /// Changes the regime once another one has shown for long enough.
    private mutating func settle(_ shown: MarketRegime, _ index: Int) {
        if shown.rawValue == columns.regime[index] {
            columns.age[index] = 0
            return
        }
        let isSame = shown.rawValue == columns.candidate[index] && columns.age[index] > 0
        columns.candidate[index] = shown.rawValue
        columns.age[index] = isSame ? columns.age[index] + 1 : 1
        let isUnknown = columns.regime[index] == MarketRegime.unknown.rawValue
        if columns.age[index] >= rule.persistence || shown == .crisis || isUnknown {
            columns.regime[index] = shown.rawValue
            columns.age[index] = 0
        }
    }
}

extension RegimeDetector {
    /// Everything that has to survive a restart; later regimes are the same.
    public var state: [Double] {
        let counts = columns.bars + columns.regime + columns.candidate + columns.age
        return counts.map(Double.init) + columns.isVolatile.map { $0 ? 1 : 0 } + columns.trend + columns.rank
            + fast.state + slow.state + squares.state + probabilities + levels + volatilities
    }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        let sizes =
            [Int](repeating: series, count: 7) + [Int](repeating: 2 * series, count: 3)
            + [probabilities.count, levels.count, levels.count]
        guard state.count == sizes.reduce(0, +) else { return false }
        var rest = state[...]
        let parts = sizes.map { size in
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
        let counts = parts[..<4].map { $0.compactMap(Int.init(exactly:)) }
        var (fast, slow, squares) = (fast, slow, squares)
        guard counts.allSatisfy({ $0.count == series && $0.allSatisfy { $0 >= 0 } }),
            (counts[1] + counts[2]).allSatisfy({ $0 < MarketRegime.count }),
            fast.restore(parts[7]), slow.restore(parts[8]), squares.restore(parts[9])
        else { return false }
        (columns.bars, columns.regime) = (counts[0], counts[1])
        (columns.candidate, columns.age) = (counts[2], counts[3])
        columns.isVolatile = parts[4].map { $0 == 1 }
        (columns.trend, columns.rank) = (parts[5], parts[6])
        (self.fast, self.slow, self.squares) = (fast, slow, squares)
        (probabilities, levels, volatilities) = (parts[10], parts[11], parts[12])
        return true
    }
}
