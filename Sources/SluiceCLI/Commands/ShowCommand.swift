import ArgumentParser
import SluiceDocument
import SluiceKit
import SluicePipeline

/// `sluice show`: the file in force, with where every value comes from.
struct ShowCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the pipeline in force, with the origin of every value.",
        discussion: """
            Includes, profile, environment and --set are applied, references replaced, and the defaults of every plugin
            filled in. A secret is printed by its name.
            """
    )

    @OptionGroup var pipeline: PipelineArguments

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let loaded = try pipeline.load(program, mode: nil, isStrict: false)
        if !loaded.result.diagnostics.isEmpty {
            let report = TextReport(sources: loaded.result.files, isColored: program.console.areErrorsColored)
            program.console.error(report.text(loaded.result.diagnostics))
        }
        guard let effective = loaded.result.effective else { return .invalid }
        for line in EffectiveFile(program.registry).lines(effective) { program.console.line(line) }
        return loaded.result.diagnostics.hasErrors ? .invalid : .ok
    }
}
