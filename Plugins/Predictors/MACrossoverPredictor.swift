import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Goes the way in which a short average of the price has crossed a long one.
///
/// After a crossing that `confirmation` bars have confirmed (see `MovingAverageCross`) the signal is 1 or -1, with full
/// confidence: until the averages cross the other way, until `hold` bars have passed, or until the price has given up
/// `trail` of its best close since the crossing. Then, and before the first crossing, it is 0: nothing is expected, and
/// what is held on its account has lost its reason. It becomes basis points as `SignalForecast` says. Stops that close a
/// holding whatever is forecast are a gate's business, and how much to hold is a sizer's.
///
/// Absent until the long average has its bars, without a fresh close above 0, and while volatility is unknown.
final class MACrossoverPredictor: SignalPredictor {
    static let manifest = Manifest(
        "ma_crossover",
        "Goes the way in which a short moving average has crossed a long one.",
        source: """
            The third ancestor's baseline: mean of the last short closes less mean of the last long, crossing epsilon x \
            close. Basis points: ic x full_score x +-1 x volatility of the bar x sqrt(horizon / bar) x 10,000 \
            (Grinold 1994).
            """
    )

    struct Settings: PluginSettings {
        @Setting(
            in: Horizon.shortest...Horizon.longest,
            help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
        var horizons: [Horizon] = [.session]
        @Setting(in: 1...10_000, help: "Bars that the short average is taken over.")
        var short = 5
        @Setting(in: 2...20_000, help: "Bars that the long average is taken over.")
        var long = 20
        @Setting(in: 0...1_000, help: "How far apart the averages must be to have crossed, of the price.")
        var epsilon: BasisPoints = 0
        @Setting(in: 0...1_000, help: "Bars after a crossing that must stay on its side before it counts.")
        var confirmation = 0
        @Setting(in: 1...100_000, help: "Bars that a crossing counts for; until the next one unless set.")
        var hold: Int?
        @Setting(
            in: 0.01...50, help: "Ends the signal when the price has given up this much of its best close.")
        var trail: Percent?
        @Setting(
            in: -1...1,
            help: "Information coefficient: how scores correlate with what comes; negative fades them.")
        var ic = 0.05
        @Setting(in: 0.1...10, help: "Score of a crossing, in standard deviations.")
        var fullScore = 2.0

        func check(_ issues: inout [Diagnostic]) {
            $horizons.checkList(horizons, &issues)
            if short >= long { issues.append($short.conflict("must be below 'long', which is \(long)")) }
        }
    }

    let signal: CrossSignal
    let forecast: SignalForecast

    init(settings: Settings, context: StageContext) throws {
        let instruments = context.axes.instruments.count
        let cross = try MovingAverageCross(
            series: max(instruments, 1), short: settings.short, long: settings.long,
            epsilon: settings.epsilon.fraction, confirmation: settings.confirmation)
        signal = CrossSignal(
            cross, hold: settings.hold.map(Double.init) ?? .infinity,
            trail: settings.trail?.fraction ?? .infinity, instruments: instruments)
        forecast = try SignalForecast(
            settings.horizons, informationCoefficient: settings.ic, fullScore: settings.fullScore,
            axes: context.axes)
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }
}
