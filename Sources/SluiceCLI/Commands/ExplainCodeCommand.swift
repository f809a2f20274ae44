import ArgumentParser
import SluiceDocument
import SluiceKit

/// `sluice explain-code`: what a finding means and what to do about it.
struct ExplainCodeCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain-code", abstract: "Explain the code of a finding; without one, list them all."
    )

    @Argument(help: "The code, such as E0203.")
    var code: String?

    func run(_ program: ProgramContext) throws -> ExitStatus {
        guard let code else {
            program.console.line(DiagnosticCode.all.map { "\($0.id)  \($0.title)" }.joined(separator: "\n"))
            return .ok
        }
        guard let known = DiagnosticCode.named(code) else {
            throw CommandError.unknown("code", code, among: DiagnosticCode.all.map(\.id))
        }
        program.console.line("\(known.id): \(known.title)\n\n\(known.explanation)")
        return .ok
    }
}
