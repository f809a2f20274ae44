import SluiceEngine
import SluiceKit
import SluicePipeline
import Testing

@Suite struct RecordTests {
    @Test func `the last thousand cycles are kept, and the columns of the last ten`() throws {
        let engine = try TestPipeline(data: "bars: 1005", gate: "from: 1").engine()
        try engine.run(1_005)
        #expect(engine.records.total == 1_005)
        #expect(engine.records.count == 1_000)
        #expect(engine.records.record(ofCycle: 5) == nil)
        #expect(engine.records.record(ofCycle: 6)?.number == 6)
        #expect(engine.records.record(ofCycle: 1_006) == nil)
        #expect(engine.records.nanoseconds(ofStage: 1, cycle: 1_005) != nil)
        #expect(engine.archive.entries(ofCycle: 995).isEmpty)
        let entries = engine.archive.entries(ofCycle: 996)
        // Market, forecasts, alphas, decisions (kept for the gate, which works in place), targets, approved targets.
        #expect(entries.map(\.stage) == [0, 1, 2, 4, 5, 6])
        #expect(entries[3].causes?[0].reason == ListGate.listed)
        #expect(entries[5].columns[0][1] == 0.1)
    }

    @Test func `memory goes on as if nothing had happened`() throws {
        let pipeline = TestPipeline(arbiter: "turn_every: 5")
        let engine = try pipeline.engine()
        try engine.run(3)
        let memories = engine.memories()
        // Behind the stages' own comes what the engine keeps for one: what it derives of the market.
        #expect(memories.map(\.stage) == engine.plan.stages.map(\.id) + ["-kept data"])
        #expect(try pipeline.engine().recall(memories) == [])
        let other = TestPipeline(arbiter: "turn_every: 6")
        #expect(try other.engine().recall(memories) == ["pick"])
    }
}
