import SluiceEngine
import SluiceKit
import SluicePipeline
import Synchronization

/// What a run came to, with what was found and delivered around it.
struct RunOutcome {
    let plan: Plan
    let summary: RunSummary
    let notices: [(code: String, count: Int)]
    let alerts: [AlertTally]
    let isSimulated: Bool
    /// The folder that keeps the run's state; nil where it ends with the run.
    let state: String?
    let wasStopped: Bool

    /// What the process ends with: a stop by a signal is no fault.
    var status: ExitStatus {
        if wasStopped { return .ok }
        if summary.unresolved > 0 || alerts.contains(where: { $0.undeliveredCritical > 0 }) {
            return .unresolved
        }
        return summary.standing >= .halt ? .halted : .ok
    }
}

/// Decides which of two threads ends the process.
final class Finish: Sendable {
    private let isClaimed = Atomic(false)

    /// True for the first that asks.
    func claim() -> Bool { !isClaimed.exchange(true, ordering: .acquiringAndReleasing) }
}

/// Writes what a run does, line by line.
protocol RunPrinter: RunObserver {
    /// Writes what the run came to.
    func summarize(_ outcome: RunOutcome)
}
