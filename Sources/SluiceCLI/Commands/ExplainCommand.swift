import ArgumentParser
import SluiceDocument
import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// `sluice explain`: what a pipeline saw, decided and did of one instrument, as it was recorded.
struct ExplainCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what a pipeline saw, decided and did of one instrument.",
        discussion: """
            Reads what the engine wrote as it ran, and computes nothing: the bar and its features, each member's forecasts, \
            the weights by which they were blended, what a learner gave, the decision, why it was blocked or a target limited, \
            and the orders that came of it.
            """)

    @OptionGroup var state: StateArguments
    @Option(help: "The instrument's symbol.") var instrument: String
    @Option(help: "The cycle's number; the last one unless given.") var cycle: Int64?
    @Option(help: "Write lines for people, or one JSON object.") var format = PageFormat.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let folder = try state.folder(program)
        let trace = try journaled { () throws(JournalError) in try TraceReader(folder: folder) }
        let (range, runs) = try journaled { () throws(JournalError) in (try trace.range(), try trace.runs()) }
        guard let range, range.contains(cycle ?? range.upperBound) else {
            throw CommandError(.missingFile, "there is no such cycle in the trace of \(folder)")
        }
        let number = cycle ?? range.upperBound
        var found: TracedCycle?
        try journaled { () throws(JournalError) in try trace.forEach(in: number...number) { found = $0 } }
        guard let record = found, let told = runs[record.run] else {
            throw CommandError(.missingFile, "there is no cycle \(number) in the trace of \(folder)")
        }
        guard let index = told.instruments.firstIndex(of: instrument) else {
            throw CommandError(
                .usage, "'\(instrument)' is not in the universe: \(told.instruments.joined(separator: ", "))")
        }
        let file = try RecordedFile(told.pipeline)
        let plan = try file.load(program).plan(program.console)
        let orders = try journaled { () throws(JournalError) in
            try LedgerFile.orders(of: instrument, scheduled: record.scheduled, in: folder)
        }
        let explanation = CycleExplanation(
            record: record, plan: plan, names: file.names, index: index, orders: orders)
        switch format {
        case .text: for line in explanation.lines { program.console.line(line) }
        case .json: program.console.line(explanation.object.description)
        }
        return .ok
    }
}
