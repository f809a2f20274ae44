import SluiceKit
import SluiceMarket

/// Whose heaviest horizon a decision is made for.
enum SoftmaxHorizon: String, SettingChoice {
    case own
    case common
}

/// The settings that `arbiter.softmax` has beside those of every arbiter.
struct SoftmaxSettings: PluginSettings {
    @Setting(in: 0...100, help: "How sharply the better horizon is preferred; 0 weighs all alike.")
    var beta = 2.0
    @Setting(help: "Decides for each instrument's heaviest horizon, or for the heaviest of all together.")
    var horizon = SoftmaxHorizon.own
}
