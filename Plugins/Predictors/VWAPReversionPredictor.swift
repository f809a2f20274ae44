import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Expects a price far from the volume-weighted average price of the last bars to return to it.
///
/// The average is that of the closes of the last `window` bars with a volume, weighted with it. d = close / average - 1
/// makes the signal: 0 within `near`, beyond it -+(0.1 + 0.9 x (|d| - near) / (far - near)), at most 1; see `VWAPSignal`
/// for the confidence, in whose counts a bar stands for a trade. It becomes basis points as `SignalForecast` says.
///
/// Absent without a fresh close above 0 and while volatility is unknown; nothing is expected before `min_bars`.
final class VWAPReversionPredictor: SignalPredictor {
    static let manifest = Manifest(
        "vwap_reversion",
        "Expects a price far from its volume-weighted average to return to it.",
        source: """
            The third ancestor's VWAP signal: deviation of the close from sum(close x volume) / sum(volume). Basis \
            points: ic x full_score x strength x confidence x volatility of the bar x sqrt(horizon / bar) x 10,000 \
            (Grinold 1994).
            """
    )

    struct Own: PluginSettings {
        @Setting(in: 1...20_000, help: "Bars that the average price is taken over.")
        var window = 120
        @Setting(in: 1...2_000, help: "Distance from the average where a return is expected.")
        var near: BasisPoints = 100
        @Setting(in: 1...5_000, help: "Distance from the average where the signal has its full strength.")
        var far: BasisPoints = 500
        @Setting(in: 1...5_000, help: "Distance from the average where the signal has its full confidence.")
        var sure: BasisPoints = 250
        @Setting(in: 1...20_000, help: "The fewest bars that say anything.")
        var minBars = 20
        @Setting(in: 1...20_000, help: "Bars that are enough for full confidence in their number.")
        var enoughBars = 100

        func check(_ issues: inout [Diagnostic]) {
            if near.value >= far.value {
                issues.append($near.conflict("must be below 'far', which is \(far)"))
            }
            if near.value >= sure.value {
                issues.append($near.conflict("must be below 'sure', which is \(sure)"))
            }
            if minBars > window {
                issues.append($minBars.conflict("must not be above 'window', which is \(window)"))
            }
        }
    }
    typealias Settings = SignalSettings<Own>

    let signal: AveragePriceSignal
    let forecast: SignalForecast

    init(settings: Settings, context: StageContext) throws {
        let rule = try VWAPSignal(
            near: settings.shared.near.fraction, sure: settings.shared.sure.fraction,
            far: settings.shared.far.fraction,
            minimum: Double(settings.shared.minBars), enough: Double(settings.shared.enoughBars))
        signal = try AveragePriceSignal(
            rule, window: settings.shared.window, instruments: context.axes.instruments.count)
        forecast = try SignalForecast(settings, axes: context.axes)
    }
}
