import ArgumentParser
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceReference

/// `sluice backtest`: runs a pipeline on history and says what it came to.
struct BacktestCommand: ProgramCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest", _superCommandName: "sluice",
        abstract: "Run a pipeline on history, and say what it came to.",
        discussion: """
            The engine, the stages, the order path and the broker are those of a run; only the clock is history's. An order \
            fills at the next event, never at the bar that a decision saw. Orders are kept back until every stage is warm and \
            --from has come. Nothing is kept of the ledger. Ends with 1 for findings of --strict and --check-lookahead; \
            SIGINT ends it with the result so far.
            """
    )

    /// How the result is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var history: HistoryArguments
    @Option(help: "Seed of all dice, instead of the file's.") var seed: UInt64?
    @Option(help: "How fast the clock goes: max, real, or a factor such as 10x.") var speed = "max"
    @Flag(help: "Let orders leave while stages are still warming up.") var noWarmUp = false
    @Flag(help: "Make a finding of every skipped cycle, failed stage and missing bar.") var strict = false
    @Flag(help: "Deliver the alerts that the file names; they go nowhere unless told.") var alerts = false
    @Option(help: "Compare with holding this instrument of the universe.") var benchmark: String?
    @Option(
        help: "Tell return, Sharpe ratio, drawdown and fills of each stretch of so many days, such as 30d.")
    var windows: String?
    @Flag(help: "Cut the data at several bars, and hold each stage's earlier output against the whole run's.")
    var checkLookahead = false
    @Option(help: "How many cuts --check-lookahead makes.") var cuts = 3
    @Flag(
        inversion: .prefixedNo,
        help:
            "Keep the bars as columns in .sluice-cache beside the data, and take them from there the next time."
    )
    var cache = false
    @OptionGroup var recording: RecordingArguments
    @Option(help: "Write lines for people, or one JSON object.") var format = Format.text

    func run(_ program: ProgramContext) throws -> ExitStatus {
        guard history.mode != .live else {
            throw CommandError(.usage, "a backtest is never live; --mode takes backtest or paper")
        }
        guard (1...1_000).contains(cuts) else {
            throw CommandError(.usage, "--cuts takes a number from 1 to 1000")
        }
        let loaded = try pipeline.reading(history.data, program, mode: history.mode).load(
            program, mode: history.mode, isStrict: true)
        let plan = try loaded.plan(program.console)
        guard plan.mode != .live else {
            throw CommandError(.usage, "\(pipeline.file) has no mode but live, in which there is no backtest")
        }
        let session = try BacktestSession(
            plan: plan, loaded: loaded, options: try options(of: plan), format: format, isStrict: strict,
            sendsAlerts: alerts, isCached: cache,
            fileText: EffectiveFile(loaded.result, program.registry).text, recording: recording,
            extras: BacktestExtras(benchmark: benchmark, windows: windows, instruments: plan.instruments),
            began: WorkTime(wall: WorkTime.now.wall, cpu: 0), program: program)
        let cuts = checkLookahead ? cuts : nil
        return try StoppableWork(console: program.console, deadline: plan.stop.deadline).run { signal in
            if let cuts { return try LookaheadSession(session: session, cuts: cuts).execute(signal) }
            return try session.execute(signal)
        }
    }

    private func options(of plan: Plan) throws -> RunOptions {
        let zone = plan.calendar.zone
        var options = RunOptions(seed: seed, refusesTrainedLater: strict)
        options.speed = try RunCommand.speed(speed)
        (options.warmsUp, options.needsHistory) = (!noWarmUp, true)
        // A look into the future is found by the digests.
        options.keepsRecords = checkLookahead
        options.tradesFrom = try history.from.map {
            try DataMoment.argument($0, of: "--from").begin(in: zone)
        }
        options.until = try history.to.map { try DataMoment.argument($0, of: "--to").last(in: zone) }
        if let from = options.tradesFrom, let until = options.until, until < from {
            throw CommandError(.usage, "--to must not be before --from")
        }
        return options
    }
}
