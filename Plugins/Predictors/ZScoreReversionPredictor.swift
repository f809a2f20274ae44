import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Bets on the return of a price that has left its mean, from an entry until an exit.
///
/// z is the close less the mean of its last `window` closes, over their standard deviation (n - 1); see
/// `ZScoreReversion`. Beyond `entry` the signal takes the side of the return, 1 or -1, with a confidence of 0.5 at the
/// entry that grows to 0.95 at twice of it. It keeps the side until z is within `exit`, with a confidence that shrinks as
/// the price returns, 0.5 x |z| / entry. Without a side it is 0. It becomes basis points as `SignalForecast` says.
///
/// With a `trend_window` no side is taken against a price further than `trend_limit` from its average over that many
/// bars, unless |z| is at least `trend_override`. After an exit an instrument rests for `cooldown` bars.
/// `predictor.mean_reversion` is the same idea without memory: there the score is z itself wherever it is far.
///
/// Absent until there are `window` closes, without a fresh close above 0, and while volatility is unknown.
final class ZScoreReversionPredictor: SignalPredictor {
    static let manifest = Manifest(
        "zscore_reversion",
        "Bets on the return of a price far from its mean, from an entry until an exit.",
        source: """
            The third ancestor's mean reversion: z over the window with n - 1, entry beyond entry, exit within exit, \
            confidence min(0.95, 0.5 + 0.5 x (|z| - entry) / entry). Basis points: ic x full_score x side x confidence \
            x volatility of the bar x sqrt(horizon / bar) x 10,000 (Grinold 1994).
            """
    )

    struct Settings: PluginSettings {
        @Setting(
            in: Horizon.shortest...Horizon.longest,
            help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
        var horizons: [Horizon] = [.session]
        @Setting(in: 3...20_000, help: "Bars that the mean and the standard deviation are taken over.")
        var window = 20
        @Setting(in: 0.1...10, help: "Distance from the mean, in standard deviations, where a bet begins.")
        var entry = 2.0
        @Setting(
            in: 0...10, help: "Distance from the mean, in standard deviations, where a bet has come true.")
        var exit = 0.5
        @Setting(in: 2...20_000, help: "Bars of the average that a bet may not go against; none unless set.")
        var trendWindow: Int?
        @Setting(in: 0...50, help: "How far from that average a price has a trend that no bet goes against.")
        var trendLimit: Percent = 1
        @Setting(in: 0.1...100, help: "Distance from the mean that is far enough whatever the trend.")
        var trendOverride = 3.0
        @Setting(in: 0...10_000, help: "Bars an instrument rests after an exit before the next bet.")
        var cooldown = 0
        @Setting(
            in: -1...1,
            help: "Information coefficient: how scores correlate with what comes; negative fades them.")
        var ic = 0.05
        @Setting(in: 0.1...10, help: "Score of a bet of full confidence, in standard deviations.")
        var fullScore = 2.0

        func check(_ issues: inout [Diagnostic]) {
            $horizons.checkList(horizons, &issues)
            if exit > entry {
                issues.append($exit.conflict("must not be above 'entry', which is \(entry)"))
            }
        }
    }

    let signal: ReversionSignal
    let forecast: SignalForecast

    init(settings: Settings, context: StageContext) throws {
        let filter = settings.trendWindow.map { window in
            ReversionSignal.TrendFilter(
                window: window, limit: settings.trendLimit.fraction, override: settings.trendOverride)
        }
        signal = try ReversionSignal(
            ZScoreReversion(entry: settings.entry, exit: settings.exit), window: settings.window,
            filter: filter, cooldown: settings.cooldown, instruments: context.axes.instruments.count)
        forecast = try SignalForecast(
            settings.horizons, informationCoefficient: settings.ic, fullScore: settings.fullScore,
            axes: context.axes)
    }

    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }
}
