import SluiceDocument
import SluiceKit
import SluiceMarket

/// The settings of `blender.ridge_risk_parity`.
struct RidgeRiskParitySettings: PluginSettings {
    /// Which forecasts share their weights.
    enum Sharing: String, SettingChoice {
        case perHorizon = "per_horizon"
        case perInstrument = "per_instrument"
    }

    /// What is correlated.
    enum Correlated: String, SettingChoice {
        case scores
        case returns
    }

    /// Which power of the weights is taken.
    enum TemperatureForm: String, SettingChoice {
        case exponent
        case inverse
    }

    /// What a member without enough history gets.
    enum Newcomers: String, SettingChoice {
        case equalShare = "equal_share"
        case ignored
    }

    @Setting(help: "Whether weights are those of a horizon, from all instruments, or an instrument's own.")
    var weights = Sharing.perHorizon
    @Setting(in: 0...100, help: "What is added to the correlation matrix; much of it ignores correlation.")
    var ridgeLambda = 0.15
    @Setting(in: -1...1, help: "Information coefficient of the members, one for all or by member.")
    var ic = NameMap(0.05)
    @Setting(in: 0...1, help: "Least strength of a member, so that a bad spell does not silence it.")
    var minIc = 0.01
    @Setting(in: 0...1, help: "Share of a member's return that trading on it costs, for all or by member.")
    var costShare = NameMap(0.0)
    @Setting(in: 0...10, help: "How much of a member's cost share its information coefficient pays.")
    var costPenalty = 0.5
    @Setting(in: 0...1, help: "Solved weights below this count as 0, before they are scaled to sum 1.")
    var minWeight = 0.0
    @Setting(in: 0...10, help: "Power of the weights, for all horizons or by horizon; below 1 flattens them.")
    var temperature = HorizonMap(1, own: RidgeRiskParitySettings.temperatures)
    @Setting(help: "Takes the weights to the power of the temperature or of its inverse.")
    var temperatureForm = TemperatureForm.exponent
    @Setting(in: 2...10_000, help: "Cycles that the correlations are taken over.")
    var history = 50
    @Setting(
        in: 1...10_000, help: "Cycles a member must have been seen in before it is weighed by its history.")
    var start = 5
    @Setting(help: "Gives a member with less history an equal share, or nothing while another has more.")
    var newcomers = Newcomers.equalShare
    @Setting(help: "Correlates forecasts in units of their own past, or as basis points.")
    var correlationOf = Correlated.scores

    private static let temperatures: [(horizon: Horizon, value: Double)] = [
        ("5m", 0.75), ("10m", 0.85), ("15m", 0.9),
    ].compactMap { text, value in Horizon(parsing: text).map { ($0, value) } }

    func check(_ issues: inout [Diagnostic]) {
        if start > history {
            issues.append($start.conflict("must not exceed 'history', which is \(history)"))
        }
        if temperatureForm == .inverse, temperature.bounded.contains(0) {
            issues.append($temperature.conflict("must be above 0 when 'temperature_form' is inverse"))
        }
    }
}
