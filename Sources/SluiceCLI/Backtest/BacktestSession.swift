import SluiceDocument
import SluiceEngine
import SluiceKit
import SluicePipeline
import SluiceReport

/// One backtest of a plan from the command line.
struct BacktestSession {
    let plan: Plan
    let loaded: LoadedPipeline
    let options: RunOptions
    let format: BacktestCommand.Format
    let isStrict: Bool
    let sendsAlerts: Bool
    /// Whether bars are kept as columns beside the data.
    let isCached: Bool
    /// The effective file.
    let fileText: String
    let recording: RecordingArguments
    /// What is told beside the usual figures; nil where nobody asked.
    let extras: BacktestExtras?
    /// When the program began.
    let began: WorkTime
    let program: ProgramContext

    /// Runs to the end, or until someone asks for a stop, and writes the result.
    func execute(_ signal: StopSignal) throws -> ExitStatus {
        let result = try result(signal)
        switch format {
        case .text:
            let isColored = program.console.isColored
            for line in try result.lines(isStrict: isStrict, isColored: isColored) {
                program.console.line(line)
            }
        case .json: program.console.line(try result.object(isStrict: isStrict).description)
        }
        return isStrict && !result.findings.isEmpty ? .findings : result.outcome.status
    }

    /// Runs, and gives what it came to.
    func result(_ signal: StopSignal) throws -> BacktestResult {
        let (keeper, figures, timer) = (SummaryKeeper(), BacktestKeeper(), RunTimer())
        let notices = StageNotices(console: program.console)
        var surroundings = loaded.surroundings(of: plan, program.console, notices: notices)
        if isCached {
            let cache = HistoryCache(plan: plan, console: program.console, until: options.until)
            surroundings = cache.playing(in: surroundings)
        } else {
            let histories = PlanHistories(
                plan, surroundings, until: options.until, program: SluiceProgram.version)
            surroundings = surroundings.playing(histories.inMemory(limit: Self.mostInMemory))
        }
        let alerts = sendsAlerts ? try dispatcher(surroundings) : nil
        let progress = ProgressLine(console: program.console, end: options.until)
        let recorder = try recording.recorder(
            of: fileText, summary: keeper, started: WallClock().now, signal: signal,
            benchmark: extras?.benchmark?.symbol)
        let extra = extras.map { ExtraFigures(extras: $0, tape: $0.tape) }
        let others: [(any RunObserver)?] = [extra?.tape, alerts, recorder]
        let observers: [any RunObserver] = [keeper, figures, timer, progress] + others.compactMap { $0 }
        let run = try PipelineRun(
            plan: plan, surroundings: surroundings, options: options, signal: signal, observers: observers)
        do { try run.run() } catch {
            recorder?.drop()
            throw error
        }
        alerts?.drain(for: signal.isStopping ? plan.stop.deadline : plan.stop.alertDeadline)
        try recording.check(recorder)
        var digest = Digest()
        digest.add(fileText)
        return try BacktestResult(
            outcome: RunOutcome(
                plan: plan, summary: keeper.summary, notices: notices.tallies, alerts: alerts?.tallies ?? [],
                isSimulated: run.isSimulated, state: nil, wasStopped: signal.isStopping),
            keeper: figures, timer: timer, extras: extra, seed: run.engine.seed, fileDigest: digest.value,
            began: began)
    }

    /// The most bytes of text that are read before the first cycle instead of line by line.
    private static let mostInMemory = 256 << 20

    private func dispatcher(_ surroundings: Surroundings) throws -> AlertDispatcher {
        try AlertDispatcher(plan: plan, surroundings: surroundings, clock: WallClock(), seed: options.seed)
    }
}
