import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

@testable import SluiceEngine
@testable import SluiceJournal

/// A backtest on the frames that a run has recorded does what the run did, and where it does not, that is found.
@Suite struct ParityTests {
    @Test(arguments: [true, false])
    func `500 cycles on the wall clock or on history have no difference`(live: Bool) throws {
        let run = ParityRun(ParityRun.pipeline(live: live))
        try run.run(500)
        let counts = try run.tradeCounts()
        #expect(counts.orders > 300 && counts.fills > 300, "\(counts)")
        let outcome = try run.parity()
        #expect(outcome.cycles == 500)
        #expect(outcome.differences == [])
        #expect(outcome.notes == [])
    }

    @Test(arguments: ["keep", "cancel"], [true, false])
    func `a run that was stopped and started twice has no difference`(stop: String, live: Bool) throws {
        let run = ParityRun(ParityRun.pipeline(live: live, stop: stop))
        for cycles in [103, 1, 96] { try run.run(cycles) }
        #expect(try run.tradeCounts().fills > 100)
        let outcome = try run.parity()
        #expect(outcome.cycles == 200)
        #expect(outcome.differences == [])
    }

    @Test func `orders that are sent between cycles have no difference`() throws {
        var pipeline = ParityRun.pipeline(live: true)
        (pipeline.executionName, pipeline.execution) = ("slice", "slices: 100")
        let run = ParityRun(pipeline, oversleeping: [40: .milliseconds(3), 90: .milliseconds(1)])
        for cycles in [60, 60] { try run.run(cycles) }
        #expect(try run.tradeCounts().orders == 100)
        #expect(try run.parity().differences == [])
    }

    @Test func `cycles that came too late, or took too long, are no difference`() throws {
        var pipeline = ParityRun.pipeline(live: true)
        pipeline.cycle = "{ every: 60s, calendar: 24/7, deadline: 30s }"
        let late = ParityRun(pipeline, oversleeping: [30: .seconds(40)])
        try late.run(60)
        let outcome = try late.parity()
        #expect(outcome.cycles == 59)
        #expect(outcome.differences == [])
        pipeline.cycle = "{ every: 60s, calendar: 24/7, deadline: 50ms, overrun: skip }"
        pipeline.predictor = "slow_at: 7"
        let long = ParityRun(pipeline)
        try long.run(20)
        let dropped = try long.parity()
        #expect(dropped.differences == [])
        let text = "it took longer than its deadline, and sends nothing"
        #expect(dropped.notes.contains(ParityNote(cycle: 7, time: StillTime.start + .minutes(7), text: text)))
    }

    @Test func `a source that failed fails again`() throws {
        var pipeline = ParityRun.pipeline()
        pipeline.data = "bars: 900, fail_at: 31"
        let run = ParityRun(pipeline)
        try run.run(60)
        let outcome = try run.parity()
        #expect(outcome.cycles == 60)
        #expect(outcome.differences == [])
    }

