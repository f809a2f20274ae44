import SluiceEngine
import SluiceFiles
import SluiceHistory
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Keeps what the data stages of a backtest read as columns beside the data, and takes it from there the next time.
struct HistoryCache {
    let plan: Plan
    let console: Console
    /// Where the run ends at the latest.
    let until: Timestamp?

    /// The surroundings with the histories that were found or recorded; a stage that has none reads as ever, and that is told.
    func playing(in surroundings: Surroundings) -> Surroundings {
        let stages = PlanHistories(plan, surroundings, until: until, program: SluiceProgram.version)
        var histories: [String: HistoryColumns] = [:]
        for (number, stage) in plan.stages.enumerated() where stage.plugin.kind == .data {
            guard let store = store(for: stages.file(ofStage: number)) else {
                console.error("stage '\(stage.id)' is read without a cache: no folder for one can be written")
                continue
            }
            histories[stage.id] = stages.history(ofStage: number, in: store)
            if histories[stage.id] == nil {
                console.error(
                    "stage '\(stage.id)' is read without a cache: no columns can tell what it shows")
            }
        }
        return surroundings.playing(histories)
    }

    /// The folder beside a file, else the user's own; a stage without files has no use for one.
    private func store(for file: String?) -> HistoryStore? {
        let variables = ProjectEnvironment.variables()
        let userCache = variables["XDG_CACHE_HOME"] ?? variables["HOME"].map { $0 + "/.cache" }
        return HistoryStore(beside: file.flatMap { RealPath.of($0) } ?? "/", userCache: userCache)
    }
}
