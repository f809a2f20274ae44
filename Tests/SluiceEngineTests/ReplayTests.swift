import Foundation
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

@testable import SluiceEngine
@testable import SluiceJournal

/// What was recorded runs again, and what was changed in a record is found where it was changed.
@Suite struct ReplayTests {
    /// The records of a run of a few cycles with orders.
    ///
    /// `between` is called before each cycle.
    private static func records(
        _ pipeline: TestPipeline, cycles: Int = 12, onTheWallClock: Bool = false,
        between: (Engine) -> Void = { _ in }
    ) throws -> (Plan, [TracedCycle]) {
        let folder = FileManager.default.temporaryDirectory.path + "/sluice-replay-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let engine = try pipeline.engine()
        engine.isSimulatedClock = !onTheWallClock
        let state = try StateFolder.open(folder, engine.identity)
        let now = try #require(try engine.nextBar())
        let run = TraceRun(
            started: now, version: "test", seed: 1, pipeline: "", instruments: engine.plan.instruments,
            stages: engine.plan.stages.map(\.id))
        let journal = try RunJournal(
            state, instruments: engine.plan.instruments, tracing: run, traceWaits: true, now: now)
        try engine.attach(journal, at: now)
        for _ in 0..<cycles {
            guard let bar = try engine.nextBar() else { break }
            between(engine)
            _ = engine.runCycle(at: bar)
            while let moment = engine.nextAct(after: engine.report.now), moment < bar + .seconds(59) {
                _ = engine.act(at: moment)
            }
        }
        engine.stop(at: engine.report.now)
        var records: [TracedCycle] = []
        try TraceReader(folder: folder).forEach(in: 1...Int64(cycles)) { records.append($0) }
        return (engine.plan, records)
    }

    private static func replay(_ plan: Plan, _ records: [TracedCycle]) throws -> [Replay.Difference] {
        let replay = try Replay(plan: plan, surroundings: .test(), seed: 1, first: records.first)
        return try records.flatMap { try replay.run($0) }
    }

    private static let pipelines: [TestPipeline] = {
        var slices = TestPipeline(data: "bars: 40, gaps: 0.1")
        slices.executionName = "slice"
        return [
            TestPipeline(data: "bars: 40, gaps: 0.1", arbiter: "turn_every: 3"), slices,
            TestPipeline(data: "bars: 40", arbiter: "turn_every: 4", risk: "halt_at: 6"),
            TestPipeline(data: "bars: 40, fail_at: 5", broker: "answer: half"),
        ]
    }()

    @Test(arguments: 0..<4)
    func `every cycle gives again what it gave`(number: Int) throws {
        let (plan, records) = try Self.records(Self.pipelines[number])
        #expect(records.count == 12)
        #expect(try Self.replay(plan, records) == [])
    }

    @Test func `calls to servers are seen again in the cycle that saw them`() throws {
        var pipeline = TestPipeline(data: "bars: 40", arbiter: "turn_every: 3")
        pipeline.risk = "minds_calls: true"
        let (plan, records) = try Self.records(pipeline, onTheWallClock: true) { engine in
            let number = engine.records.total
            for _ in 0..<number % 3 {
                engine.calls.record(Call(.unanswered, at: engine.report.now, latency: .seconds(number)))
            }
        }
        #expect(records.filter { $0.bytes(.calls) != nil }.count == 8)
        #expect(try Self.replay(plan, records) == [])
        let deaf = records.map { $0.cycle == 6 ? $0.changing(.calls, stage: -1) { $0 = [] } : $0 }
        #expect(try Self.replay(plan, deaf).map { "\($0.cycle) \($0.stage)" }.first == "6 guard")
    }

    @Test func `a digit changed in an output is found in that cycle and stage alone`() throws {
        let (plan, records) = try Self.records(Self.pipelines[0])
        let blend = try #require(plan.stages.firstIndex { $0.id == "blend" })
        let changed = records.map { record in
            record.cycle == 7 ? record.changing(.columns, stage: blend) { $0[8] ^= 1 } : record
        }
        let found = try Self.replay(plan, changed)
        #expect(found.map(\.cycle) == [7])
        #expect(found.map(\.stage) == ["blend"])
        #expect(found.first?.value?.symbol == plan.instruments[1])
    }

    @Test func `a digit changed in an input is found in that cycle first`() throws {
        let (plan, records) = try Self.records(Self.pipelines[0])
        let changed = records.map { record in
            // The close of the first instrument.
            record.cycle == 5 ? record.changing(.market, stage: 0) { $0[3 * 3 * 8 + 5] ^= 0x10 } : record
        }
        let found = try Self.replay(plan, changed)
        #expect(found.first?.cycle == 5)
        #expect(found.first?.stage == "data")
        #expect(found.first?.isInput == true)
    }
}

extension TracedCycle {
    /// The record with the bytes of one part changed.
    func changing(
        _ kind: TraceKind, stage: Int, _ body: (inout [UInt8]) -> Void
    ) -> TracedCycle {
        let parts = parts.map { part in
            guard part.kind == kind, part.stage == stage else { return part }
            var bytes = part.bytes
            body(&bytes)
            return Part(kind: kind, stage: stage, bytes: bytes)
        }
        return TracedCycle(
            cycle: cycle, run: run, scheduled: scheduled, now: now, equity: equity, parts: parts)
    }
}
