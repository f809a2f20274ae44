import ArgumentParser
import SluiceDocument
import SluiceKit
import SluiceReference

/// `sluice schema`: the JSON Schema of pipeline files.
struct SchemaCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the JSON Schema of pipeline files, for editors.",
        discussion: """
            Draft 2020-12, made from the declarations that `validate` checks files with. An editor takes it by a first
            line such as `# yaml-language-server: $schema=../Config/pipeline.schema.json`.
            """
    )

    func run(_ program: ProgramContext) throws -> ExitStatus {
        program.console.line(PipelineSchema(program.registry).json.text(indented: true))
        return .ok
    }
}
