import ArgumentParser
import SluiceDocument

/// `sluice explain-code`: what a diagnostic means and how to mend it.
struct ExplainCodeCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain-code", abstract: "Explain a diagnostic's code, or list them all."
    )

    @Argument(help: "A code such as E0203; without one, all are listed.")
    var code: String?

    func run(_ program: ProgramContext) throws -> ExitStatus {
        guard let code else {
            for code in DiagnosticCode.all { program.console.line("\(code.id)  \(code.title)") }
            return .ok
        }
        guard let found = DiagnosticCode.named(code) else {
            let hint = nearestName(to: code.uppercased(), among: DiagnosticCode.all.map(\.id))
            let question = hint.map { "; did you mean '\($0)'?" } ?? ""
            throw CommandError(.usage, "there is no code '\(code)'\(question)")
        }
        program.console.line("\(found.id): \(found.title)\n\n\(found.explanation)")
        return .ok
    }
}
