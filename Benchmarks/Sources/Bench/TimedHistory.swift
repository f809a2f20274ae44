import SluiceBuiltins
import SluiceEngine
import SluiceKit
import SluicePipeline

/// A pipeline on history, run once from its beginning to its end, with its processor time.
struct TimedHistory {
    let run: PipelineRun
    /// Of the run alone, without building it.
    let nanoseconds: Double

    /// Runs a file that may name stages beside the built-in ones; `watches` keeps digests and times of stages.
    init(
        _ text: String, with stages: [any Stage.Type], watches: Bool = false, observer: any RunObserver
    ) throws {
        let loader = PipelineLoader(registry: .builtins + stages) { _ in Array(text.utf8) }
        let loaded = loader.load("history.yaml")
        guard let plan = loaded.plan else { throw BenchError("\(loaded.diagnostics)") }
        var options = RunOptions()
        options.keepsRecords = watches
        run = try PipelineRun(
            plan: plan, surroundings: Nowhere.surroundings, options: options, signal: StopSignal(),
            observers: [observer])
        let began = Stopwatch.processTime
        try run.run()
        nanoseconds = Double(Stopwatch.processTime - began)
    }
}
