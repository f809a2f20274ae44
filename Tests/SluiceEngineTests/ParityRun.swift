import Brokers
import Foundation
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

@testable import SluiceEngine
@testable import SluiceJournal

/// A pipeline with the broker on paper, recorded in a folder of its own, by as many processes as a test asks for.
final class ParityRun {
    let folder = FileManager.default.temporaryDirectory.path + "/sluice-parity-\(UUID().uuidString)"
    /// The wall clock, where the pipeline is on it.
    let wall: StillTime
    var pipeline: TestPipeline

    init(_ pipeline: TestPipeline, oversleeping: [Int: Span] = [:]) {
        (self.pipeline, wall) = (pipeline, StillTime(oversleeping: oversleeping))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A pipeline that turns its side, with half filled orders, latency, rejects and slippage on paper.
    static func pipeline(live: Bool = false, stop: String = "keep") -> TestPipeline {
        var pipeline = TestPipeline(
            data: live ? "live: true, bars: 900" : "bars: 900, gaps: 0.1", arbiter: "turn_every: 3")
        pipeline.cycle = live ? "{ every: 60s, calendar: 24/7 }" : "{ every: 60s, calendar: XNYS }"
        pipeline.brokerName = "paper"
        pipeline.broker = "slippage: 7bps, max_participation: 40%, rejects: 5%, latency: 20s"
        pipeline.alerts = "on_stop: { orders: \(stop) }"
        return pipeline
    }

    static func plan(_ pipeline: TestPipeline) throws -> Plan {
        let text = Array(pipeline.text.utf8)
        let result = PipelineLoader(registry: TestPipeline.registry + Brokers.all) { _ in text }
            .load("test.yaml")
        #expect(result.diagnostics.map(\.description) == [])
        return try #require(result.plan)
    }

    /// Runs so many cycles in a process of their own; `after` is called after each.
    func run(_ cycles: Int, after: @escaping (Engine) throws -> Void = { _ in }) throws {
        let plan = try Self.plan(pipeline)
        let (folder, wall) = (folder, wall)
        let run = try PipelineRun(
            plan: plan, surroundings: .test(), options: RunOptions(cycles: cycles), signal: StopSignal(),
            observers: [CycleObserver(after)],
            journal: { (engine, isSimulated) throws(BuildError) in
                do {
                    let state = try StateFolder.open(folder, engine.identity)
                    let run = TraceRun(
                        started: wall.now, version: "test", seed: plan.seed, pipeline: "",
                        instruments: plan.instruments, stages: plan.stages.map(\.id))
                    return try RunJournal(
                        state, instruments: plan.instruments, tracing: run, traceWaits: true, now: wall.now)
                } catch { throw BuildError(stage: "test", message: "\(error)") }
            }, wall: wall)
        try run.run()
    }

    /// What comparing found.
    struct Outcome {
        var cycles = 0
        var differences: [ParityDifference] = []
        var notes: [ParityNote] = []

        /// The first difference, as words.
        var first: String? { differences.first.map { "\($0.cycle) \($0.stage) \($0.kind.rawValue)" } }
        /// The kinds that there are.
        var kinds: Set<ParityDifference.Kind> { Set(differences.map(\.kind)) }
    }

    /// Compares every cycle with a backtest of a pipeline, or of the one that ran; records may be changed before.
    func parity(
        _ other: TestPipeline? = nil, resyncs: Bool = false,
        trades change: (inout RecordedTrades) -> Void = { _ in },
        records body: (TracedCycle) -> TracedCycle = { $0 }
    ) throws -> Outcome {
        let plan = try Self.plan(other ?? pipeline)
        let reader = try TraceReader(folder: folder)
        let runs = try reader.runs()
        var records: [TracedCycle] = []
        try reader.forEach(in: 1...Int64.max) { records.append(body($0)) }
        let begin = try #require(records.first).now
        var trades = try RecordedTrades(of: folder, from: begin, instruments: plan.instruments)
        change(&trades)
        var outcome = Outcome(cycles: records.count)
        var (parity, run): (Parity?, Int64?) = (nil, nil)
        for record in records {
            if run != record.run {
                outcome.notes += parity?.notes ?? []
                parity = try Parity(
                    plan: plan, surroundings: .test(), run: #require(runs[record.run]), first: record,
                    trades: trades, after: parity, resyncs: resyncs)
                run = record.run
            }
            outcome.differences += try #require(parity).run(record)
        }
        outcome.notes += parity?.notes ?? []
        return outcome
    }

    /// How many orders and trades the ledger has.
    func tradeCounts() throws -> (orders: Int, fills: Int) {
        let trades = try RecordedTrades(of: folder, from: .distantPast, instruments: [])
        return (trades.orders.count, trades.fills.count)
    }
}

/// Calls a function after each cycle.
private final class CycleObserver: RunObserver {
    private let after: (Engine) throws -> Void

    init(_ after: @escaping (Engine) throws -> Void) { self.after = after }

    func began(_ engine: Engine) {}
    func cycleEnded(_ engine: Engine) {
        do { try after(engine) } catch { Issue.record(error) }
    }
    func acted(_ engine: Engine) {}
    func ended(_ engine: Engine) {}
}
