import ArgumentParser
import SluiceDocument
import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// `sluice plan`: the orders of the next cycle, and what speaks against each.
struct PlanCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show the orders of the next cycle without sending one.",
        discussion: """
            The graph runs without orders to the last bar of its data, or on live data once, now; with --state it goes on from \
            what a run has left, by one cycle. Each order is shown with everything that the pre-trade check would say against \
            it. Nothing is written and nothing leaves. Ends with 0 when every order would pass, and with 1 when one would be \
            refused.
            """)

    /// How it is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @OptionGroup var pipeline: PipelineArguments
    @Option(
        help: "How the run would meet the world: one of the file's modes.", transform: Mode.argument)
    var mode: Mode?
    @Option(help: "The folder of a run's state to go on from.") var state: String?
    @Option(help: "The last moment that a cycle may have, such as 2013-03-01T21:00:00Z.") var until: String?
    @Option(help: "Seed of all dice, instead of the file's.") var seed: UInt64?
    @Option(help: "Write lines for people, or one JSON object.") var format = Format.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        let until = try until.map { try Timestamp.argument($0, of: "--until") }
        let loaded = try pipeline.load(program, mode: mode, isStrict: true)
        let plan = try loaded.plan(program.console)
        let notices = StageNotices(console: program.console)
        let surroundings = loaded.surroundings(of: plan, program.console, notices: notices)
        let start = try start(of: plan)
        let intended: IntendedOrders
        do throws(BuildError) {
            let rehearsal = try Rehearsal(plan: plan, surroundings: surroundings, seed: seed)
            let orders = try rehearsal.orders(from: start, until: until)
            intended = IntendedOrders(orders: orders, engine: rehearsal.engine, time: rehearsal.time)
        } catch { throw CommandError(.environment, "\(error)") }
        switch format {
        case .text: for line in intended.lines { program.console.line(line) }
        case .json: program.console.line(intended.object.description)
        }
        return intended.refused == 0 ? .ok : .findings
    }

    /// What the state folder says, which has to be one of this pipeline.
    private func start(of plan: Plan) throws -> Rehearsal.Start? {
        guard let state else { return nil }
        let status = try journaled { () throws(JournalError) in try PipelineStatus(folder: state) }
        guard let identity = status.identity else {
            throw CommandError(.missingFile, "\(state) holds no state of a run")
        }
        guard identity.pipeline == plan.name, identity.mode == plan.mode else {
            throw CommandError(
                .usage,
                "\(state) is of '\(identity.pipeline)' in mode \(identity.mode.rawValue), not of "
                    + "'\(plan.name)' in mode \(plan.mode.rawValue)")
        }
        let ledger = try journaled { () throws(JournalError) in
            try LedgerFile.peek(in: state, instruments: plan.instruments) ?? LedgerState()
        }
        return Rehearsal.Start(ledger: ledger, standing: status.standing, folder: state)
    }
}
