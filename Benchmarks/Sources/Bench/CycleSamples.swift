import CAllocations
import Glibc
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// How long the cycles of a pipeline took, what each stage took of them, and what was allocated.
struct CycleSamples {
    /// Microseconds of a cycle without the stages that are given, processor time of the thread, where nothing interrupted it;
    /// with a journal of all cycles, since those with orders wait for the disk.
    private(set) var cycle = Samples()
    /// Microseconds that a cycle with orders waited for their commit to the ledger.
    private(set) var commit = Samples()
    /// Microseconds of each stage.
    private(set) var stages: [(id: String, time: Samples)] = []
    private(set) var allocations: UInt64 = 0
    private(set) var orders = 0
    /// The last approved targets as a number.
    private(set) var checksum = ""

    /// Runs so many cycles of a pipeline, after 300 that do not count, with a pause of some microseconds behind each.
    init(
        _ loaded: PipelineLoader.Result, _ surroundings: Surroundings, cycles: Int, pause: UInt32 = 0,
        journal: (Engine) throws -> RunJournal? = { _ in nil }, given isGiven: (StageKind) -> Bool
    ) throws {
        guard let plan = loaded.plan else { throw BenchError("\(loaded.diagnostics)") }
        let engine = try Engine(plan: plan, surroundings: surroundings, clock: Nowhere.StillClock())
        try engine.start()
        let journal = try journal(engine)
        if let journal { try engine.attach(journal, at: Timestamp(seconds: 1_700_000_000)) }
        defer { try? journal?.close() }
        guard let allocations = allocation_counter() else {
            throw BenchError("nothing counts allocations here")
        }
        stages = plan.stages.map { ($0.id, Samples()) }
        let given = plan.stages.indices.filter { isGiven(plan.stages[$0].plugin.kind) }
        var now = plan.calendar.nextCycle(after: Timestamp(seconds: 1_700_000_000), every: plan.cycle.every)
        for number in 1...(cycles + 300) {
            let before = allocations()
            let (began, wallBegan) = (Stopwatch.threadTime, Stopwatch.wallTime)
            _ = engine.runCycle(at: now)
            let took = Stopwatch.threadTime - began
            // The engine times stages by the wall: where that ran on, another program had the processor.
            let waited = Stopwatch.wallTime - wallBegan - took
            let isWhole = journal != nil || waited < took / 32
            let allocated = allocations() - before
            // Cycles are far apart: none begins while the trace of the one before is being written.
            journal?.waitForTrace()
            if pause > 0 { usleep(pause) }
            now = plan.calendar.nextCycle(after: now, every: plan.cycle.every)
            guard number > 300 else { continue }
            self.allocations += allocated
            let sent = engine.records.record(ofCycle: number)?.sent ?? 0
            orders += sent
            if sent > 0, journal != nil { commit.add(Double(waited) / 1_000) }
            guard isWhole else { continue }
            let others = given.reduce(0) {
                $0 + (engine.records.nanoseconds(ofStage: $1, cycle: number) ?? 0)
            }
            cycle.add(Double(took - others) / 1_000)
            for stage in plan.stages.indices {
                stages[stage].time.add(
                    Double(engine.records.nanoseconds(ofStage: stage, cycle: number) ?? 0) / 1_000)
            }
        }
        checksum = String(engine.report.approved[0].digest, radix: 16)
    }
}
