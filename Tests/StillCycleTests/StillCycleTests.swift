import Foundation
import SluiceBuiltins
import SluiceEngine
import SluiceKit
import Testing

/// A run in which cycles end as soon as nothing can come of them is the run in which every stage is asked.
@Suite struct StillCycleTests {
    /// How many pipelines are drawn; more with `SLUICE_PIPELINES`.
    private static let count =
        ProcessInfo.processInfo.environment["SLUICE_PIPELINES"].flatMap { Int($0) } ?? 50

    @Test func `a run that nobody watches trades what a watched one does, in pipelines drawn at random`()
        throws
    {
        var (traded, still, cycles) = (0, 0, 0)
        for seed in 1...UInt64(Self.count) {
            let drawn = RandomPipeline(seed: seed)
            let watched = try WatchedRun(drawn.text, isWatched: true)
            let unwatched = try WatchedRun(drawn.text, isWatched: false)
            #expect(watched == unwatched, "seed \(seed):\n\(drawn.text)")
            #expect(watched.stillCycles == 0)
            if !watched.fills.isEmpty { traded += 1 }
            (still, cycles) = (still + unwatched.stillCycles, cycles + unwatched.summary.cycles)
        }
        // Runs without trades, or without still cycles, would prove nothing.
        #expect(traded * 10 >= Self.count * 8, "\(traded) of \(Self.count) trade")
        #expect(still * 20 >= cycles, "\(still) of \(cycles) cycles were still")
    }

    @Test func `where someone reads targets no cycle ends before there are any`() throws {
        let drawn = try (1...20).lazy.map { RandomPipeline(seed: $0) }.first {
            try WatchedRun($0.text, isWatched: false).stillCycles > 0
        }
        let text = try #require(drawn).text
        #expect(try WatchedRun(text, isWatched: false, readsTargets: true).stillCycles == 0)
    }

    @Test
    func
        `the pipelines drawn have every built-in stage but those that need a file, a server or fitted numbers`()
    {
        let drawn = (1...UInt64(1_000)).reduce(into: Set<String>()) {
            $0.formUnion(RandomPipeline(seed: $1).plugins)
        }
        let others: Set = [
            "data.csv", "predictor.barrier_touch", "predictor.ensemble", "predictor.linear",
            "predictor.model",
            "calibrator.confidence", "calibrator.isotonic", "calibrator.platt", "blender.oof_ridge",
            "gate.barrier", "gate.barrier_soft", "gate.events", "broker.dry_run", "alert.log",
            "alert.webhook",
        ]
        #expect(Set(Registry.builtins.names).subtracting(drawn) == others)
    }
}
