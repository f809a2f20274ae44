import SluiceEngine
import SluiceKit
import SluiceMarket
import Testing

/// What a fault of each kind of stage does to its cycle, and that nothing of it reaches the broker.
@Suite struct FaultTests {
    @Test(arguments: [
        ("data", "data", "skip"), ("predictor", "expect", "skip"), ("arbiter", "pick", "skip"),
        ("risk", "guard", "halt"),
    ])
    func `a fault ends the cycle without orders`(place: String, id: String, policy: String) throws {
        var pipeline = TestPipeline(arbiter: "turn_every: 1")
        switch place {
        case "data": pipeline.data = "fail_at: 3"
        case "predictor": pipeline.predictor = "fail_at: 3"
        case "arbiter": pipeline.arbiter = "turn_every: 1, fail_at: 3"
        default: pipeline.risk = "fail_at: 3"
        }
        let engine = try pipeline.engine()
        try engine.run(3)
        #expect(engine.words.contains("failed \(id) \(policy)"))
        #expect(engine.words.last == "skipped stage_failed")
        #expect(!engine.words.contains("sent"))
        #expect(engine.records.record(ofCycle: 3)?.isSkipped == true)
        try engine.run(1)
        #expect(engine.report.skip == nil)
    }

    @Test func `a predictor that may degrade leaves its member absent`() throws {
        var pipeline = TestPipeline(predictor: "fail_at: 3")
        pipeline.predictorExtra = ", on_error: degrade"
        let engine = try pipeline.engine()
        try engine.run(3)
        #expect(engine.words.contains("failed expect degrade"))
        #expect(engine.report.skip == nil)
        #expect(engine.report.decisions[0].side[0] == 0)
    }

    @Test(arguments: [false, true])
    func `of an arbiter that fails nothing of the cycle before is left`(clears: Bool) throws {
        let engine = try TestPipeline(arbiter: "fail_at: 3, clears: \(clears)").engine()
        try engine.run(2)
        #expect((0..<3).allSatisfy { engine.report.decisions[0].side[$0] == 1 })
        try engine.run(1)
        #expect(engine.words.contains("failed pick skip"))
        let decisions = engine.report.decisions[0]
        #expect(decisions.digest == DecisionFrame(count: 3).digest)
        #expect((0..<3).allSatisfy { decisions.causes[$0].reason.isNone })
    }

    @Test func `a gate that fails blocks every decision`() throws {
        let engine = try TestPipeline(arbiter: "turn_every: 1", gate: "fail_at: 3").engine()
        try engine.run(3)
        #expect(engine.words.contains("failed gate block"))
        #expect(engine.report.decisions[0].causes[0].reason == Reason("gate_failed"))
        #expect(!engine.words.contains("sent"))
        #expect(engine.records.record(ofCycle: 3)?.blocked == 3)
    }

    @Test func `a risk stage that fails halts until a person frees it`() throws {
        let engine = try TestPipeline(arbiter: "turn_every: 2", risk: "fail_at: 3").engine()
        try engine.run(3)
        #expect(engine.standing == .halt)
        try engine.run(3)
        #expect(engine.words.contains("refused halted") || !engine.words.contains("sent"))
        #expect(engine.standing == .halt)
    }

    @Test func `a stage may end the run`() throws {
        var pipeline = TestPipeline(predictor: "fail_at: 2")
        pipeline.predictorExtra = ", on_error: stop"
        let engine = try pipeline.engine()
        try engine.run(1)
        let next = try #require(try engine.nextBar())
        #expect(engine.runCycle(at: next) == .stop(stage: 1))
    }

    @Test func `a broker that cannot settle halts`() throws {
        let engine = try TestPipeline(broker: "answer: fail_settle").engine()
        try engine.run(3)
        #expect(engine.words == ["failed broker halt", "restricted halt", "skipped stage_failed"])
        #expect(engine.standing == .halt)
    }

    @Test(arguments: ["answer: fail_settle", ""])
    func `a cycle that ends before its orders is valued at its own market`(broker: String) throws {
        var pipeline = TestPipeline(broker: broker)
        if broker.isEmpty { pipeline.predictor = "fail_at: 3" }
        let engine = try pipeline.engine()
        try engine.run(2)
        let (before, portfolio) = (engine.portfolio.equity, engine.portfolio)
        try engine.run(1)
        #expect(engine.report.skip != nil)
        let held = (0..<portfolio.count).reduce(0.0) {
            $0 + portfolio.quantity[$1] * engine.report.market.mark($1)
        }
        #expect(held != 0 && portfolio.equity != before)
        #expect(abs(portfolio.equity - portfolio.cash.doubleValue - held) < 1e-6)
        #expect(engine.records.record(ofCycle: 3)?.equity == portfolio.equity)
    }

    @Test func `when trading is restricted it is said once`() throws {
        let engine = try TestPipeline(arbiter: "turn_every: 3", risk: "halt_at: 2").engine()
        try engine.run(2)
        #expect(engine.words.contains("restricted halt"))
        try engine.run(1)
        #expect(!engine.words.contains("restricted halt"))
        #expect(engine.standing == .halt)
    }
}
