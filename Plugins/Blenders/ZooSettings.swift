import SluiceDocument
import SluiceKit
import SluiceMarket

/// The settings of `blender.zoo`.
struct ZooSettings: PluginSettings {
    /// Where information coefficients come from.
    enum Source: String, SettingChoice {
        case settings
        case outcomes
    }

    /// Which power of the weights is taken.
    enum TemperatureForm: String, SettingChoice {
        case exponent
        case inverse
    }

    @Setting(in: 0...100, help: "What is added to the correlation matrix; much of it ignores correlation.")
    var lambda = 0.15
    @Setting(help: "Takes information coefficients from 'ic', or from how forecasts correlated with returns.")
    var icFrom = Source.settings
    @Setting(
        in: -1...1,
        help: "Information coefficient of the members, one for all or by member; until outcomes tell.")
    var ic = NameMap(0.05)
    @Setting(in: 0...1, help: "Share of a member's return that trading on it costs, for all or by member.")
    var costShare = NameMap(0.0)
    @Setting(in: 0...10, help: "How much of a member's cost share its information coefficient pays.")
    var costPenalty = 0.5
    @Setting(in: 0...10, help: "Power of the weights, for all horizons or by horizon; below 1 flattens them.")
    var temperature = HorizonMap(1.0)
    @Setting(help: "Takes the weights to the power of the temperature or of its inverse.")
    var temperatureForm = TemperatureForm.exponent
    @Setting(in: 2...10_000, help: "Cycles that correlations are taken over.")
    var history = 50
    @Setting(in: 1...10_000, help: "Cycles a member must have been seen in before it is weighed.")
    var start = 5
    @Setting(
        in: Span.seconds(1)...Span.days(30),
        help: "Age of a bar at which its alpha counts 1 / e of a fresh one; age does not count unless set.")
    var tau: Span?
    @Setting(
        in: Amount(1)...Amount(1_000_000_000_000),
        help: "Value that is to be traded in an instrument; capacity does not count unless set.")
    var planned: Money?
    @Setting(in: 0.001...100, help: "Share of a session's traded value that may be traded.")
    var participation: Percent = 10

    func check(_ issues: inout [Diagnostic]) {
        if start > history {
            issues.append($start.conflict("must not exceed 'history', which is \(history)"))
        }
        if temperatureForm == .inverse, temperature.bounded.contains(0) {
            issues.append($temperature.conflict("must be above 0 when 'temperature_form' is inverse"))
        }
    }

    /// Whether anything about the market counts.
    var takesMarket: Bool { icFrom == .outcomes || tau != nil || planned != nil }
}
