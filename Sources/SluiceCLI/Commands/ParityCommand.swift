import ArgumentParser
import SluiceDocument

/// `sluice parity`: compares a recorded run with a backtest on its frames.
struct ParityCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "parity", abstract: "Compare a recorded run with a backtest on the frames that it saw.",
        discussion: """
            Only the market of each cycle is taken from the trace, with what nobody can foresee: halts, late cycles, calls to \
            servers. Forecasts, decisions, targets, orders, trades and the book are the backtest's own, and compared with what was \
            recorded. Tells the first divergence and how many there are of each kind. Ends with 1 when anything differs.
            """)

    /// How it is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @OptionGroup var state: StateArguments
    @Option(help: "First cycle that is compared; the backtest begins with its run all the same.") var from:
        Int64?
    @Option(help: "Last cycle that is compared.") var to: Int64?
    @Option(help: "Run this pipeline file instead of the one that ran.") var with: String?
    @Flag(help: "Go on from the recorded book after a difference in it.") var resync = false
    @Option(help: "Write lines for people, or one JSON object.") var format = Format.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let (first, last) = (from ?? 1, to ?? .max)
        guard first >= 1, first <= last else {
            throw CommandError(
                .usage, "--from and --to take numbers of cycles, of which the first is at least 1")
        }
        var session = try ParitySession(
            folder: state.folder(program), program: program, other: with, wanted: first...last,
            resyncs: resync)
        try session.run()
        guard session.compared > 0 || !session.notes.isEmpty else {
            throw CommandError(.missingFile, "there is no such cycle in the trace")
        }
        switch format {
        case .text: session.writeText(to: program.console)
        case .json: program.console.line(session.object.description)
        }
        return session.total == 0 ? .ok : .findings
    }
}
