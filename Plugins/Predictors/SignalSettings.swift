import SluiceDocument
import SluiceKit
import SluiceMarket

/// What a predictor by one signal may be told: horizons, what the signal is made of, and what it is worth.
typealias SignalSettings<Own: PluginSettings> = SettingsPair<
    HorizonSettings, SettingsPair<Own, WorthSettings>
>

/// What is forecast.
struct HorizonSettings: PluginSettings {
    @Setting(
        in: Horizon.shortest...Horizon.longest,
        help: "What is forecast: whole numbers of bars, in minutes, hours or sessions.")
    var horizons: [Horizon] = [.session]

    func check(_ issues: inout [Diagnostic]) { $horizons.checkList(horizons, &issues) }
}

/// What a signal is worth.
struct WorthSettings: PluginSettings {
    @Setting(
        in: -1...1,
        help: "Information coefficient: how scores correlate with what comes; negative fades them.")
    var ic = 0.05
    @Setting(in: 0.1...10, help: "Score of a signal of full strength and confidence, in deviations.")
    var fullScore = 2.0
}

extension SignalForecast {
    /// Forecasts as the settings say.
    convenience init<Own>(_ settings: SignalSettings<Own>, axes: Axes) throws {
        let worth = settings.shared.shared
        try self.init(
            settings.horizons, informationCoefficient: worth.ic, fullScore: worth.fullScore, axes: axes)
    }
}

/// Settings that name what is forecast.
protocol HorizonNaming {
    /// The horizons.
    var horizons: [Horizon] { get }
}

extension SettingsPair: HorizonNaming where Own == HorizonSettings {
    var horizons: [Horizon] { own.horizons }
}

extension SignalPredictor where Settings: HorizonNaming {
    static func horizons(_ settings: Settings) -> [Horizon] { settings.horizons }
}
