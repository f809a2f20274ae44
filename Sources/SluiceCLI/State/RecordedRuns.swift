import SluiceEngine
import SluiceFiles
import SluiceJournal
import SluiceKit
import SluicePipeline

/// The runs of a trace, cycle after cycle.
struct RecordedRuns {
    private let trace: TraceReader

    init(_ trace: TraceReader) { self.trace = trace }

    /// Gives each cycle up to the last that is wanted to a function, with its run and whether it is the run's first.
    /// - Throws: `CommandError` for a trace that cannot be read, and for what the function throws.
    func forEach(upTo last: Int64?, _ body: (TracedCycle, TraceRun, Bool) throws -> Void) throws {
        let (range, runs) = try journaled { () throws(JournalError) in (try trace.range(), try trace.runs()) }
        guard let range else { return }
        let end = min(range.upperBound, last ?? .max)
        guard range.lowerBound <= end else { return }
        var run: Int64?
        var failure: (any Error)?
        try journaled { () throws(JournalError) in
            try trace.forEach(in: range.lowerBound...end) { record in
                guard failure == nil else { return }
                do {
                    guard let told = runs[record.run] else {
                        throw CommandError(.environment, "cycle \(record.cycle) belongs to no run")
                    }
                    let isFirst = run != record.run
                    run = record.run
                    try body(record, told, isFirst)
                } catch { failure = error }
            }
        }
        if let failure { throw failure as? CommandError ?? CommandError(.environment, "\(failure)") }
    }
}

extension LoadedPipeline {
    /// What the stages of a recorded run are built with, to run again.
    func recordedSurroundings(of plan: Plan, _ console: Console) -> Surroundings {
        let secrets = DeclaredSecrets(origins: plan.secrets, environment: ProjectEnvironment.variables()) {
            (path) throws(FileError) in try ProjectFiles.readAnywhere(path, limit: 65_536)
        }
        return Surroundings(
            files: files, transport: CurlTransport(), secrets: secrets, log: ConsoleLog(console: console)
        ) { _ in }
    }
}
