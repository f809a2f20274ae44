import ArgumentParser
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline

/// What every command that reads one pipeline takes.
struct PipelineArguments: ParsableArguments {
    @Argument(help: "The pipeline file.")
    var file: String

    @Option(help: "Apply a profile of the file.")
    var profile: String?

    @Option(name: .customLong("set"), help: "Set a value above the file: stages.size.with.max_weight=4%.")
    var overrides: [String] = []

    @Option(help: "Open a further folder for reading.")
    var allowFolder: [String] = []

    @Flag(help: "Let RISK_ variables of the environment loosen what the file says.")
    var allowLooserRisk = false
}

extension Mode {
    /// The mode of a word on the command line.
    static func argument(_ word: String) throws -> Mode {
        if let mode = Mode(rawValue: word) { return mode }
        throw ValidationError(
            "there is no mode '\(word)'; there are \(allCases.map(\.rawValue).joined(separator: ", "))")
    }
}
