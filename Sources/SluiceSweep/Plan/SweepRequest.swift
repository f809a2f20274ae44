package import SluiceKit
import SluicePipeline

/// What every cell of a sweep runs: the file, and how it is read.
package struct SweepRequest: Hashable, Sendable {
    /// The pipeline file, as it was named.
    package var file: String
    /// The profile of the file; nil for none.
    package var profile: String?
    /// The mode asked for; nil for the file's.
    package var mode: Mode?
    /// What is set above the file in every cell, as `--set` takes it.
    package var overrides: [String] = []
    /// Further folders that may be read.
    package var allowFolder: [String] = []
    /// Whether a `RISK_` variable may let more through than the file.
    package var allowsLooserRisk = false
    /// The first day or moment at which anything trades; nil for the data's.
    package var from: DataMoment?
    /// The last day or moment of a cycle; nil for the data's.
    package var until: DataMoment?
    /// Whether orders are kept back until every stage is warm.
    package var warmsUp = true

    /// Asks for a file as it is.
    package init(file: String) { self.file = file }

    /// How the file is read for a cell.
    func options(_ settings: [SweepSetting], environment: [String: String]) -> PipelineOptions {
        PipelineOptions(
            profile: profile, mode: mode, overrides: overrides + settings.map(\.text),
            environment: environment, allowsLooserRisk: allowsLooserRisk, isStrict: true)
    }
}
