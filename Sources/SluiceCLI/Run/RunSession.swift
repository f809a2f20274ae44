import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceReport

/// One run of a plan from the command line: the engine on its own thread, signals on the first.
struct RunSession {
    let plan: Plan
    let loaded: LoadedPipeline
    let options: RunOptions
    let format: RunCommand.LogFormat
    let timings: Bool
    let state: StatePlace
    let recording: RecordingArguments
    let program: ProgramContext

    func run() throws -> ExitStatus {
        let session = self
        return try StoppableWork(console: program.console, deadline: plan.stop.deadline).run { signal in
            try session.execute(signal)
        }
    }

    private func execute(_ signal: StopSignal) throws -> ExitStatus {
        let console = program.console
        let started = WallClock().now
        let notices = StageNotices(console: console)
        let risk = RiskSummary(plan)
        for line in risk.lines { console.error("risk: \(line)") }
        console.error("risk: settings \(risk.digest)")

        let surroundings = loaded.surroundings(of: plan, console, notices: notices)
        let keeper = SummaryKeeper()
        let printer: any RunPrinter =
            format == .json
            ? JSONRunPrinter(console: console, timings: timings)
            : TextRunPrinter(console: console, timings: timings)
        let alerts = try AlertDispatcher(
            plan: plan, surroundings: surroundings, clock: WallClock(), seed: options.seed
        )
        let place = state
        let recorder = try recording.recorder(
            of: place.pipeline.text, summary: keeper, started: started, signal: signal)
        let run = try PipelineRun(
            plan: plan, surroundings: surroundings, options: options, signal: signal,
            observers: [
                keeper, alerts, printer, AnewNotice(console: console),
                PromptOutput(console: console, speed: options.speed),
            ] + (recorder.map { [$0] } ?? []),
            journal: { (engine, isSimulated) throws(BuildError) in
                try place.journal(of: engine, isSimulated: isSimulated)
            }
        )
        do { try run.run() } catch {
            recorder?.drop()
            throw error
        }
        alerts.drain(for: signal.isStopping ? plan.stop.deadline : plan.stop.alertDeadline)
        let outcome = RunOutcome(
            plan: plan, summary: keeper.summary, notices: notices.tallies, alerts: alerts.tallies,
            isSimulated: run.isSimulated, state: run.engine.stateFolder, wasStopped: signal.isStopping
        )
        printer.summarize(outcome)
        try recording.check(recorder)
        return outcome.status
    }
}
