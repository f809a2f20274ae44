import SluiceKit
import SluiceMarket
import SluiceNumerics

/// How horizons are compared.
enum WinnerRank: String, SettingChoice {
    case riskCharged = "risk_charged"
    case perRisk = "per_risk"
}

/// The settings that `arbiter.winner` has beside those of every arbiter.
struct WinnerSettings: PluginSettings {
    @Setting(in: 0...1, help: "The winner's share; the rest is its neighbour's.")
    var mix = 0.7
    @Setting(help: "Compares net edges less a price for their risk, or for a unit of it.")
    var rank = WinnerRank.riskCharged
    @Setting(in: 0...10, help: "What a unit of the horizon's volatility takes off, with 'risk_charged'.")
    var riskPrice = 0.1
    @Setting(help: "The rungs that say which horizons are neighbours.")
    var ladder = HorizonLadder.usual.compactMap { Horizon(parsing: $0) }
}
