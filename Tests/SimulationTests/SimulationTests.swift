import SluiceKit
import Testing

@testable import Simulation

/// Whole histories of a pipeline, a venue and a disk on which things go wrong by a seed.
@Suite struct SimulationTests {
    @Test func `200 histories of 500 cycles keep every invariant, with faults of every kind`() {
        var options = SimulationOptions()
        options.seeds = 1...200
        let report = SeedRuns(options).run()
        let isFailure = report.isFailure
        #expect(!isFailure, "\(report.text)")
        let isLong = report.results.allSatisfy { $0.counts.cycles >= 500 && $0.counts.orders >= 50 }
        #expect(isLong)
    }

    @Test(arguments: PlantedBug.allCases)
    func `a planted bug is found within 60 seeds`(bug: PlantedBug) {
        var options = SimulationOptions()
        options.bug = bug
        let found = (1...60).lazy.map { SeedRuns.run($0, options) }.first { $0.violation != nil }
        #expect(found != nil)
        print("\(bug.rawValue): seed \(found?.seed ?? 0), \(found?.violation?.invariant.rawValue ?? "")")
    }

    @Test func `a seed gives the same history whenever it is run`() {
        let options = SimulationOptions()
        for seed: UInt64 in [17, 18] {
            let (first, second) = (SeedRuns.run(seed, options), SeedRuns.run(seed, options))
            #expect(first.digest == second.digest)
            #expect(first.counts.named.map(\.1) == second.counts.named.map(\.1))
        }
        #expect(SeedRuns.run(19, options).digest != SeedRuns.run(20, options).digest)
    }
}
