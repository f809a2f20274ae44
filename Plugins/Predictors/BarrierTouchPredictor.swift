import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Gives the probability that the price turns down or up from where it is, as a random walk would.
///
/// A peak within a horizon means that the price falls from here by the barrier or more at some moment of the horizon; a
/// valley, that it rises by as much. Both can happen in one horizon. The barrier is a distance in log price:
/// `barrier_volatilities` times the volatility of the horizon, or the fixed `barrier`. The log price is taken for a
/// Brownian motion with the market's volatility, and by the reflection principle
/// P(valley) = Phi(m - b) + exp(2 m b) Phi(-m - b), P(peak) the same with -m, where b is the barrier and m the drift
/// over the horizon, both in volatilities of the horizon; see `BarrierTouch`. With `drift: momentum` m is `ic` times the
/// log return of the last `lookback` bars in units of its own volatility, held within `max_score`; else it is 0.
///
/// For one volatility without drift both are 2 Phi(-1) = 0.317311. Unknown without a fresh close above 0, while
/// volatility is unknown or 0, and until the drift's `lookback + 1` closes are there.
final class BarrierTouchPredictor: BarrierPredictor {
    static let manifest = Manifest(
        "barrier_touch",
        "Gives the probabilities that the price falls or rises by a barrier within the horizon.",
        source: """
            The reflection principle for Brownian motion with drift (Karatzas and Shreve, section 3.5.C): \
            Phi(m - b) + exp(2 m b) Phi(-m - b); drift m = ic x score of momentum (Grinold 1994).
            """
    )

    /// What the price is expected to do on its way.
    enum Drift: String, SettingChoice {
        case none
        case momentum
    }

    struct Settings: PluginSettings {
        @Setting(
            in: Horizon.shortest...Horizon.longest,
            help: "What is forecast: whole numbers of bars; every horizon of the pipeline unless set.")
        var horizons: [Horizon]?
        @Setting(in: 0.05...10, help: "How far the price must move, in volatilities of the horizon.")
        var barrierVolatilities = 1.0
        @Setting(in: 1...10_000, help: "How far the price must move, the same over every horizon.")
        var barrier: BasisPoints?
        @Setting(help: "Lets the price drift as momentum expects, or not at all.")
        var drift = Drift.momentum
        @Setting(in: 1...20_000, help: "Bars of the past that momentum looks at.")
        var lookback = 20
        @Setting(
            in: -1...1,
            help: "Information coefficient of momentum: how it correlates with what comes; negative fades it."
        )
        var ic = 0.05
        @Setting(
            in: 0.1...10, help: "Largest momentum, in standard deviations; what is beyond counts as this.")
        var maxScore = 3.0

        func check(_ issues: inout [Diagnostic]) {
            if let horizons { $horizons.checkList(horizons, &issues) }
            if barrier != nil, $barrierVolatilities.span != nil {
                issues.append($barrier.conflict("and 'barrier_volatilities' cannot both be set"))
            }
        }
    }

    /// The distance in log price; nil where it follows the volatility.
    private let barrier: Double?
    private let barrierVolatilities: Double
    private let drift: Drift
    private let lookback: Int
    private let ic: Double
    private let maxScore: Double
    /// For each horizon of the pipeline the root of how many bars it has; nil where it is not asked for.
    private let roots: [Double?]
    private let prices: LogPrices
    private let drifts: ColumnSet

    init(settings: Settings, context: StageContext) {
        let axes = context.axes
        let own = settings.horizons ?? axes.horizons
        barrier = settings.barrier?.fraction
        barrierVolatilities = settings.barrierVolatilities
        (drift, lookback) = (settings.drift, settings.lookback)
        (ic, maxScore) = (settings.ic, settings.maxScore)
        roots = zip(axes.horizons, axes.horizonMinutes).map { horizon, minutes in
            own.contains(horizon) ? (minutes / axes.barMinutes).squareRoot() : nil
        }
        prices = LogPrices(
            capacity: drift == .momentum ? lookback + 1 : 1, instruments: axes.instruments.count)
        drifts = ColumnSet(columns: 1, rows: axes.instruments.count)
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons ?? [] }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into probabilities: ProbabilityFrame) {
        prices.push(market)
        expect(market)
        var first: Int?
        for horizon in 0..<probabilities.horizons {
            let (peak, valley) = (
                probabilities.peak(horizon: horizon), probabilities.valley(horizon: horizon)
            )
            if let first, roots[horizon] != nil, barrier == nil {
                // In its own volatilities every horizon is the same.
                peak.copy(probabilities.peak(horizon: first))
                valley.copy(probabilities.valley(horizon: first))
            } else {
                fill(peak, valley, root: roots[horizon], market.volatility)
                if roots[horizon] != nil { first = horizon }
            }
        }
    }

    private func fill(_ peak: Column, _ valley: Column, root: Double?, _ volatility: Column) {
        let drift = drifts[0]
        for index in 0..<peak.count {
            guard let root, !drift[index].isNaN else {
                (peak[index], valley[index]) = (.nan, .nan)
                continue
            }
            let distance = barrier.map { $0 / (volatility[index] * root) } ?? barrierVolatilities
            let touch = BarrierTouch.pair(distance: distance, drift: drift[index])
            (peak[index], valley[index]) = (touch.below, touch.above)
        }
    }

    /// The drift of every instrument in volatilities of a horizon, whichever it is; NaN where it cannot be known.
    private func expect(_ market: MarketFrame) {
        let (drift, volatility) = (drifts[0], market.volatility)
        let lag = self.drift == .momentum ? lookback : 0
        prices.write(lag: lag, skip: 0, into: drift)
        let deviation = Double(max(lag, 1)).squareRoot()
        for index in 0..<market.count {
            let unit = volatility[index] * deviation
            let ratio = ic * bounded(drift[index] / unit, maxScore)
            drift[index] = unit > 0 && unit < .infinity ? ratio : .nan
        }
    }

    func remember(into memory: inout MemoryWriter) { prices.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try prices.recall(from: &memory) }
}
