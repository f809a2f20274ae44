import SluiceKit
import SluicePipeline

extension PipelineArguments {
    /// The file with other data where they are named, as `STAGE=PATH` or `PATH` for the only one; their folder may be read.
    func reading(_ data: [String], _ program: ProgramContext, mode: Mode?) throws -> PipelineArguments {
        var changed = self
        for word in data {
            let (stage, path) = try dataStage(word, program, mode)
            let place = NamedPath(path)
            changed.overrides.append("stages.\(stage).with.path=\(place.quoted)")
            changed.allowFolder.append(place.folder)
        }
        return changed
    }

    private func dataStage(
        _ word: String, _ program: ProgramContext, _ mode: Mode?
    ) throws -> (stage: String, path: String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, !parts[0].contains("/") { return (String(parts[0]), String(parts[1])) }
        let plan = try load(program, mode: mode, isStrict: true).plan(program.console)
        let sources = plan.stages.filter { $0.plugin.kind == .data }
        guard sources.count == 1, let source = sources.first else {
            throw CommandError(
                .usage, "--data takes STAGE=PATH where there are several data stages, was '\(word)'")
        }
        return (source.id, word)
    }
}
