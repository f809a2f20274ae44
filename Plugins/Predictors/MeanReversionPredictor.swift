import Glibc
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Expects a price that has left its recent mean to return.
///
/// z is the log close less the mean of its last `window` values, the newest among them, over their standard deviation
/// (n - 1). Within `entry` of the mean nothing is expected: the score is 0. Beyond it the score is -z, held within
/// `max_score`; it becomes basis points as `HorizonReturns` says.
///
/// Absent until there are `window` closes, without a fresh close above 0, while volatility is unknown, and where the
/// price has not moved within the window.
final class MeanReversionPredictor: Predictor {
    static let manifest = Manifest(
        "mean_reversion",
        "Expects a price far from its recent mean to return to it.",
        source: """
            Score: -(log close - mean) / standard deviation over the window, 0 within entry, held within max_score \
            (Bollinger 1983). Basis points: ic x score x volatility of the bar x sqrt(horizon / bar) x 10,000 \
            (Grinold 1994).
            """
    )

    struct Settings: PluginSettings {
        @Setting(
            in: Horizon.shortest...Horizon.longest,
            help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
        var horizons: [Horizon] = [.session]
        @Setting(in: 3...20_000, help: "Bars that the mean and the standard deviation are taken over.")
        var window = 20
        @Setting(in: 0...5, help: "Distance from the mean, in standard deviations, where a return begins.")
        var entry = 1.0
        @Setting(
            in: -1...1,
            help: "Information coefficient: how scores correlate with what comes; negative fades them.")
        var ic = 0.05
        @Setting(in: 0.1...10, help: "Largest score, in standard deviations; what is beyond counts as this.")
        var maxScore = 3.0

        func check(_ issues: inout [Diagnostic]) { $horizons.checkList(horizons, &issues) }
    }

    // In units of log price a hundred times its rounding, and far below any tick.
    private static let leastDeviation = 1e-12

    private let window: Int
    private let entry: Double
    private let maxScore: Double
    private let returns: HorizonReturns
    private var levels: RollingMoments
    private let scores: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        (window, entry, maxScore) = (settings.window, settings.entry, settings.maxScore)
        returns = try HorizonReturns(
            settings.horizons, informationCoefficient: settings.ic, axes: context.axes)
        levels = try RollingMoments(
            series: max(context.axes.instruments.count, 1), window: settings.window)
        scores = ColumnSet(columns: 1, rows: context.axes.instruments.count)
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        let (close, fresh) = (market.close, market.fresh)
        let score = scores[0]
        for index in 0..<market.count {
            score[index] = .nan
            let price = close[index]
            guard fresh[index] == 1, price > 0, price < .infinity else { continue }
            let level = log(price)
            levels.push(level, series: index)
            let deviation = levels.standardDeviation(index)
            guard levels.count(index) == window, deviation > Self.leastDeviation else { continue }
            let distance = (level - levels.mean(index)) / deviation
            score[index] = distance.magnitude < entry ? 0 : -bounded(distance, maxScore)
        }
        returns.write(scores, market.volatility, into: forecasts)
    }

    func remember(into memory: inout MemoryWriter) { memory.write(levels.state) }

    func recall(from memory: inout MemoryReader) throws {
        guard levels.restore(try memory.doubles()) else {
            throw MemoryMismatch("the window of prices is of another form")
        }
    }
}
