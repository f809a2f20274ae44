import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Expects the return of the past to repeat itself.
///
/// The score of a horizon is the log return from `lookback` bars ago to `skip` bars ago, in units of the standard
/// deviation that a random walk of the present volatility has over that time: volatility x sqrt(lookback - skip). It is
/// held within `max_score` and becomes basis points as `HorizonReturns` says.
///
/// Absent until there are `lookback + 1` closes, without a fresh close above 0, and while volatility is unknown or 0.
final class MomentumPredictor: SteadyPredictor {
    static let manifest = Manifest(
        "momentum",
        "Expects the price to go on the way it has gone over the last bars.",
        source: """
            Score: log(close skip bars ago / close lookback bars ago) / (volatility x sqrt(lookback - skip)), held \
            within max_score. Basis points: ic x score x volatility of the bar x sqrt(horizon / bar) x 10,000 \
            (Grinold 1994; Jegadeesh and Titman 1993).
            """
    )

    struct Settings: PluginSettings {
        @Setting(
            in: Horizon.shortest...Horizon.longest,
            help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
        var horizons: [Horizon] = [.session]
        @Setting(
            in: 1...20_000,
            help: "Bars of the past that count, for all or by horizon; a horizon's own length unless set.")
        var lookback: HorizonMap<Int>?
        @Setting(
            in: 0...10_000, help: "Latest bars of the past that are left out, since they tend to reverse.")
        var skip = 0
        @Setting(
            in: -1...1,
            help: "Information coefficient: how scores correlate with what comes; negative fades them.")
        var ic = 0.05
        @Setting(in: 0.1...10, help: "Largest score, in standard deviations; what is beyond counts as this.")
        var maxScore = 3.0

        func check(_ issues: inout [Diagnostic]) {
            $horizons.checkList(horizons, &issues)
            let shortest = lookback.flatMap { lookback in horizons.map { lookback[$0] }.min() }
            if let shortest, skip >= shortest {
                issues.append($skip.conflict("must be below 'lookback', which is \(shortest)"))
            }
        }

        /// How many bars back the score of a horizon looks; the horizon is `bars` long.
        func lookback(of horizon: Horizon, bars: Double) -> Int {
            lookback?[horizon] ?? Int(min(max(bars.rounded(), 1), 1e9))
        }
    }

    private let skip: Int
    private let maxScore: Double
    /// The lookbacks that differ, each with a column of scores.
    private let lookbacks: [Int]
    private let returns: HorizonReturns
    private let prices: LogPrices
    private let scores: ColumnSet

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        (skip, maxScore) = (settings.skip, settings.maxScore)
        let wanted = settings.horizons.map { horizon in
            (horizon, settings.lookback(of: horizon, bars: horizon.bars(axes.calendar, axes.barMinutes)))
        }
        let lookbacks = Set(wanted.map(\.1)).sorted()
        self.lookbacks = lookbacks
        returns = try HorizonReturns(
            settings.horizons, informationCoefficient: settings.ic, axes: axes
        ) { horizon in
            wanted.first { $0.0 == horizon }.flatMap { lookbacks.firstIndex(of: $0.1) } ?? 0
        }
        prices = LogPrices(capacity: (lookbacks.last ?? 1) + 1, instruments: axes.instruments.count)
        scores = ColumnSet(columns: lookbacks.count, rows: axes.instruments.count)
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }

    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        guard settings.lookback == nil else { return }
        for horizon in settings.horizons {
            let lookback = settings.lookback(of: horizon, bars: horizon.bars(plan.calendar, plan.barMinutes))
            if lookback > 20_000 {
                issues.append(
                    settings.$horizons.conflict(
                        "names \(horizon), which is \(lookback) bars: 'lookback' has to be set"))
            } else if settings.skip >= lookback {
                issues.append(
                    settings.$skip.conflict(
                        "must be below the lookback of \(horizon), which is \(lookback) bars"))
            }
        }
    }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        let volatility = market.volatility
        prices.push(market)
        for (number, lookback) in lookbacks.enumerated() {
            let score = scores[number]
            prices.write(lag: lookback, skip: skip, into: score)
            let deviation = Double(lookback - skip).squareRoot()
            for index in 0..<market.count {
                let unit = volatility[index] * deviation
                let ratio = bounded(score[index] / unit, maxScore)
                score[index] = unit > 0 ? ratio : .nan
            }
        }
        returns.write(scores, volatility, into: forecasts)
    }

    func remember(into memory: inout MemoryWriter) { prices.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try prices.recall(from: &memory) }
}

extension Horizon {
    /// How many bars of a length the horizon spans.
    func bars(_ calendar: TradingCalendar, _ barMinutes: Double) -> Double {
        Double(minutes(inSession: calendar.sessionMinutes)) / barMinutes
    }
}
