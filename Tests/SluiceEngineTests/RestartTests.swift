import Foundation
import Predictors
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

@testable import SluiceEngine
@testable import SluiceJournal

/// A run that was cut in two gives, cycle for cycle and stage for stage, what one run gives.
@Suite struct RestartTests {
    private static let cycles = 200

    /// Derived features, learned weights, two sleeves of which one keeps what it last asked for, and trades between cycles.
    private static func text(_ venue: String) -> String {
        """
        version: 1
        name: test
        modes: [paper]
        universe: [AAA, BBB, CCC]
        cycle: { every: 60s, calendar: XNYS }
        on_stop: { orders: keep }
        stages:
          - { id: data, uses: data.tape, with: { bars: 220 } }
          - id: one
            uses: predictor.linear
            with:
              horizons: [5m, 15m]
              terms: [{ feature: ma_ratio_20, weight: 100bps }, { feature: rsi_14, weight: 1bps }, { feature: ret_1d, weight: 9bps }]
          - { id: two, uses: predictor.constant, with: { expects: 3bps, horizons: [5m, 15m] } }
          - { id: blend, uses: blender.learned, from: [one, two, credit] }
          - { id: pick, uses: arbiter.sign, with: { turn_every: 3 } }
          - { id: size, uses: sizer.weight, with: { weight: 10% }, capital: 60% }
          - { id: hold, uses: sizer.weight, from: [pick], with: { weight: 20%, silent_from: 60 }, capital: 40% }
          - { id: guard, uses: risk.cycle, from: [size, hold] }
          - { id: route, uses: execution.difference }
          - { id: broker, uses: broker.venue, with: { name: \(venue) } }
          - { id: credit, uses: learner.fill, from: [one, two, pick] }
        """
    }

    /// What every stage gave, by cycle, of a run that ends and goes on after some cycles.
    private final class CutRun {
        private let folder: String
        private let venue: String
        private let plan: Plan
        private(set) var digests: [[UInt64]] = []
        /// Whether history drives the clock.
        var isSimulated = true
        /// The beginnings of names of memories that are lost at each end.
        var lost: [String] = []

