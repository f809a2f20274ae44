import ArgumentParser
import Glibc
import SluiceDocument
import SluiceJournal
import SluiceKit
import SluicePipeline

/// What a command takes that speaks to a pipeline's state.
struct StateArguments: ParsableArguments {
    @Argument(help: "The pipeline file, or the folder of its state.")
    var target: String

    @Option(
        help: "The mode whose state is meant; the file's first other than live unless given.",
        transform: Mode.argument)
    var mode: Mode?

    @Option(help: "Apply a profile of the file.")
    var profile: String?

    @Option(help: "The folder of the state, where it is not the usual one.")
    var state: String?

    /// The folder that is meant.
    /// - Throws: `CommandError` when it cannot be told.
    func folder(_ program: ProgramContext) throws -> String {
        if let state { return state }
        if try isStateFolder { return target }
        if Self.isFolder(target) {
            throw CommandError(
                .missingFile, "\(target) holds no state of a pipeline: no run has begun in it")
        }
        var pipeline = try PipelineArguments.parse([target])
        pipeline.profile = profile
        let loaded = try pipeline.load(program, mode: mode, isStrict: false)
        guard !loaded.result.diagnostics.hasErrors, let plan = loaded.result.plan else {
            loaded.report(to: program.console)
            throw CommandError(
                .invalid, "\(target) is not valid, so that the place of its state is not known: give --state")
        }
        return try Self.standard(of: plan)
    }

    private var isStateFolder: Bool {
        get throws {
            do throws(JournalError) { return try StateFolder.identity(of: target) != nil } catch {
                throw CommandError(.environment, "\(error)")
            }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    /// Where the state of a plan is kept unless someone says otherwise.
    static func standard(of plan: Plan) throws -> String {
        let environment = ProjectEnvironment.variables()
        guard
            let folder = StateFolder.standard(pipeline: plan.name, mode: plan.mode, environment: environment)
        else {
            throw CommandError(
                .environment, "neither XDG_STATE_HOME nor HOME says where state is kept: give --state")
        }
        return folder
    }
}

/// Who says so, and why.
struct PersonArguments: ParsableArguments {
    @Option(help: "Why; it is journaled.")
    var reason: String

    @Option(help: "Your name; it is journaled.")
    var by: String
}

extension JournalError {
    /// What a command ends with.
    var status: ExitStatus {
        switch code {
        case .missing: .missingFile
        case .locked, .busy, .full: .temporary
        case .misuse, .identity, .duplicate: .usage
        default: .environment
        }
    }
}

/// Lets a command end with what went wrong in a journal.
func journaled<Result>(_ body: () throws(JournalError) -> Result) throws -> Result {
    do throws(JournalError) { return try body() } catch { throw CommandError(error.status, "\(error)") }
}
