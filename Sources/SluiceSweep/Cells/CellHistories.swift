import SluiceEngine
import SluiceHistory
import SluiceKit
import SluicePipeline
import Synchronization

/// What data stages show, found or recorded once and then played in every cell instead of read again.
///
/// The columns are mapped read only, so that all workers of a machine share their memory.
final class CellHistories: Sendable {
    private let store: HistoryStore
    private let program: String
    private let known = Mutex<[String: HistoryColumns?]>([:])

    /// Keeps histories in a folder, which may be deleted at any time.
    init(folder: String, program: String) {
        (store, self.program) = (HistoryStore(folder: folder), program)
    }

    /// The surroundings in which a plan's data stages are played; one that no columns can tell reads as ever.
    func played(by plan: Plan, _ surroundings: Surroundings) -> Surroundings {
        // To the end of the data, whatever a cell runs to: one history serves every window.
        let stages = PlanHistories(plan, surroundings, program: program)
        var histories: [String: HistoryColumns] = [:]
        for (number, stage) in plan.stages.enumerated() where stage.plugin.kind == .data {
            let identity = stages.identity(ofStage: number)
            let before = known.withLock { $0[identity] }
            let history = before ?? stages.history(ofStage: number, in: store)
            if before == nil { known.withLock { $0[identity] = .some(history) } }
            histories[stage.id] = history
        }
        return surroundings.playing(histories)
    }
}