        init(_ name: String) throws {
            venue = "restart-\(name)"
            folder = FileManager.default.temporaryDirectory.path + "/sluice-\(venue)-\(UUID().uuidString)"
            let (text, registry) = (RestartTests.text(venue), TestPipeline.registry + Predictors.all)
            let result = PipelineLoader(registry: registry) { _ in Array(text.utf8) }.load("test.yaml")
            #expect(result.diagnostics.map(\.description) == [])
            plan = try #require(result.plan)
            FakeVenue.named(venue).with {
                $0 = FakeVenue.State()
                $0.holdings = Array(repeating: .zero, count: 3)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// Runs so many cycles in a process of their own, which ends in good order or is killed.
        func run(_ cycles: Int, isKilled: Bool = false) throws {
            let engine = try Engine(plan: plan, surroundings: .test(), clock: ManualClock())
            engine.isSimulatedClock = isSimulated
            try engine.start()
            let now = try #require(try engine.nextBar())
            try engine.attach(try journal(engine, now), at: now)
            for _ in 0..<cycles {
                try engine.go(1)
                digests.append(
                    plan.stages.indices.map {
                        engine.records.digest(ofStage: $0, cycle: engine.report.number) ?? 0
                    })
                // What trades here is shown to the stages in the next cycle.
                _ = engine.act(at: engine.report.now + .seconds(1))
            }
            if isKilled { engine.journal?.waitForTrace() } else { engine.stop(at: engine.report.now) }
        }

        /// Takes away what was traced behind a cycle.
        func forgetTrace(after cycle: Int) throws {
            let database = try Database.open("\(folder)/trace.sqlite", .write(.normal))
            try database.execute("DELETE FROM parts WHERE cycle > \(cycle)")
            try database.execute("DELETE FROM cycles WHERE cycle > \(cycle)")
        }

        private func journal(_ engine: Engine, _ now: Timestamp) throws -> RunJournal {
            let state = try StateFolder.open(folder, engine.identity)
            guard !lost.isEmpty else {
                let run = TraceRun(
                    started: now, version: "test", seed: plan.seed, pipeline: "",
                    instruments: plan.instruments, stages: plan.stages.map(\.id))
                return try RunJournal(
                    state, instruments: plan.instruments, tracing: run, traceWaits: true, now: now)
            }
            let file = try LedgerFile.open(in: state, now: now)
            var ledger = try file.load(instruments: plan.instruments)
            ledger.memories.removeAll { memory in lost.contains { memory.stage.hasPrefix($0) } }
            return try RunJournal(state, state: ledger, store: LedgerWriter(file), room: DiskRoom())
        }

        /// The cycles whose stages differ when each of its runs is replayed.
        func replayed() throws -> [Replay.Difference] {
            try Replay.differences(inTraceOf: plan, in: folder, cycles: digests.count)
        }

        /// The first cycle and stage in which another run differs.
        func firstDifference(from other: CutRun) -> String? {
            for (cycle, pair) in zip(digests, other.digests).enumerated() {
                for (stage, digests) in zip(plan.stages, zip(pair.0, pair.1)) where digests.0 != digests.1 {
                    return "\(stage.id) in cycle \(cycle + 1)"
                }
            }
            return nil
        }
    }

    private static func straight(_ name: String) throws -> CutRun {
        let run = try CutRun("straight-\(name)")
        try run.run(cycles)
        return run
    }

    @Test func `200 cycles in two or three runs are 200 cycles in one, at 5 cuts by seed 61`() throws {
        let straight = try Self.straight("cuts")
        var dice = Dice(seed: 61)
        for number in 0..<5 {
            let cut = 1 + Int(dice.uniform() * Double(Self.cycles - 2))
            let run = try CutRun("cut-\(number)")
            let second = number.isMultiple(of: 2) ? (Self.cycles - cut) / 2 : 0
            for cycles in [cut, second, Self.cycles - cut - second] where cycles > 0 { try run.run(cycles) }
            #expect(run.digests.count == straight.digests.count)
            #expect(run.firstDifference(from: straight) == nil, "cut after \(cut) cycles")
            #expect(try run.replayed() == [])
        }
    }

    @Test(arguments: [true, false])
    func `a run that is killed goes on as one that was not, at 6 cuts by seed 62`(
        isSimulated: Bool
    ) throws {
        let straight = try CutRun("straight-kills-\(isSimulated)")
        straight.isSimulated = isSimulated
        try straight.run(Self.cycles)
        var dice = Dice(seed: 62)
        for number in 0..<6 {
            // A snapshot follows every tenth cycle.
            let cut = 10 * Int(1 + dice.uniform() * 17) + 1 + number
            let run = try CutRun("killed-\(isSimulated)-\(number)")
            run.isSimulated = isSimulated
            try run.run(cut, isKilled: true)
            try run.run(3, isKilled: true)
            try run.run(Self.cycles - cut - 3)
            #expect(run.firstDifference(from: straight) == nil, "killed after \(cut) cycles")
        }
    }

    @Test func `without its trace a run that is killed goes on from the last snapshot`() throws {
        let straight = try Self.straight("untraced")
        let run = try CutRun("forgotten")
        try run.run(57, isKilled: true)
        try run.forgetTrace(after: 50)
        try run.run(Self.cycles - 57)
        #expect(run.firstDifference(from: straight)?.hasSuffix("in cycle 58") == true)
    }

    @Test(arguments: [
        ("-kept data", "data"), ("-kept credit", "blend"), ("-kept hold", "hold"), ("-unseen", "blend"),
    ])
    func `a memory that is left out is found in the first cycle after the cut`(
        memory: String, stage: String
    ) throws {
        let straight = try Self.straight(memory)
        let run = try CutRun("omits\(memory)")
        run.lost = [memory]
        // In cycle 99 the side turns, so that everything is traded.
        try run.run(99)
        try run.run(Self.cycles - 99)
        #expect(run.firstDifference(from: straight) == "\(stage) in cycle 100")
    }
}
