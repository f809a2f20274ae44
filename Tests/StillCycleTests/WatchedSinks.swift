import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit

import class Foundation.Thread

/// The sinks of a pipeline, and what they were given in a run.
final class WatchedSinks {
    /// What came of the alerts of a run.
    struct Given: Equatable {
        let lines: [String]
        let requests: [String]
        let tallies: [AlertTally]
    }

    let dispatcher: AlertDispatcher
    private let log = LogRecord()
    /// Every fifth request fails, so that it is made again.
    private let server = FakeTransport { _, number in .status(number % 5 == 0 ? 503 : 204) }

    /// Nil where the plan has no sinks.
    init?(_ plan: Plan) throws {
        guard !plan.alerts.isEmpty else { return nil }
        let surroundings = Surroundings(
            files: NoFiles(), transport: server,
            secrets: ["hook": "https://alerts.example/hook"] as FixedSecrets, log: log, report: { _ in })
        dispatcher = try AlertDispatcher(plan: plan, surroundings: surroundings, clock: ManualClock())
    }

    /// Waits until all is delivered.
    ///
    /// A sink has its alerts in their order, whenever its task finds the time for them.
    func given() async -> Given {
        nonisolated(unsafe) let dispatcher = dispatcher
        await withCheckedContinuation { continuation in
            // Who waits on a thread of the common pool may wait for the task that needs it.
            Thread.detachNewThread {
                dispatcher.drain(for: .seconds(60))
                continuation.resume()
            }
        }
        return Given(
            lines: log.lines,
            requests: server.requests.map { "\($0.url) \($0.headers) \($0.bodyText)" },
            tallies: dispatcher.tallies)
    }
}
