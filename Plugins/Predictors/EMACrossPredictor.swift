import Glibc
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Follows the trend: a fast average of the price above a slow one expects a rise, below it a fall.
///
/// Of the logarithm of the close, or with `of: price` of the close itself, the exponential averages of spans `fast` and
/// `slow` are kept, each begun by the first close. The score is their difference, of closes as a part of the slow one, in
/// units of its own standard deviation: for a random walk of volatility v a
/// bar that is v x k with k^2 = p^2 / (1 - p^2) - 2 p q / (1 - p q) + q^2 / (1 - q^2), where p and q are what the slow
/// and the fast average keep of themselves each bar, 1 - 2 / (span + 1). It is held within `max_score` and becomes
/// basis points as `HorizonReturns` says. For spans 12 and 26 k is 1.137368.
///
/// Absent until `warm_up` bars were seen, without a fresh close above 0, and while volatility is unknown or 0.
final class EMACrossPredictor: StretchPredictor {
    static let manifest = Manifest(
        "ema_cross",
        "Expects the price to go on the way a fast moving average has left a slow one.",
        source: """
            Score: (EMA fast - EMA slow of log close) / (volatility x k), k the standard deviation of that difference \
            for a random walk of unit volatility; held within max_score. Basis points: ic x score x volatility of the \
            bar x sqrt(horizon / bar) x 10,000 (Grinold 1994).
            """
    )

    /// What is averaged.
    enum Averaged: String, SettingChoice {
        /// The logarithm of the close: a rise and a fall by one factor weigh the same.
        case log
        /// The close, as charts draw it.
        case price
    }

    struct Settings: PluginSettings {
        @Setting(
            in: Horizon.shortest...Horizon.longest,
            help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
        var horizons: [Horizon] = [.session]
        @Setting(in: 1...10_000, help: "Span of the average that follows the price closely, in bars.")
        var fast = 12
        @Setting(in: 2...100_000, help: "Span of the average it is compared with, in bars.")
        var slow = 26
        @Setting(help: "Averages the logarithm of the close, or the price itself as charts do.")
        var of = Averaged.log
        @Setting(
            in: 1...100_000,
            help: "Bars of an instrument before its first forecast; as many as the slow span unless set.")
        var warmUp: Int?
        @Setting(
            in: -1...1,
            help: "Information coefficient: how scores correlate with what comes; negative fades them.")
        var ic = 0.05
        @Setting(in: 0.1...10, help: "Largest score, in standard deviations; what is beyond counts as this.")
        var maxScore = 3.0

        func check(_ issues: inout [Diagnostic]) {
            $horizons.checkList(horizons, &issues)
            if fast >= slow { issues.append($fast.conflict("must be below 'slow', which is \(slow)")) }
        }
    }

    private let fastWeight: Double
    private let slowWeight: Double
    private let deviation: Double
    private let warmUp: Double
    private let maxScore: Double
    private let isOfPrice: Bool
    private let returns: HorizonReturns
    /// Columns: the fast average, the slow one, and how many bars were seen.
    private let state: ColumnSet
    private let scores: ScoreColumns
    private let instruments: Int

    init(settings: Settings, context: StageContext) throws {
        fastWeight = 2 / (Double(settings.fast) + 1)
        slowWeight = 2 / (Double(settings.slow) + 1)
        deviation = Self.deviation(fast: settings.fast, slow: settings.slow)
        warmUp = Double(settings.warmUp ?? settings.slow)
        (maxScore, isOfPrice) = (settings.maxScore, settings.of == .price)
        returns = try HorizonReturns(
            settings.horizons, informationCoefficient: settings.ic, axes: context.axes)
        state = ColumnSet(columns: 3, rows: context.axes.instruments.count)
        instruments = context.axes.instruments.count
        scores = ScoreColumns(1, instruments: instruments)
        state.fill(0)
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    /// The standard deviation of fast less slow average for a random walk whose steps have 1.
    static func deviation(fast: Int, slow: Int) -> Double { AverageGap.deviation(fast: fast, slow: slow) }

    func predict(cycles: Int, _ market: MarketFrame, into forecasts: ForecastFrame) {
        let volatility = market.volatility
        scores.fit(volatility)
        let score = scores.columns[0]
        for index in 0..<min(instruments, market.count) {
            // Told apart outside the loop: inside it the logarithm would be taken of every price, wanted or not.
            if isOfPrice {
                follow(index, cycles, market, score) { $0 }
            } else {
                follow(index, cycles, market, score) { log($0) }
            }
        }
        returns.write(scores.columns, volatility, into: forecasts)
    }

    /// Takes the bars of an instrument into its averages, and writes the scores.
    @inline(__always)
    private func follow(
        _ index: Int, _ cycles: Int, _ market: MarketFrame, _ score: Column, _ level: (Double) -> Double
    ) {
        var average = (fast: state[0][index], slow: state[1][index], bars: state[2][index])
        let (closes, fresh, volatility) = (market.close, market.fresh, market.volatility)
        var place = index
        for _ in 0..<cycles {
            let price = closes[place]
            if fresh[place] == 1, price.isPositiveFinite {
                score[place] = take(level(price), volatility[place], &average)
            } else {
                score[place] = .nan
            }
            place &+= instruments
        }
        (state[0][index], state[1][index], state[2][index]) = (average.fast, average.slow, average.bars)
    }

    /// Takes one bar into the averages of its instrument, and gives the score.
    @inline(__always)
    private func take(
        _ level: Double, _ volatility: Double, _ average: inout (fast: Double, slow: Double, bars: Double)
    ) -> Double {
        let bars = average.bars + 1
        let quick = bars == 1 ? level : average.fast + fastWeight * (level - average.fast)
        let steady = bars == 1 ? level : average.slow + slowWeight * (level - average.slow)
        average = (quick, steady, bars)
        let unit = volatility * deviation * (isOfPrice ? steady : 1)
        return bars >= warmUp && unit > 0 ? bounded((quick - steady) / unit, maxScore) : .nan
    }

    func remember(into memory: inout MemoryWriter) { memory.write(state) }

    func recall(from memory: inout MemoryReader) throws { try memory.read(into: state) }
}
