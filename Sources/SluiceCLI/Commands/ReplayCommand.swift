import ArgumentParser
import SluiceDocument
import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// `sluice replay`: runs recorded cycles again.
struct ReplayCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Run recorded cycles again, and compare what every stage gave.",
        discussion: """
            The market and the portfolio of each cycle are taken from the trace, and every stage runs again from the beginning of \
            its run. Ends with 1 when anything differs. With --with and --diff, another file decides on the same record, and what it \
            would have wanted is shown beside what was approved.
            """)

    /// How it is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @OptionGroup var state: StateArguments
    @Option(help: "Compare only these cycles: 17, or 17..40.") var cycle: String?
    @Option(help: "Let this pipeline file decide instead of the one that ran.") var with: String?
    @Flag(help: "Show what the other file would have wanted, where it differs.") var diff = false
    @Option(help: "Write lines for people, or one JSON object.") var format = Format.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let folder = try state.folder(program)
        let trace = try journaled { () throws(JournalError) in try TraceReader(folder: folder) }
        let wanted = try cycle.map(Self.range)
        guard (with != nil) == diff else {
            throw CommandError(.usage, "--with and --diff belong together")
        }
        var session = ReplaySession(trace: trace, program: program, other: with, wanted: wanted)
        try session.run()
        guard session.replayed > 0 else {
            throw CommandError(.missingFile, "there is no such cycle in the trace")
        }
        switch format {
        case .text: session.writeText(to: program.console)
        case .json: program.console.line(session.object.description)
        }
        return session.isEqual ? .ok : .findings
    }

    static func range(_ text: String) throws -> ClosedRange<Int64> {
        let parts = text.split(separator: ".", omittingEmptySubsequences: true).map { Int64($0) }
        guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2, first <= last,
            parts.count == 1 ? !text.contains(".") : text.contains("..")
        else { throw CommandError(.usage, "--cycle takes a number or a range such as 17..40, was '\(text)'") }
        return first...last
    }
}
