import SluiceDocument
import SluiceKit

/// The settings of `blender.regime`.
struct RegimeSettings: PluginSettings {
    /// What kind of signal a member is.
    enum SignalType: String, SettingChoice {
        case trend
        case meanReversion = "mean_reversion"
        case volatility
        case sentiment
        case orderFlow = "order_flow"
        case microstructure
    }

    @Setting(help: "What kind of signal the members are, one for all or by member.")
    var types = NameMap(SignalType.trend)
    @Setting(in: 0...100, help: "Weight of each kind of signal in a market that trends.")
    var trending = NameMap(
        0.5, own: [("trend", 1), ("mean_reversion", 0), ("order_flow", 0.8)])
    @Setting(in: 0...100, help: "Weight of each kind of signal in a market that ranges.")
    var ranging = NameMap(
        0.5, own: [("trend", 0), ("mean_reversion", 1), ("order_flow", 0.6), ("microstructure", 0.7)])
    @Setting(in: 0...100, help: "Weight of the members whatever the regime, one for all or by member.")
    var base = NameMap(1.0)
    @Setting(in: 0...1, help: "How far the weights of the regime count; 0 leaves those of 'base'.")
    var certainty = 1.0
    @Setting(in: 2...10_000, help: "Bars of the average directional index.")
    var adx = 14
    @Setting(in: 0...100, help: "A directional index above this is a trend.")
    var trendAbove = 25.0
    @Setting(in: 0...100, help: "A directional index below this is a range; between both nothing changes.")
    var rangeBelow = 20.0

    func check(_ issues: inout [Diagnostic]) {
        if rangeBelow > trendAbove {
            issues.append($rangeBelow.conflict("must not be above 'trend_above', which is \(trendAbove)"))
        }
        let known = SignalType.allCases.map(\.rawValue)
        for (origin, names) in [($trending, trending.own.map(\.name)), ($ranging, ranging.own.map(\.name))] {
            for name in names where !known.contains(name) {
                issues.append(
                    origin.conflict("names '\(name)'; kinds are \(known.joined(separator: ", "))"))
            }
        }
    }
}
