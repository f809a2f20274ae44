import SluiceJournal
import SluiceKit
import SluiceMarket
import SluicePipeline

extension Engine {
    /// Runs a recorded cycle again on the market and the portfolio that it saw; nothing is sent.
    /// - Returns: Whether its stages ran when it was recorded.
    func replay(_ record: TracedCycle) throws(ReplayError) -> Bool {
        do {
            guard var digests = record.bytes(.digests).map(MemoryReader.init(bytes:)) else {
                throw MemoryMismatch("the cycle has no digests")
            }
            let circumstances = RecordedCircumstances(try digests.word())
            isSimulatedClock = circumstances.isSimulated
            let learners = try replayActs(record)
            if circumstances.isFreed { resumeChecks() }
            let cycle = cycle(Int(record.cycle), at: record.now)
            report.begin(number: cycle.number, now: cycle.now)
            records.continue(after: cycle.number - 1)
            records.begin()
            try load(record)
            set(latch: TradingStanding(rawValue: try digests.int()) ?? .halt)
            for step in dataSteps.objects {
                records.note(stage: Int(step.number), digest: step.digest, nanoseconds: 0)
            }
            if circumstances.hasRun, let bytes = record.bytes(.portfolio) {
                try RecordedCalls.replay(record.bytes(.calls) ?? [], into: calls)
                var memory = MemoryReader(bytes: bytes)
                ledger.fills = try RecordedPortfolio.read(into: portfolio, from: &memory)
                var outcome = Outcome.proceed
                if run(signalSteps, cycle, &outcome), run(orderSteps, cycle, &outcome) {
                    noteRestriction(since: standing)
                }
                if var memory = learners {
                    ledger.fills = try RecordedPortfolio.read(into: portfolio, from: &memory)
                }
                learn(cycle)
            }
            archive.keep(cycle: cycle.number)
            records.end(CycleRecord())
            return circumstances.hasRun
        } catch let error as ReplayError { throw error } catch {
            throw ReplayError(cycle: Int(record.cycle), message: "\(error)")
        }
    }

    /// Runs the acts since the cycle before again.
    /// - Returns: The portfolio as learners saw it in this cycle, once its orders were sent; nil where there are none.
    private func replayActs(_ record: TracedCycle) throws -> MemoryReader? {
        guard let part = record.parts.first(where: { $0.kind == .acts }), let execution else { return nil }
        var memory = MemoryReader(bytes: part.bytes)
        for number in 1...max(part.stage, 1) {
            let now = try memory.timestamp()
            let standing = TradingStanding(rawValue: try memory.int()) ?? .halt
            // What learners see is written as one more act, the last one, at the cycle's own time.
            if number == part.stage, now == record.now, !learners.isEmpty { return memory }
            set(latch: standing)
            _ = try RecordedPortfolio.read(into: portfolio, from: &memory)
            let cycle = cycle(records.total, at: now)
            restrict(execution)
            try execution.act(cycle)
        }
        return nil
    }

    /// Brings the market as a cycle saw it into the frames.
    func load(_ record: TracedCycle) throws {
        for case let step as DataStep in dataSteps.objects {
            guard let market = RecordedMarket(record, stage: Int(step.number)), market.load(into: step.market)
            else { throw MemoryMismatch("the market of '\(step.id)' is of another form") }
        }
    }
}

/// A recorded cycle that cannot be run again.
public struct ReplayError: Error, Sendable, CustomStringConvertible {
    /// The cycle's number.
    public let cycle: Int
    /// What is wrong.
    public let message: String

    /// The cycle and what is wrong.
    public var description: String { "cycle \(cycle): \(message)" }
}
