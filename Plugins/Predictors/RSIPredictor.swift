import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Expects a price whose relative strength index is extreme to turn.
///
/// Below `oversold` the signal is 1, above `overbought` -1, with a confidence that grows from 0.5 to 1 with the distance;
/// between it is 0; see `RelativeStrengthSignal`. The index is Wilder's, of the closes, and 50 while nothing has moved. It
/// becomes basis points as `SignalForecast` says. A negative `ic` follows the strength instead.
///
/// Absent until there are `period + 1` closes, without a fresh close above 0, and while volatility is unknown.
final class RSIPredictor: SignalPredictor {
    static let manifest = Manifest(
        "rsi",
        "Expects a price whose relative strength index is extreme to turn.",
        source: """
            Wilder 1978; the third ancestor's momentum signal. Basis points: ic x full_score x strength x confidence x \
            volatility of the bar x sqrt(horizon / bar) x 10,000 (Grinold 1994).
            """
    )

    struct Own: PluginSettings {
        @Setting(in: 1...10_000, help: "Changes of the price that Wilder's averages stand for.")
        var period = 14
        @Setting(in: 1...99, help: "Index below which the price has fallen too far.")
        var oversold = 30.0
        @Setting(in: 1...99, help: "Index above which the price has risen too far.")
        var overbought = 70.0

        func check(_ issues: inout [Diagnostic]) {
            if oversold >= overbought {
                issues.append($oversold.conflict("must be below 'overbought', which is \(overbought)"))
            }
        }
    }
    typealias Settings = SignalSettings<Own>

    let signal: SteadinessSignal
    let forecast: SignalForecast

    init(settings: Settings, context: StageContext) throws {
        signal = try SteadinessSignal(
            RelativeStrengthSignal(
                oversold: settings.shared.oversold, overbought: settings.shared.overbought),
            period: settings.shared.period, instruments: context.axes.instruments.count)
        forecast = try SignalForecast(settings, axes: context.axes)
    }
}
