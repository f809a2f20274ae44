import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// What a calibrator by confidence may be told.
struct ConfidenceSettings: PluginSettings {
    /// Which pairs of forecast and return a coefficient is taken over.
    enum Coefficient: String, SettingChoice {
        case pooled
        case perInstrument = "per_instrument"
    }

    /// What a score times its confidence means.
    enum Scale: String, SettingChoice {
        case volatility
        case declared
    }

    @Setting(help: "Judges a member at a horizon by all instruments together, or at each by its own past.")
    var ic = Coefficient.pooled
    @Setting(help: "Reads score x confidence in standard deviations of the horizon, or as a fraction.")
    var scale = Scale.volatility
    @Setting(in: 5...10_000, help: "Pairs of forecast and return a rank correlation is taken over, at least.")
    var icWindow = 20
    @Setting(in: 1...10_000, help: "Rank correlations that a pooled coefficient is the mean of.")
    var icReadings = 20
    @Setting(in: 2...10_000, help: "Pairs an instrument's own coefficient needs; with fewer it is 0.")
    var icMinimum = 5
    @Setting(
        in: 1...10_000, help: "Most bars between forecasts that are judged; never more than the horizon.")
    var icEvery = 10
    @Setting(
        in: 0...1, help: "Least coefficient a member is credited with, also while nothing is known of it.")
    var minIc = 0.01
    @Setting(in: 1...10_000, help: "Last errors that stability is taken over: pairs, or pooled readings.")
    var stabilityWindow = 10
    @Setting(in: 1...10_000, help: "Pairs that stability needs.")
    var stabilityMinimum = 3
    @Setting(in: 0...1, help: "Stability as long as there are fewer pairs.")
    var stabilityWarmUp = 0.5
    @Setting(
        in: .seconds(1)...(.days(365)), help: "Age at which 1/e of a forecast is left, for all or by horizon."
    )
    var tau = HorizonMap(.seconds(300), own: ConfidenceSettings.usualTau)
    @Setting(in: 0...10, help: "Part of a session's traded value that one's own orders may be.")
    var kappa = 0.1
    @Setting(
        in: 0...1_000, help: "Order that capacity is asked for, of the account's equity; 0% asks for none.")
    var plannedWeight: Percent = 0

    private static let usualTau: [(horizon: Horizon, value: Span)] = ["5m", "10m", "15m", "30m", "60m", "1d"]
        .compactMap { text in
            Horizon(parsing: text).map { horizon in
                let minutes = Double(horizon.minutes(inSession: 390))
                return (horizon, .seconds(Int(Freshness.usualTauSeconds(horizonMinutes: minutes))))
            }
        }

    func check(_ issues: inout [Diagnostic]) {
        if icMinimum > icWindow {
            issues.append($icMinimum.conflict("must not exceed 'ic_window', which is \(icWindow)"))
        }
        if ic == .perInstrument, stabilityMinimum > stabilityWindow {
            issues.append(
                $stabilityMinimum.conflict("must not exceed 'stability_window', which is \(stabilityWindow)"))
        }
    }
}
