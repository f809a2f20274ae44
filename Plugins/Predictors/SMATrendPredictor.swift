import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Goes along with the trend: the side of its long average on which the short one is.
///
/// The signal is 0.5 x 0.5 while the averages are apart and 1 x 0.8, strength times confidence, on the bar where they
/// cross; see `TrendSignal`. It becomes basis points as `SignalForecast` says.
///
/// Absent until the long average has its bars, without a fresh close above 0, and while volatility is unknown.
final class SMATrendPredictor: SignalPredictor {
    static let manifest = Manifest(
        "sma_trend",
        "Goes along with the side of its long moving average on which a short one is.",
        source: """
            The third ancestor's trend signal: strength +-0.5 with confidence 0.5, on a crossing +-1 with 0.8. Basis \
            points: ic x full_score x strength x confidence x volatility of the bar x sqrt(horizon / bar) x 10,000 \
            (Grinold 1994).
            """
    )

    struct Own: PluginSettings {
        @Setting(in: 1...10_000, help: "Bars that the short average is taken over.")
        var short = 5
        @Setting(in: 2...20_000, help: "Bars that the long average is taken over.")
        var long = 20

        func check(_ issues: inout [Diagnostic]) {
            if short >= long { issues.append($short.conflict("must be below 'long', which is \(long)")) }
        }
    }
    typealias Settings = SignalSettings<Own>

    let signal: AverageTrendSignal
    let forecast: SignalForecast

    init(settings: Settings, context: StageContext) throws {
        signal = try AverageTrendSignal(
            short: settings.shared.short, long: settings.shared.long,
            instruments: context.axes.instruments.count)
        forecast = try SignalForecast(settings, axes: context.axes)
    }
}
