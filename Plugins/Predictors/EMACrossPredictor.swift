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

    private var cross: AverageCross
    private let returns: HorizonReturns
    /// Columns: the fast average, the slow one, and how many bars were seen.
    private let state: ColumnSet
    private let averages: AverageCross.State
    private let scores: ScoreColumns
    private let instruments: Int

    init(settings: Settings, context: StageContext) throws {
        cross = AverageCross(
            fast: settings.fast, slow: settings.slow, warmUp: settings.warmUp ?? settings.slow,
            limit: settings.maxScore, isOfPrice: settings.of == .price)
        returns = try HorizonReturns(
            settings.horizons, informationCoefficient: settings.ic, axes: context.axes)
        instruments = context.axes.instruments.count
        state = ColumnSet(columns: 3, rows: instruments)
        averages = AverageCross.State(
            fast: state[0].base, slow: state[1].base, prices: state[2].base, series: instruments)
        scores = ScoreColumns(1, instruments: instruments)
        state.fill(0)
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    func predict(cycles: Int, _ market: MarketFrame, into forecasts: ForecastFrame) {
        let volatility = market.volatility
        scores.fit(volatility)
        cross.push(
            rows: cycles, market.close.base, present: market.fresh.base, volatility: volatility.base,
            of: averages, into: scores.columns[0].base)
        returns.write(scores.columns, volatility, into: forecasts)
    }

    func remember(into memory: inout MemoryWriter) { memory.write(state) }

    func recall(from memory: inout MemoryReader) throws { try memory.read(into: state) }
}
