import CAllocations
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

@Suite struct CycleTests {
    @Test func `an order never fills in the cycle that caused it`() throws {
        let engine = try TestPipeline().engine()
        try engine.run(1)
        #expect(engine.words == ["sent", "sent", "sent"])
        #expect(engine.portfolio.quantity[0] == 0)
        #expect(engine.portfolio.pending[0] > 0)
        try engine.run(1)
        #expect(engine.words.filter { $0 == "filled" }.count == 3)
        #expect(engine.portfolio.quantity[0] > 0)
        #expect(engine.portfolio.pending[0] == 0)
    }

    @Test func `equity is cash and holdings at their marks, less fees`() throws {
        let engine = try TestPipeline(arbiter: "turn_every: 3").engine()
        var cash = 100_000.0
        for _ in 0..<30 {
            try engine.run(1)
            for case .filled(let fill) in engine.report.events {
                let value = fill.price.doubleValue * fill.quantity.doubleValue
                cash += (fill.side == .buy ? -value : value) - fill.fee.doubleValue
            }
            var worth = cash
            for index in 0..<3 where engine.portfolio.quantity[index] != 0 {
                worth += engine.portfolio.quantity[index] * engine.report.market.mark(index)
            }
            #expect(abs(engine.portfolio.equity - worth) < 1e-6)
            #expect(abs(engine.portfolio.cash.doubleValue - cash) < 1e-6)
        }
        #expect(engine.portfolio.fees > Amount(3))
    }

    @Test func `members reach the blender in the order of from`() throws {
        var pipeline = TestPipeline(predictor: "expects: 1bps")
        pipeline.predictorExtra = "}\n  - { id: second, uses: predictor.constant, with: { expects: 10bps }"
        let text = pipeline.text.replacing(
            "uses: blender.order", with: "uses: blender.order, from: [second, expect]")
        let engine = try Engine(plan: TestPipeline.plan(text), surroundings: .test(), clock: ClockStub())
        try engine.start()
        try engine.run(1)
        #expect(engine.report.decisions[0].alpha[0] == 1 * 10 + 2 * 1)
    }

    @Test func `a gate leaves the decisions of another branch alone`() throws {
        let text = TestPipeline().text
            .replacing(
                "- { id: gate, uses: gate.list, with: {  }  }",
                with: "- { id: gate, uses: gate.list, with: { from: 2 }, from: [pick] }\n"
                    + "  - { id: sleeve, uses: sizer.weight, with: { weight: 30% }, from: [pick], capital: 50% }"
            )
            .replacing(
                "- { id: size, uses: sizer.weight, with: {  } }",
                with: "- { id: size, uses: sizer.weight, with: { weight: 10% }, from: [gate], capital: 50% }"
            )
            .replacing(
                "- { id: guard, uses: risk.cycle, with: {  } }",
                with: "- { id: guard, uses: risk.cycle, from: [sleeve, size] }")
        let engine = try Engine(plan: TestPipeline.plan(text), surroundings: .test(), clock: ClockStub())
        try engine.start()
        try engine.run(1)
        let weights = (0..<3).map { engine.report.approved[0].weight[$0] }
        // The sleeve without a gate wants half of 30% of all; the gated one half of 10% of the last only.
        #expect(weights == [0.15, 0.15, 0.3 * 0.5 + 0.1 * 0.5])
    }

    @Test func `a sleeve that leaves a weight as it is keeps what it asked for`() throws {
        let text = TestPipeline().text
            .replacing(
                "- { id: size, uses: sizer.weight, with: {  } }",
                with:
                    "- { id: size, uses: sizer.weight, with: { weight: 10%, silent_from: 3 }, capital: 40% }\n"
                    + "  - { id: more, uses: sizer.weight, with: { weight: 10% }, capital: 60% }"
            )
            .replacing(
                "- { id: guard, uses: risk.cycle, with: {  } }",
                with: "- { id: guard, uses: risk.cycle, from: [size, more] }")
        let engine = try Engine(plan: TestPipeline.plan(text), surroundings: .test(), clock: ClockStub())
        try engine.start()
        try engine.run(5)
        #expect(abs(engine.report.approved[0].weight[0] - 0.1) < 1e-12)
    }

    @Test func `two engines of one seed agree in every digest of every cycle`() throws {
        let pipeline = TestPipeline(data: "bars: 25, gaps: 0.2", arbiter: "turn_every: 4", gate: "from: 1")
        let (one, two) = (try pipeline.engine(), try pipeline.engine())
        for cycle in 1...25 {
            try one.run(1)
            try two.run(1)
            for stage in one.plan.stages.indices {
                let digest = one.records.digest(ofStage: stage, cycle: cycle)
                #expect(digest != nil)
                #expect(digest == two.records.digest(ofStage: stage, cycle: cycle))
            }
            #expect(one.records.record(ofCycle: cycle) == two.records.record(ofCycle: cycle))
        }
    }

    /// Unoptimized code allocates in every generic loop, so only a release build tells.
    static var isOptimized: Bool {
        var isOptimized = true
        assert({ isOptimized = false }() == ())
        return isOptimized
    }

    @Test(.enabled(if: isOptimized, "counted in release builds"), arguments: ["", "turn_every: 2"])
    func `a steady cycle allocates nothing, trading or not`(arbiter: String) throws {
        let allocations = try #require(allocation_counter(), "nothing counts allocations here")
        let engine = try TestPipeline(data: "bars: 200", arbiter: arbiter, gate: "from: 1").engine()
        try engine.run(100)
        let times = try (0..<80).map { _ in
            let next = try #require(try engine.nextBar())
            let before = allocations()
            _ = engine.runCycle(at: next)
            return allocations() - before
        }
        #expect(times.max() == 0)
        let fills = (101...180).compactMap { engine.records.record(ofCycle: $0)?.fills }.reduce(0, +)
        #expect(arbiter.isEmpty || fills > 50)
    }
}

/// A clock that nobody asks.
struct ClockStub: StageClock {
    var now: Timestamp { .distantPast }
    func sleep(for span: Span) async throws {}
}
