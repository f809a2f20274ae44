import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Puts together what a cycle saw and did, for the trace: the market, the portfolio, and what every stage left.
///
/// All of it is copies of memory, so that the cycle waits for nothing; a thread of the trace's own writes them.
final class CycleTrace {
    private let writer: TraceWriter
    private let waits: Bool
    private var draft = TraceDraft(capacity: 1 << 20)
    private var memory = MemoryWriter()
    private var scratch = MemoryWriter()
    private var spelling = MemoryWriter()
    /// What was seen by the acts since the cycle before.
    private var acts = MemoryWriter()
    private var actCount = 0
    /// What the cycle sees anew of calls to servers, and how many those before it have seen.
    private var calls = MemoryWriter()
    private var callCount = 0
    private var hasRun = false
    private var restriction = TradingStanding.open
    private var isFirst = true

    /// - Parameters:
    ///   - writer: Takes the cycles.
    ///   - waits: Whether a cycle waits for a trace that lags, as it may where history drives the clock.
    init(_ writer: TraceWriter, waits: Bool) { (self.writer, self.waits) = (writer, waits) }

    /// The portfolio is as the stages of a cycle will see it.
    func see(_ engine: Engine) {
        memory.clear()
        RecordedPortfolio.write(engine.portfolio, engine.ledger.fills, into: &memory)
        (hasRun, restriction) = (true, engine.latch)
        calls.clear()
        callCount = RecordedCalls.write(engine.calls, after: callCount, into: &calls)
    }

    /// The portfolio is as an act will see it.
    func seeAct(_ engine: Engine, at now: Timestamp) {
        actCount += 1
        acts.write(now)
        acts.write(engine.latch.rawValue)
        RecordedPortfolio.write(engine.portfolio, engine.ledger.fills, into: &acts)
    }

    /// A cycle has ended.
    func keep(_ engine: Engine, _ cycle: Cycle) {
        draft.begin(cycle: Int64(cycle.number), scheduled: cycle.now, now: cycle.now)
        draft.equity = engine.portfolio.equity
        if isFirst { addMemories() }
        isFirst = false
        for case let step as DataStep in engine.steps { addMarket(step) }
        if hasRun {
            memory.withBytes { draft.add(.portfolio, $0) }
            calls.withBytes { if !$0.isEmpty { draft.add(.calls, $0) } }
            for entry in engine.archive.live where engine.plan.stages[entry.stage].plugin.kind != .data {
                draft.add(.columns, stage: entry.stage, entry.columns)
                addCauses(entry)
            }
        }
        addDigests(engine, cycle)
        if actCount > 0 { acts.withBytes { draft.add(.acts, stage: actCount, $0) } }
        acts.clear()
        (actCount, hasRun) = (0, false)
        writer.append(&draft, waits: waits)
    }

    private func addMarket(_ step: DataStep) {
        let stage = Int(step.number)
        draft.add(.market, stage: stage, step.market.values)
        draft.add(.features, stage: stage, step.market.features.values)
        step.market.barTime.withBytes { draft.add(.times, stage: stage, $0) }
        step.market.quoteTime.withBytes { draft.add(.times, stage: stage, $0) }
    }

    /// What every stage remembered when the run began, so that its cycles can be run again from there.
    private func addMemories() {
        for (number, memory) in initial.enumerated() {
            scratch.clear()
            scratch.write(memory.version)
            scratch.write(memory.fingerprint)
            scratch.append(memory.words)
            scratch.withBytes { draft.add(.memories, stage: number, $0) }
        }
    }

    /// What every stage remembered when the run began.
    var initial: [StageMemory] = []

    private func addDigests(_ engine: Engine, _ cycle: Cycle) {
        scratch.clear()
        let isLate = if case .deadline? = engine.report.skip { true } else { false }
        let isFreed = engine.report.events.contains { if case .freed = $0 { true } else { false } }
        let circumstances = RecordedCircumstances(
            hasRun: hasRun, isSimulated: cycle.isSimulated, isLate: isLate, isFreed: isFreed)
        scratch.write(circumstances.word)
        scratch.write(restriction.rawValue)
        for stage in engine.plan.stages.indices {
            scratch.write(engine.records.digest(ofStage: stage, cycle: cycle.number) ?? 0)
        }
        scratch.withBytes { draft.add(.digests, $0) }
    }

    private func addCauses(_ entry: ColumnArchive.Entry) {
        guard let causes = entry.causes else { return }
        scratch.clear()
        RecordedCause.write(causes, rows: entry.columns.rows, into: &scratch, spelling: &spelling)
        scratch.withBytes { draft.add(.causes, stage: entry.stage, $0) }
    }

    /// Writes what is left.
    func close() throws(JournalError) { try writer.close() }

    /// Waits until all that was handed over is written or counted.
    func wait() { writer.flush() }

    /// What became of the cycles.
    var counts: TraceCounts { writer.counts }
}
