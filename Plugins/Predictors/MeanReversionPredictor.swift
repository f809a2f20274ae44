import Glibc
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Expects a price that has left its recent mean to return.
///
/// z is the log close less the mean of its last `window` values, the newest among them, over their standard deviation
/// (of the population). Within `entry` of the mean nothing is expected: the score is 0, as it is where the price has not
/// moved. Beyond it the score is -z, held within `max_score`; it becomes basis points as `HorizonReturns` says. For the
/// logarithms 0, 0, 0, 0.01 z is 0.0075 / 0.0043301 = 1.732051.
///
/// Absent until there are `window` closes, without a fresh close above 0, and while volatility is unknown.
final class MeanReversionPredictor: SteadyPredictor {
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

        func check(_ issues: inout [Diagnostic]) {
            $horizons.checkList(horizons, &issues)
            if entry >= maxScore {
                issues.append($entry.conflict("must be below 'max_score', which is \(maxScore)"))
            }
        }
    }

    // In units of log price a hundred times its rounding, and far below any tick.
    private static let leastDeviation = 1e-12

    private let entry: Double
    private let returns: HorizonReturns
    private var bank: StandardizerBank
    private let levels: ColumnSet
    private let scores: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        let instruments = context.axes.instruments.count
        entry = settings.entry
        returns = try HorizonReturns(
            settings.horizons, informationCoefficient: settings.ic, axes: context.axes)
        let rule = try Standardization(
            window: settings.window, minimum: settings.window, includesCurrent: true,
            clip: -settings.maxScore...settings.maxScore, floor: Self.leastDeviation)
        bank = try StandardizerBank(rule: rule, series: max(instruments, 1))
        levels = ColumnSet(columns: 1, rows: instruments)
        scores = ColumnSet(columns: 1, rows: instruments)
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        let (close, fresh, level, score) = (market.close, market.fresh, levels[0], scores[0])
        for index in 0..<market.count {
            let price = close[index]
            level[index] = fresh[index] == 1 && price > 0 && price < .infinity ? log(price) : .nan
        }
        let source = UnsafeBufferPointer(start: level.base, count: level.count)
        let target = UnsafeMutableBufferPointer(start: score.base, count: score.count)
        var distances = target.mutableSpan
        bank.push(source.span, firstSeries: 0, into: &distances)
        for index in 0..<market.count {
            score[index] = score[index].magnitude < entry ? 0 : -score[index]
        }
        returns.write(scores, market.volatility, into: forecasts)
    }

    func remember(into memory: inout MemoryWriter) { memory.write(bank.state) }

    func recall(from memory: inout MemoryReader) throws {
        guard bank.restore(try memory.doubles()) else {
            throw MemoryMismatch("the window of prices is of another form")
        }
    }
}
