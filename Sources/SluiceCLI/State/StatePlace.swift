import SluiceEngine
import SluiceJournal
import SluiceKit
import SluicePipeline

/// Where a run keeps its state.
struct StatePlace {
    /// The folder that was given; nil for the usual place.
    let folder: String?
    /// Whether other pipelines may trade on the same account.
    let sharesAccount: Bool
    /// The pipeline as it runs, for the trace.
    let pipeline: RecordedFile

    /// Opens the journal of a run; nil for one whose clock history drives, unless a folder was given.
    func journal(of engine: Engine, isSimulated: Bool) throws(BuildError) -> RunJournal? {
        guard folder != nil || !isSimulated else { return nil }
        let plan = engine.plan
        let environment = ProjectEnvironment.variables()
        guard
            let path = folder
                ?? StateFolder.standard(pipeline: plan.name, mode: plan.mode, environment: environment)
        else {
            throw BuildError(
                stage: plan.name,
                message: "neither XDG_STATE_HOME nor HOME says where state is kept: give --state")
        }
        do throws(JournalError) {
            let state = try StateFolder.open(
                path, engine.identity,
                accounts: engine.accountClaims ? StateFolder.accounts(environment: environment) : nil,
                sharesAccount: sharesAccount)
            let now = WallClock().now
            var pipeline = pipeline
            pipeline.names = engine.names
            let run = TraceRun(
                started: now, version: SluiceProgram.version, seed: engine.seed, pipeline: pipeline.line,
                instruments: plan.instruments, stages: plan.stages.map(\.id))
            return try RunJournal(
                state, instruments: plan.instruments, tracing: run, traceWaits: isSimulated, now: now)
        } catch { throw BuildError(stage: plan.name, message: "\(error)") }
    }
}
