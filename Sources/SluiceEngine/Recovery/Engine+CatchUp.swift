import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

/// How a restart brought the stages forward from the last snapshot.
struct CatchUp: Equatable {
    /// Cycles that were run again from the trace.
    var repeated = 0
    /// Cycles behind the snapshot that the trace lacks, or that could not be run again.
    var missing = 0
}

extension Engine {
    /// Brings what stages remember from the last snapshot to the last cycle, by running the traced cycles behind it again.
    ///
    /// Orders, risk, execution and the broker are part of every commit and need none of it; what stands before them, and
    /// learners, see the market and the portfolio as they were recorded. Nothing is sent and nothing is booked. A cycle
    /// that the trace lacks is missed as one in which the process stood still.
    func catchUp(_ state: LedgerState, traceIn folder: String) -> CatchUp {
        guard let snapshot = snapshotCycle(of: state.memories), snapshot < state.cycle,
            let reader = try? TraceReader(folder: folder), let runs = try? reader.runs()
        else { return CatchUp() }
        var result = CatchUp()
        let ids = plan.stages.map(\.id)
        try? reader.forEach(in: snapshot + 1...state.cycle) { record in
            guard let run = runs[record.run], run.stages == ids, run.instruments == plan.instruments,
                (try? runAgain(record)) != nil
            else { return }
            result.repeated += 1
        }
        result.missing = Int(state.cycle - snapshot) - result.repeated
        return result
    }

    private func runAgain(_ record: TracedCycle) throws {
        guard var digests = record.bytes(.digests).map(MemoryReader.init(bytes:)) else {
            throw MemoryMismatch("the cycle has no digests")
        }
        let circumstances = RecordedCircumstances(try digests.word())
        let page = Portfolio(count: plan.instruments.count, currencies: plan.currencies)
        let cycle = Cycle(
            number: Int(record.cycle), now: record.now,
            session: calendar.sessionDate(of: record.now), portfolio: page,
            isSimulated: circumstances.isSimulated)
        if circumstances.isSimulated {
            for step in dataSteps.objects { try step.run(cycle) }
        } else {
            try load(record)
            for case let step as DataStep in dataSteps.objects { try step.derive(cycle) }
        }
        guard circumstances.hasRun, let bytes = record.bytes(.portfolio) else { return }
        var memory = MemoryReader(bytes: bytes)
        _ = try RecordedPortfolio.read(into: page, from: &memory)
        runSignals(cycle)
        try learnAgain(record, cycle, page)
    }

    /// Runs the steps before risk; one that fails ends the cycle unless its policy goes on, as it did then.
    private func runSignals(_ cycle: Cycle) {
        for step in signalSteps.objects + orderSteps.objects
        where step.kind != .risk && step.kind != .execution {
            do { try step.run(cycle) } catch {
                switch step.faultPolicy {
                case .degrade: step.degrade()
                case .block: (step as? GateStep)?.blockAll(Self.gateFailed)
                case .continue: break
                case .halt, .skip, .stop: return
                }
            }
        }
    }

    /// What learners saw is the last of the acts that the record holds.
    private func learnAgain(_ record: TracedCycle, _ cycle: Cycle, _ page: Portfolio) throws {
        guard !learners.isEmpty, let part = record.parts.first(where: { $0.kind == .acts }) else { return }
        var memory = MemoryReader(bytes: part.bytes)
        var fills: [Fill] = []
        for _ in 0..<max(part.stage, 0) {
            _ = (try memory.timestamp(), try memory.int())
            fills = try RecordedPortfolio.read(into: page, from: &memory)
        }
        for learner in learners { try? learner.learn(cycle, fills) }
    }
}
