import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

/// Three outcomes of an order, and what the pre-trade check lets pass.
@Suite struct OrderTests {
    @Test func `a rejected order is over`() throws {
        let engine = try TestPipeline(broker: "answer: reject").engine()
        try engine.run(1)
        #expect(engine.words == ["sent", "rejected", "sent", "rejected", "sent", "rejected"])
        #expect(engine.portfolio.openOrders.isEmpty)
    }

    @Test(arguments: ["unknown", "silent", "fail"])
    func `an order without a clear answer is unknown and blocks its instrument`(answer: String) throws {
        let engine = try TestPipeline(arbiter: "turn_every: 1", broker: "answer: \(answer)").engine()
        try engine.run(1)
        #expect(engine.words.filter { $0 == "unknown" }.count >= 1)
        #expect(engine.portfolio.openOrders.contains { $0.isUnknown })
        try engine.run(1)
        #expect(!engine.words.contains("sent"))
        #expect(
            engine.words.contains("refused unknown_order_open") || engine.words.contains("refused halted"))
    }

    @Test func `what is left of a fill stays open and nothing more is ordered`() throws {
        let engine = try TestPipeline(broker: "answer: half").engine()
        try engine.run(2)
        #expect(engine.portfolio.openOrders.count == 3)
        #expect(!engine.words.contains("sent"))
    }

    @Test func `a report about an order that is not open is said, and nothing booked`() throws {
        let engine = try TestPipeline(broker: "answer: stray").engine()
        try engine.run(1)
        #expect(engine.words.contains("stray"))
        #expect(engine.portfolio.cash == Amount(100_000))
    }

    @Test func `an order past the approved target is refused`() throws {
        let engine = try TestPipeline(execution: "times: 1.5").engine()
        try engine.run(1)
        #expect(engine.words == ["refused beyond_target", "refused beyond_target", "refused beyond_target"])
    }

    @Test func `while halted only orders that reduce pass`() throws {
        let engine = try TestPipeline(arbiter: "turn_every: 4", risk: "halt_at: 3").engine()
        try engine.run(3)
        let held = engine.portfolio.quantity[0]
        #expect(held > 0)
        try engine.run(3)
        // The side has turned: the target is short, and an order that crosses zero does not pass.
        #expect(engine.words.contains("refused halted"))
        #expect(engine.portfolio.quantity[0] == held)
    }

    @Test func `a price that is too old is not traded on`() throws {
        let engine = try TestPipeline(cycle: "{ every: 60s, calendar: XNYS, max_age: 1s }").engine()
        let next = try #require(try engine.nextBar())
        _ = engine.runCycle(at: next + .seconds(2))
        #expect(Set(engine.words) == ["refused price_stale"])
    }

    @Test func `an account without equity trades nothing`() throws {
        let engine = try TestPipeline(broker: "cash: 0 USD").engine()
        try engine.run(1)
        #expect(!engine.words.contains("sent"))
    }

    @Test func `stopping cancels what is open`() throws {
        let engine = try TestPipeline().engine()
        try engine.run(1)
        engine.stop(at: engine.report.now)
        #expect(engine.words == ["cancelled", "cancelled", "cancelled"])
        #expect(engine.portfolio.openOrders.isEmpty)
    }

    @Test func `stopping keeps what is open when the file says so`() throws {
        var pipeline = TestPipeline()
        pipeline.alerts = "on_stop: { orders: keep }"
        let engine = try pipeline.engine()
        try engine.run(1)
        engine.stop(at: engine.report.now)
        #expect(engine.portfolio.openOrders.count == 3)
    }
}
