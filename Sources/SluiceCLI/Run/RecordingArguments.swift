import ArgumentParser
import SluiceEngine
import SluiceMarket
import SluiceModels
import SluiceReport

/// Where a run is written down for `sluice report`.
struct RecordingArguments: ParsableArguments {
    @Option(help: "Write what the run did into this folder, for 'sluice report'.")
    var out: String?

    @Flag(help: "Replace a run that stands in the folder of --out.")
    var force = false

    /// Who writes it; nil where nobody asked for it.
    func recorder(
        of pipeline: String, summary: SummaryKeeper, started: Timestamp, signal: StopSignal,
        benchmark: String? = nil
    ) throws -> RunRecorder? {
        guard let out else { return nil }
        var origin = RunOrigin()
        (origin.version, origin.pipeline, origin.started) = (SluiceProgram.version, pipeline, started)
        origin.benchmark = benchmark
        origin.digest = try SHA256(of: Array(pipeline.utf8)).description
        let known = origin
        return try reported { () throws(ReportError) in
            try RunRecorder(out, replaces: force, summary: summary) {
                var origin = known
                origin.isInterrupted = signal.isStopping
                origin.warmUpCycles = summary.summary.warmUpCycles
                return origin
            }
        }
    }

    /// Says so when the recording has failed.
    func check(_ recorder: RunRecorder?) throws {
        guard let error = recorder?.error else { return }
        throw CommandError(.environment, "the run was not recorded: \(error)")
    }
}

/// Does what may find a recorded run wrong, as an error of a command.
func reported<Result>(_ work: () throws(ReportError) -> Result) throws -> Result {
    do throws(ReportError) { return try work() } catch {
        let status: ExitStatus =
            switch error.code {
            case .missing: .missingFile
            case .occupied: .usage
            case .foreign, .damaged: .invalid
            case .system: .environment
            }
        throw CommandError(status, error.description)
    }
}
