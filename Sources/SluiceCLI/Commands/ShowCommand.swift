import ArgumentParser
import SluiceDocument
import SluiceKit
import SluicePipeline
import SluiceReference

/// `sluice show`: the file in force.
struct ShowCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the pipeline in force, with the origin of every value.",
        discussion: """
            Includes, profile, RISK_ variables and --set are applied, parameters replaced and defaults filled in.
            A comment says where each value comes from. Secrets are shown by their reference only.
            """
    )

    @OptionGroup var pipeline: PipelineArguments

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let loaded = try pipeline.load(program, mode: nil, isStrict: false)
        loaded.report(to: program.console)
        guard !loaded.result.diagnostics.hasErrors else {
            throw CommandError(.invalid, "\(loaded.path) is not valid")
        }
        program.console.line(EffectiveFile(loaded.result, program.registry).text)
        return .ok
    }
}
