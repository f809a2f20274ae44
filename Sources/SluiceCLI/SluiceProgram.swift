import ArgumentParser
public import SluiceKit

/// The command line over whatever plugins a program was built with.
///
/// A program of your own is one line: `SluiceProgram(registry: .builtins + [MyGate.self]).main()`.
public struct SluiceProgram: Sendable {
    /// The version that `--version` prints.
    public static let version = "0.1.0"

    /// The plugins that pipeline files may name.
    public let registry: Registry

    /// Creates a program.
    public init(registry: Registry) { self.registry = registry }

    /// Runs the command that the process was called with, and ends the process with its status.
    public func main() -> Never {
        let status = run(Array(CommandLine.arguments.dropFirst()), console: Console())
        leave(status)
    }

    /// Runs one command and returns its status.
    func run(_ arguments: [String], console: Console) -> ExitStatus {
        defer { console.flush() }
        do {
            let context = ProgramContext(registry: registry, console: console)
            if let command = Self.alone(arguments) { return try command.run(context) }
            let command = try SluiceCommand.parseAsRoot(arguments)
            guard let command = command as? any ProgramCommand else {
                var command = command
                try command.run()
                return .ok
            }
            return try command.run(context)
        } catch let error as CommandError {
            console.error("sluice: \(error.message)")
            return error.status
        } catch {
            let code = SluiceCommand.exitCode(for: error)
            let text = SluiceCommand.fullMessage(for: error, columns: console.columns)
            if !text.isEmpty { code.isSuccess ? console.line(text) : console.error(text) }
            return ExitStatus(rawValue: code.rawValue) ?? .internalError
        }
    }
}

extension SluiceProgram {
    /// A command that is begun by the thousand, read without the tree of all commands, which would take longer than many a run.
    ///
    /// Nil for any other command, and for arguments that ask for help or that are wrong: what is then said is the tree's.
    static func alone(_ arguments: [String]) -> (any ProgramCommand)? {
        let rest = Array(arguments.dropFirst())
        switch arguments.first {
        case "run": return RunCommand.read(rest)
        case "backtest":
            if let command = BacktestCommand(plain: rest) { return command }
            return BacktestCommand.read(rest)
        default: return nil
        }
    }
}

extension ProgramCommand {
    fileprivate static func read(_ arguments: [String]) -> Self? {
        (try? parseAsRoot(arguments)) as? Self
    }
}

/// What a command needs of the program it runs in.
struct ProgramContext {
    let registry: Registry
    let console: Console
}

/// A command that knows the program's plugins.
protocol ProgramCommand: ParsableCommand {
    /// Does the work.
    func run(_ program: ProgramContext) throws -> ExitStatus
}

/// The root of the command line.
struct SluiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sluice",
        abstract: "Runs trading strategies that are written as YAML pipeline files.",
        version: SluiceProgram.version,
        subcommands: [
            RunCommand.self, BacktestCommand.self, StatusCommand.self, HaltCommand.self, ResumeCommand.self,
            FlattenCommand.self, ReplayCommand.self, ParityCommand.self, ExplainCommand.self,
            PlanCommand.self,
            ReportCommand.self, SweepCommand.self,
            ValidateCommand.self, ShowCommand.self, GraphCommand.self, PluginsCommand.self,
            SchemaCommand.self, FitCommand.self, ImportCommand.self, ModelsCommand.self, JournalCommand.self,
            DataCommand.self,
            ExplainCodeCommand.self,
        ]
    )
}
