import Foundation
import SluiceBuiltins
import SluiceEngine
import SluiceKit
import SluiceMarket
import Testing

/// A run in which cycles end as soon as nothing can come of them is the run in which every stage is asked.
@Suite struct StillCycleTests {
    /// How many pipelines are drawn; more with `SLUICE_PIPELINES`.
    private static let count =
        ProcessInfo.processInfo.environment["SLUICE_PIPELINES"].flatMap { Int($0) } ?? 50

    @Test
    func
        `a run that nobody watches, and one in stretches, trade what a watched one does, in drawn pipelines`()
        async throws
    {
        var (traded, still, stretchedStill, passed, cycles, stillAlerting) = (0, 0, 0, 0, 0, 0)
        for seed in 1...UInt64(Self.count) {
            let drawn = RandomPipeline(seed: seed)
            let watched = try WatchedRun(drawn, .watched)
            let unwatched = try WatchedRun(drawn, .unwatched)
            let stretched = try WatchedRun(drawn, .inStretches)
            #expect(watched == unwatched, "seed \(seed):\n\(drawn.text)")
            #expect(watched == stretched, "seed \(seed), in stretches:\n\(drawn.text)")
            #expect(watched.stillCycles == 0 && unwatched.passedCycles == 0)
            #expect(stretched.stillCycles <= unwatched.stillCycles, "seed \(seed)")
            stillAlerting += try await expectAlerts(of: watched, drawn, "seed \(seed):\n\(drawn.text)")
            if !watched.fills.isEmpty { traded += 1 }
            (still, passed) = (still + unwatched.stillCycles, passed + stretched.passedCycles)
            stretchedStill += stretched.stillCycles
            cycles += unwatched.summary.cycles
        }
        // Runs without trades, or without still cycles, would prove nothing.
        #expect(traded * 10 >= Self.count * 8, "\(traded) of \(Self.count) trade")
        #expect(still * 20 >= cycles, "\(still) of \(cycles) cycles were still")
        #expect(stillAlerting > 0)
        // A check that speaks for one cycle at a time costs a stretch the cycle behind it.
        #expect(stretchedStill * 100 >= still * 98, "\(stretchedStill) of \(still) are still in stretches")
        #expect(passed * 40 >= cycles, "\(passed) of \(cycles) cycles were passed in stretches")
    }

    /// Expects that a run over columns of which alerts are sent trades the same, and gives every sink the same.
    ///
    /// - Returns: How many of its cycles ended behind their decisions.
    private func expectAlerts(
        of watched: WatchedRun, _ drawn: RandomPipeline, _ comment: Comment
    ) async throws -> Int {
        guard let sinks = watched.sinks else { return 0 }
        let alerting = try WatchedRun(drawn, .alerting)
        #expect(watched == alerting, comment)
        // Who is told what limits a target has to see it.
        #expect(alerting.stillCycles == 0 || !sinks.dispatcher.readsTargets, comment)
        let given = await sinks.given()
        #expect(try await #require(alerting.sinks).given() == given, comment)
        #expect(given.tallies.allSatisfy { $0.delivered > 0 && $0.undelivered == 0 }, comment)
        return alerting.stillCycles
    }

    @Test func `a run in stretches ends where it is told to`() throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            let drawn = RandomPipeline(seed: seed)
            let whole = try WatchedRun(drawn, .watched).summary
            let (first, last) = (try #require(whole.first), try #require(whole.last))
            let middle = first + Span(nanoseconds: last.since(first).nanoseconds / 2)
            for (cycles, until) in [(1, nil), (77, nil), (nil, middle), (nil, first)] as [(Int?, Timestamp?)]
            {
                let watched = try WatchedRun(drawn, .watched, cycles: cycles, until: until)
                #expect(watched.summary.cycles < whole.cycles)
                #expect(
                    try WatchedRun(drawn, .inStretches, cycles: cycles, until: until) == watched,
                    "seed \(seed), \(String(describing: cycles)), \(String(describing: until))")
            }
        }
    }

    @Test func `where someone reads targets no cycle ends before there are any`() throws {
        let drawn = try (1...20).lazy.map { RandomPipeline(seed: $0) }.first {
            try WatchedRun($0, .unwatched).stillCycles > 0
        }
        #expect(try WatchedRun(#require(drawn), .readByOthers).stillCycles == 0)
    }

    @Test func `the pipelines drawn have every built-in stage`() {
        let drawn = (1...UInt64(1_000)).reduce(into: Set<String>()) {
            $0.formUnion(RandomPipeline(seed: $1).plugins)
        }
        #expect(Set(Registry.builtins.names).subtracting(drawn) == [])
    }
}
