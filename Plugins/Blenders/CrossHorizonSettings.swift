import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// The settings of `blender.cross_horizon`.
struct CrossHorizonSettings: PluginSettings {
    /// Where weights come from.
    enum Mode: String, SettingChoice {
        case ridge
        case stacked
    }

    /// How forecasts of one horizon become forecasts of another.
    enum Scale: String, SettingChoice {
        case root
        case linear
        case none
    }

    /// How the weight of a horizon falls with its distance.
    enum Decay: String, SettingChoice {
        case exponential
        case linear
        case inverse
        case step
        case none

        /// The rule of this name.
        var rule: HorizonDecay { HorizonDecay(rawValue: rawValue) ?? .none }
    }

    /// What disagreement between horizons does.
    enum Agreement: String, SettingChoice {
        case ignored
        case scales
    }

    @Setting(help: "Solves for weights as it runs, or takes those that 'sluice fit blender' wrote to 'file'.")
    var mode = Mode.ridge
    @Setting(help: "The fitted weights, for mode stacked.")
    var file: PipelinePath?
    @Setting(
        in: Horizon.shortest...Horizon.longest,
        help: "The one horizon that is traded; each in turn unless set.")
    var target: Horizon?
    @Setting(help: "How weight falls with the minutes between a horizon and the one traded.")
    var decay = Decay.exponential
    @Setting(help: "Scales a forecast to another horizon by the root of their ratio, by their ratio, or not.")
    var scale = Scale.root
    @Setting(in: 0...100, help: "What is added to the correlation matrix of the horizons.")
    var lambda = 0.15
    @Setting(in: -1...1, help: "Information coefficient of forecasts, for all horizons or by horizon.")
    var ic = HorizonMap(0.05)
    @Setting(in: 0...1, help: "Least information coefficient of a horizon.")
    var minIc = 0.001
    @Setting(in: 0...1, help: "Weights below this become 0.")
    var minWeight = 0.01
    @Setting(in: 2...10_000, help: "Cycles that the correlations are taken over.")
    var history = 50
    @Setting(in: 1...10_000, help: "Cycles a horizon must have been seen in before it is weighed.")
    var start = 5
    @Setting(help: "Shrinks an alpha by how far the horizons disagree, against their usual disagreement.")
    var agreement = Agreement.ignored
    @Setting(in: 20...10_000, help: "Cycles that the usual disagreement is taken over.")
    var agreementHistory = 250

    func check(_ issues: inout [Diagnostic]) {
        if start > history {
            issues.append($start.conflict("must not exceed 'history', which is \(history)"))
        }
        if mode == .stacked, file == nil {
            issues.append($mode.conflict("needs 'file', the weights that 'sluice fit blender' wrote"))
        }
    }
}

extension Horizon {
    /// The shortest horizon that a setting takes.
    fileprivate static let shortest = Horizon(parsing: "1m") ?? .session
    /// The longest horizon that a setting takes.
    fileprivate static let longest = Horizon(parsing: "9999d") ?? .session
}
