import SluiceEngine
import SluiceFiles
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
        StopSignals.block()
        let session = self
        let signal = StopSignal()
        let isFinished = Finish()
        let started = WorkThread.start {
            let status = session.work(signal)
            if isFinished.claim() {
                session.program.console.flush()
                leave(status)
            }
        }
        guard started else { throw CommandError(.temporary, "the system has no thread to give") }
        _ = StopSignals.wait()
        signal.stop()
        // The run ends by itself within the deadline and leaves; a second signal ends it at once.
        let deadline = plan.stop.deadline
        _ = WorkThread.start {
            StopSignals.rest(for: deadline + .milliseconds(300))
            if isFinished.claim() {
                session.program.console.flush()
                session.program.console.error(
                    "sluice: the cycle did not end within \(deadline) and was abandoned")
                leave(.ok)
            }
        }
        let second = StopSignals.wait()
        program.console.flush()
        leave(bySignal: second)
    }

    /// Runs the pipeline to its end; every error becomes a status.
    private func work(_ signal: StopSignal) -> ExitStatus {
        do { return try execute(signal) } catch let error as CommandError {
            program.console.error("sluice: \(error.message)")
            return error.status
        } catch {
            program.console.error("sluice: \(error)")
            return .environment
        }
    }

    private func execute(_ signal: StopSignal) throws -> ExitStatus {
        let console = program.console
        let started = WallClock().now
        let notices = StageNotices(console: console)
        let risk = RiskSummary(plan)
        for line in risk.lines { console.error("risk: \(line)") }
        console.error("risk: settings \(risk.digest)")

        let secrets = DeclaredSecrets(origins: plan.secrets, environment: ProjectEnvironment.variables()) {
            (path) throws(FileError) in try ProjectFiles.readAnywhere(path, limit: 65_536)
        }
        let surroundings = Surroundings(
            files: loaded.files, transport: CurlTransport(), secrets: secrets,
            log: ConsoleLog(console: console)
        ) { notices.report($0) }
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
