import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Follows whoever trades more eagerly, as far as bars tell.
///
/// Buyers are given the share Phi(return / volatility) of each bar's volume. Over the last `window` bars with a volume
/// their share r of all that was traded makes the signal: beyond `aggression` it is (r - aggression) / (1 - aggression),
/// the same with a minus for sellers, between 0; see `OrderFlowSignal` for the confidence, in whose counts a bar stands
/// for a trade. It becomes basis points as `SignalForecast` says. Of ten bars on equal volume that each rose by one
/// volatility r is 0.841345, the strength 0.603362.
///
/// Absent without a fresh close above 0, before the first volume, and while volatility is unknown.
final class OrderFlowPredictor: SignalPredictor {
    static let manifest = Manifest(
        "order_flow",
        "Follows whoever trades more eagerly, buyers or sellers, as far as bars tell.",
        source: """
            The third ancestor's order flow signal, on the buying share of bulk volume classification (Easley, Lopez de \
            Prado and O'Hara 2012). Basis points: ic x full_score x strength x confidence x volatility of the bar x \
            sqrt(horizon / bar) x 10,000 (Grinold 1994).
            """
    )

    struct Own: PluginSettings {
        @Setting(in: 1...20_000, help: "Bars that the share of buying is taken over.")
        var window = 20
        @Setting(in: 0.5...0.99, help: "The least share of one side, 0.5 to 1, that counts as eagerness.")
        var aggression = 0.6
        @Setting(in: 1...20_000, help: "The fewest bars that say anything.")
        var minBars = 10
        @Setting(in: 1...20_000, help: "Bars that are enough for full confidence in their number.")
        var enoughBars = 50

        func check(_ issues: inout [Diagnostic]) {
            if minBars > window {
                issues.append($minBars.conflict("must not be above 'window', which is \(window)"))
            }
        }
    }
    typealias Settings = SignalSettings<Own>

    let signal: VolumeFlowSignal
    let forecast: SignalForecast

    init(settings: Settings, context: StageContext) throws {
        let rule = try OrderFlowSignal(
            aggression: settings.shared.aggression, minimum: Double(settings.shared.minBars),
            enough: Double(settings.shared.enoughBars))
        signal = try VolumeFlowSignal(
            rule, window: settings.shared.window, instruments: context.axes.instruments.count)
        forecast = try SignalForecast(settings, axes: context.axes)
    }
}
