import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

import class Foundation.Thread

@testable import SluiceEngine

@Suite struct AlertTests {
    func run(
        _ alerts: String, _ change: (inout TestPipeline) -> Void = { _ in }
    ) async throws -> (LogRecord, [AlertTally]) {
        var pipeline = TestPipeline(gate: "from: 1", risk: "halt_at: 4")
        pipeline.alerts = "alerts:\n\(alerts)"
        change(&pipeline)
        let log = LogRecord()
        let plan = try TestPipeline.plan(pipeline.text)
        let dispatcher = try AlertDispatcher(plan: plan, surroundings: .test(log: log), clock: ClockStub())
        let run = try PipelineRun(
            plan: plan, surroundings: .test(), options: RunOptions(cycles: 5), signal: StopSignal(),
            observers: [dispatcher], wall: StillTime()
        )
        try run.run()
        await drained(dispatcher, .seconds(20))
        return (log, dispatcher.tallies)
    }

    @Test func `a sink gets the events that it asks for, in order`() async throws {
        let (log, tallies) = try await run(
            "  - { id: ops, uses: alert.counting, on: [run.started, kill_switch, order.filled, run.stopped] }"
        )
        let words = log.lines.map { $0.split(separator: " ")[1] }
        #expect(words == ["run.started", "order.filled", "order.filled", "kill_switch", "run.stopped"])
        #expect(tallies == [AlertTally(sink: "ops", delivered: 5, undelivered: 0, undeliveredCritical: 0)])
    }

    @Test(arguments: [
        ("run.stopped, order.refused, decision.blocked", false, false), ("order.filled", false, true),
        ("target.limited", true, false), ("order.filled, target.limited", true, true),
    ])
    func `targets and trades are read only for a sink that asks for them`(
        events: String, readsTargets: Bool, readsOrders: Bool
    ) throws {
        var pipeline = TestPipeline()
        pipeline.alerts = "alerts:\n  - { id: ops, uses: alert.counting, on: [\(events)] }"
        let dispatcher = try AlertDispatcher(
            plan: TestPipeline.plan(pipeline.text), surroundings: .test(), clock: ClockStub())
        #expect(dispatcher.readsTargets == readsTargets)
        #expect(dispatcher.readsOrders == readsOrders)
    }

    @Test func `blocked decisions name instrument, stage and reason`() async throws {
        let (log, _) = try await run("  - { id: ops, uses: alert.counting, on: [decision.blocked] }")
        #expect(log.lines.count == 5)
        #expect(log.lines.first == "1 decision.blocked AAA listed")
    }

    @Test func `a sink that fails is counted, the critical ones apart`() async throws {
        let (log, tallies) = try await run(
            "  - { id: ops, uses: alert.counting, on: [run.started, kill_switch], with: { fails: true } }")
        #expect(tallies == [AlertTally(sink: "ops", delivered: 0, undelivered: 2, undeliveredCritical: 1)])
        #expect(log.lines.count == 2)
    }

    @Test func `a sink that hangs does not hold up the run, and its alerts count as undelivered`()
        async throws
    {
        var pipeline = TestPipeline(risk: "halt_at: 2")
        pipeline.alerts =
            "alerts:\n  - { id: ops, uses: alert.counting, on: [kill_switch], with: { hangs: true } }"
        let plan = try TestPipeline.plan(pipeline.text)
        let dispatcher = try AlertDispatcher(plan: plan, surroundings: .test(), clock: ClockStub())
        let run = try PipelineRun(
            plan: plan, surroundings: .test(), options: RunOptions(), signal: StopSignal(),
            observers: [dispatcher], wall: StillTime()
        )
        try run.run()
        #expect(run.engine.records.total == 30)
        await drained(dispatcher, .milliseconds(1))
        #expect(dispatcher.tallies[0].undeliveredCritical == 1)
    }
}

/// Waits for the alerts as a run does: on a thread of its own, which tasks do not share.
func drained(_ dispatcher: AlertDispatcher, _ span: Span) async {
    nonisolated(unsafe) let dispatcher = dispatcher
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            dispatcher.drain(for: span)
            continuation.resume()
        }
    }
}