    @Test(arguments: [true, false])
    func `a halt by a person, and its end, are taken from the record`(live: Bool) throws {
        let run = ParityRun(ParityRun.pipeline(live: live))
        let (folder, wall) = (run.folder, run.wall)
        try run.run(120) { engine in
            switch engine.report.number {
            case 40: try ControlFile.restrict(folder, to: .halt, reason: "looks odd", by: "Ada", at: wall.now)
            case 70: try ControlFile.resume(folder, reason: "was nothing", by: "Bob", at: wall.now)
            default: break
            }
        }
        let outcome = try run.parity()
        #expect(outcome.differences == [])
        #expect(
            outcome.notes.map { "\($0.cycle) \($0.text)" } == [
                "41 halt by Ada: looks odd; taken from the record",
                "71 open by Bob: was nothing; taken from the record",
            ])
    }

    @Test func `what a risk check had latched is freed where a person freed it`() throws {
        var pipeline = ParityRun.pipeline(live: true)
        pipeline.risk = "halt_at: 90"
        let run = ParityRun(pipeline)
        let (folder, wall) = (run.folder, run.wall)
        try run.run(120) { engine in
            guard engine.report.number == 100 else { return }
            try ControlFile.resume(folder, reason: "was nothing", by: "Bob", at: wall.now)
        }
        let outcome = try run.parity()
        #expect(outcome.differences == [])
        #expect(outcome.notes.map(\.cycle) == [101])
        let plan = try ParityRun.plan(pipeline)
        #expect(try Replay.differences(inTraceOf: plan, in: folder, cycles: 120) == [])
    }

    // MARK: What was changed is found where it was changed

    @Test(arguments: [
        ("predictor", "1 expect forecasts"), ("arbiter", "2 pick decisions"), ("gate", "1 gate decisions"),
        ("sizer", "150 size targets"), ("risk", "90 guard targets"), ("execution", "1 route orders"),
        ("broker", "2 broker fills"),
    ])
    func `a setting that was changed is found in its first cycle and stage`(
        stage: String, first: String
    ) throws {
        let run = ParityRun(ParityRun.pipeline())
        try run.run(200)
        var other = run.pipeline
        switch stage {
        case "predictor": other.predictor = "expects: 20.0001bps"
        case "arbiter": other.arbiter = "turn_every: 2"
        case "gate": other.gate = "from: 1"
        case "sizer": other.sizer = "silent_from: 150"
        case "risk": other.risk = "halt_at: 90"
        case "execution": other.execution = "times: 0.9"
        default: other.broker += ", fee: 1.01bps"
        }
        let outcome = try run.parity(other)
        #expect(outcome.first == first)
    }

    @Test func `a digit changed in a frame is found in that cycle first`() throws {
        let run = ParityRun(ParityRun.pipeline())
        try run.run(200)
        let outcome = try run.parity(records: { record in
            // In the close of the first instrument, behind three columns of three numbers.
            record.cycle == 120 ? record.changing(.market, stage: 0) { $0[77] ^= 0x10 } : record
        })
        #expect(outcome.first == "120 data market")
        #expect(!outcome.kinds.contains(.standing))
    }

    @Test func `orders and trades that the ledger lacks, or has besides, are found`() throws {
        let run = ParityRun(ParityRun.pipeline())
        try run.run(100)
        let lacking = try run.parity(trades: { $0.orders.remove(at: 60) })
        #expect(lacking.differences.map(\.kind) == [.orders])
        #expect(lacking.differences.first?.detail.hasSuffix("is sent now, and was not") == true)
        let more = try run.parity(trades: { trades in
            var order = trades.orders[60]
            order.intent.clientID = ClientOrderID(high: 1, low: 2)
            trades.orders.insert(order, at: 61)
        })
        #expect(more.differences.map(\.kind) == [.orders])
        #expect(more.differences.first?.detail.hasSuffix("was sent, and is not now") == true)
        let bigger = try run.parity(trades: { $0.orders[60].intent.request.quantity = Amount(7_777) })
        #expect(bigger.differences.map(\.kind) == [.orders])
        let fewer = try run.parity(trades: { $0.fills.removeLast() })
        #expect(fewer.differences.map(\.kind) == [.fills])
        let dearer = try run.parity(trades: { $0.fills[50].price = Amount(1) })
        #expect(dearer.differences.map(\.kind) == [.fills])
        let strange = try run.parity(trades: { trades in
            var fill = trades.fills[50]
            fill.clientID = ClientOrderID(high: 1, low: 2)
            trades.fills.insert(fill, at: 51)
        })
        #expect(strange.differences.map(\.kind) == [.fills])
    }

    @Test func `after a difference it goes on from the recorded book when it is told to`() throws {
        let run = ParityRun(ParityRun.pipeline())
        run.pipeline.broker = "slippage: 7bps"
        try run.run(200)
        var other = run.pipeline
        other.sizer = "weight: 10.5%"
        let plain = try run.parity(other)
        let synced = try run.parity(other, resyncs: true)
        #expect(plain.first == "1 size targets" && synced.first == "1 size targets")
        #expect(synced.notes.contains { $0.text.hasPrefix("goes on from the recorded book") })
        // One decision that differs: the book is again as it was, and everything after it.
        var once = run.pipeline
        once.predictor = "fail_at: 7"
        let left = try run.parity(once, resyncs: true)
        #expect(left.first == "7 expect forecasts")
        #expect(left.differences.count < 30, "\(left.differences.count)")
    }
}
