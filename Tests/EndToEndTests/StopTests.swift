import Foundation
import Testing

@Suite struct StopTests {
    /// Daily bars at real speed: after the first cycle the run waits a day for the second.
    @Test(arguments: [SIGTERM, SIGINT])
    func `a signal ends a run gracefully, with its summary`(signal: Int32) async throws {
        let program = try Program([
            "run", "Pipelines/quickstart.yaml", "--speed", "real", "--log-format", "json",
        ])
        // Signals are taken once the run has said that it begins.
        while program.written.isEmpty, program.process.isRunning { await Task.yield() }
        kill(program.process.processIdentifier, signal)
        let outcome = try await program.outcome()
        #expect(program.process.terminationReason == .exit)
        #expect(outcome.status == 0)
        #expect(outcome.events("summary").count == 1)
    }

    @Test(
        arguments: [
            (["run"], 64), (["run", "missing.yaml"], 66),
            (["run", "Pipelines/quickstart.yaml", "--mode", "live"], 78),
            (["run", "Pipelines/quickstart.yaml", "--speed", "fast"], 64),
            (["validate", "missing.yaml"], 66),
            (["run", "Pipelines/quickstart.yaml", "--set", "nowhere=1"], 78), (["--version"], 0),
        ] as [([String], Int32)])
    func `the status says what went wrong`(arguments: [String], status: Int32) async throws {
        let outcome = try await Program(arguments).outcome()
        #expect(outcome.status == status, "\(outcome.errors)")
    }
}
