import SluiceKit
import SluiceMarket
import Testing

@testable import SluiceEngine

/// What risk checks and a silent venue keep back.
@Suite struct PauseTests {
    @Test func `a pause keeps the orders of its instrument back until it ends, and outlives a restart`()
        throws
    {
        let engine = try TestPipeline().engine()
        let bar = try #require(try engine.nextBar())
        engine.pauses.pause(1, Pauses.Pause(until: bar + .seconds(90), passesReducing: true))
        try engine.run(1)
        #expect(engine.words == ["refused paused", "sent", "sent"])
        var memory = MemoryWriter()
        engine.pauses.remember(into: &memory)
        var (pauses, reader) = (Pauses(instruments: 3), MemoryReader(memory.words))
        try pauses.recall(from: &reader)
        #expect(pauses == engine.pauses && reader.isAtEnd)
        try engine.run(2)
        #expect(engine.words.contains("sent"))
    }

    @Test func `a venue that is silent for too long lets only reducing orders pass until it speaks`() throws {
        var pipeline = TestPipeline(arbiter: "turn_every: 3")
        pipeline.brokerName = "venue"
        pipeline.broker = "name: silent"
        FakeVenue.named("silent").with {
            $0 = FakeVenue.State()
            $0.holdings = Array(repeating: .zero, count: 3)
        }
        let engine = try pipeline.engine()
        try engine.run(2)
        FakeVenue.named("silent").with { $0.lastHeard = ManualTime.early }
        try engine.run(1)
        #expect(engine.standing == .reduceOnly)
        #expect(engine.words.contains("restricted reduceOnly"))
        try engine.run(1)
        #expect(!engine.words.contains("sent"))
        FakeVenue.named("silent").with { $0.lastHeard = ManualTime.late }
        try engine.run(1)
        #expect(engine.standing == .open)
    }

    @Test func `a trade that nobody expected keeps entries back until risk has seen what is held`() throws {
        let world = JournalTests.World("surprise")
        world.pipeline.executionName = "slice"
        let engine = try world.engine()
        try engine.go(1)
        #expect(engine.words.contains("sent"))
        let act = try #require(engine.nextAct(after: engine.report.now))
        let late = Fill(
            order: OrderID(1), instrument: 0, side: .buy, quantity: Amount(1), price: Amount(100), fee: .zero,
            time: engine.report.now)
        engine.noteTrade(late, .late)
        _ = engine.act(at: act)
        #expect(engine.words.contains("refused holdings_changed") && !engine.words.contains("sent"))
        try engine.go(1)
        let next = try #require(engine.nextAct(after: engine.report.now))
        _ = engine.act(at: next)
        #expect(engine.words.contains("sent"))
    }
}
