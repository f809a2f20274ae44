import SluiceEngine
import SluiceHistory
import SluiceKit
import SluicePipeline
import Synchronization

/// What data stages show, found or recorded once and then played in every cell instead of read again, with what the cells
/// before have worked out of it.
///
/// The columns are mapped read only, so that all workers of a machine share their memory.
final class CellHistories: Sendable {
    private let store: HistoryStore
    private let program: String
    private let known = Mutex<[String: Known]>([:])

    /// A history, if there is one, and what was worked out of it.
    private struct Known {
        let history: HistoryColumns?
        let derived: DerivedHistory?

        init(_ history: HistoryColumns?) {
            (self.history, derived) = (history, history.map { DerivedHistory($0) })
        }
    }

    /// Keeps histories in a folder, which may be deleted at any time.
    init(folder: String, program: String) {
        (store, self.program) = (HistoryStore(folder: folder), program)
    }

    /// The surroundings in which a plan's data stages are played; one that no columns can tell reads as ever.
    func played(by plan: Plan, _ surroundings: Surroundings) -> Surroundings {
        // To the end of the data, whatever a cell runs to: one history serves every window.
        let stages = PlanHistories(plan, surroundings, program: program)
        var histories: [String: HistoryColumns] = [:]
        var derived: [String: DerivedHistory] = [:]
        for (number, stage) in plan.stages.enumerated() where stage.plugin.kind == .data {
            let identity = stages.identity(ofStage: number)
            let before = known.withLock { $0[identity] }
            let present = before ?? Known(stages.history(ofStage: number, in: store))
            if before == nil { known.withLock { $0[identity] = present } }
            (histories[stage.id], derived[stage.id]) = (present.history, present.derived)
        }
        return surroundings.playing(histories).sharing(derived)
    }
}
