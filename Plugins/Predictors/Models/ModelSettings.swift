import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceModels

/// What a model's number means.
enum ModelUse: String, SettingChoice {
    /// The return over the horizon, a fraction.
    case `return`
    /// The return over the horizon in basis points.
    case bps
    /// A number without a scale.
    case score
    /// A number by which instruments are ranked against each other.
    case rank
    /// The probability of a peak.
    case peak
    /// The probability of a valley.
    case valley

    /// The port that it goes to.
    var port: PortType {
        switch self {
        case .return, .bps: .forecasts
        case .score, .rank: .scores
        case .peak, .valley: .probabilities
        }
    }
}

/// What is forecast over one horizon.
struct ModelTarget: SettingGroup {
    @Setting(help: "Name of the run's target, such as ret_5m.") var target: String
    @Setting(help: "What the model's number means.") var `as`: ModelUse
    @Setting(help: "Which of a model's numbers is meant, by its name, where it gives several.")
    var output: String?
    @Setting(help: "Target of the opposite turn, so that one stage gives peaks and valleys.")
    var opposite: String?
}

/// Which of a run's models for single instruments are used.
enum SymbolModels: String, SettingChoice {
    /// None.
    case ignore
    /// An instrument's own in place of the one for all.
    case prefer
    /// An instrument's own and no other.
    case only
}

/// What `predictor.model` may be told.
struct ModelSettings: PluginSettings {
    @Setting(help: "Folder of a training run, or of runs of which 'id' names one.")
    var run: PipelinePath
    @Setting(help: "Which run of the folder; the latest time stamp in it counts.")
    var id: String?
    @Setting(help: "What is forecast, by horizon: the target and what its number means.")
    var targets: HorizonTable<ModelTarget>
    @Setting(help: "The families that are asked, each a member; all that can be used unless set.")
    var families: [String]?
    @Setting(help: "The view of the models for all instruments.") var view = "CROSS_SECTIONAL"
    @Setting(help: "The universe that the models were trained on, where the run has several.")
    var universe: String?
    @Setting(help: "Whether an instrument's own models are ignored, preferred, or the only ones.")
    var symbolModels = SymbolModels.prefer
    @Setting(help: "The SHA-256 of what is loaded, as 'sluice models inspect' prints it; needed to run live.")
    var digest: String?
    @Setting(help: "Whether models without a checksum are loaded, with a warning.") var allowUnsigned = false
    @Setting(
        in: .minutes(1)...Span.days(3_650),
        help: "Length of the bars the models fit, in place of what their metadata say.")
    var interval: Span?
    @Setting(
        in: 0...10_000, help: "How many features of an instrument may be missing, for models that allow it.")
    var maxMissing = 0
    @Setting(in: 2...100_000, help: "With fewer instruments than this nothing is ranked.") var minRanked = 5
    @Setting(in: 0.01...10_000, help: "Largest return, up or down; what is beyond counts as this.")
    var maxForecast: BasisPoints = 10_000

    @Setting(help: "ONNX Runtime's library for networks, a path or auto; without it they are refused.")
    var onnxRuntime: String?
    @Setting(
        in: .seconds(1)...Span.days(1),
        help: "How often a run on the wall clock looks for a newer or changed run; never unless set.")
    var watch: Span?

    /// The port that all targets go to.
    var port: PortType { targets.entries.first?.value.as.port ?? .forecasts }

    func check(_ issues: inout [Diagnostic]) {
        if targets.entries.isEmpty { issues.append($targets.conflict("names no horizon")) }
        for (horizon, target) in targets.entries {
            if target.as.port != port {
                let first = targets.entries[0].value.as
                issues.append(
                    $targets.conflict(
                        "gives '\(first.rawValue)' and '\(target.as.rawValue)', which are two kinds of output; "
                            + "each needs a stage"))
            }
            if target.opposite != nil, target.as.port != .probabilities {
                issues.append($targets.conflict("has an opposite turn for \(horizon), which is neither"))
            }
        }
        if let families {
            if families.isEmpty { issues.append($families.conflict("names no family")) }
            for (index, name) in families.enumerated() where families[..<index].contains(name) {
                issues.append($families.conflict("names \(name) twice"))
            }
        }
        if let digest, SHA256(hex: digest) == nil {
            issues.append($digest.conflict("is no SHA-256 of 64 hexadecimal digits"))
        }
        if digest != nil, watch != nil {
            issues.append($watch.conflict("looks for other runs, and 'digest' pins one"))
        }
    }
}
