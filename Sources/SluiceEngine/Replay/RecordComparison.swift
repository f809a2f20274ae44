import SluiceJournal
import SluiceKit
import SluicePipeline

/// Holds what an engine gave in a cycle against the cycle's record, stage for stage and bit for bit.
struct RecordComparison {
    private let engine: Engine
    private let record: TracedCycle

    init(_ engine: Engine, _ record: TracedCycle) { (self.engine, self.record) = (engine, record) }

    private var plan: Plan { engine.plan }

    /// The stages whose output is not what was recorded, in the order of the plan.
    func differences(hasRun: Bool) -> [Replay.Difference] {
        plan.stages.indices.compactMap { number in
            let kind = plan.stages[number].plugin.kind
            // Reports of the broker are what the cycle was told, not what it did.
            guard kind != .broker, hasRun || kind == .data else { return nil }
            return difference(number, isInput: kind == .data)
        }
    }

    private func difference(_ number: Int, isInput: Bool) -> Replay.Difference? {
        let cycle = Int(record.cycle)
        let value = isInput ? nil : value(number)
        let (recorded, digest) = (
            record.digest(ofStage: number), engine.records.digest(ofStage: number, cycle: cycle)
        )
        // A source that failed in the cycle has given nothing.
        if isInput, recorded == 0 { return nil }
        // Digests of another form only tell whether there was anything; the numbers are compared as ever.
        let isOther = record.hasOurDigests ? digest != recorded : (digest == 0) != (recorded == 0)
        guard value != nil || isOther else { return nil }
        return Replay.Difference(
            cycle: cycle, time: record.now, stage: plan.stages[number].id, isInput: isInput, value: value)
    }

    private func value(_ number: Int) -> Replay.Value? {
        let parts = record.parts.filter { $0.kind == .columns && $0.stage == number }
        let entries = engine.archive.entries(ofCycle: Int(record.cycle)).filter { $0.stage == number }
        // The first is the stage's output; behind it come weights.
        for (order, (part, entry)) in zip(parts, entries).enumerated() {
            let recorded = MemoryReader(bytes: part.bytes).all
            let (numbers, rows) = (entry.columns.storage, entry.columns.rows)
            let count = min(recorded.count, entry.columns.columns * rows)
            guard let place = (0..<count).first(where: { recorded[$0] != numbers[$0].bitPattern }) else {
                continue
            }
            let isOfInstruments = order == 0 && plan.stages[number].plugin.kind != .learner
            let names = isOfInstruments ? plan.instruments : engine.names[number]
            return Replay.Value(
                symbol: names[place % rows], column: place / rows,
                recorded: Double(bitPattern: recorded[place]), now: numbers[place])
        }
        return nil
    }
}

extension TracedCycle {
    /// Whether its digests are of the form that this program makes.
    var hasOurDigests: Bool {
        guard let word = bytes(.digests).flatMap({ MemoryReader(bytes: $0).all.first }) else { return true }
        return RecordedCircumstances(word).digestForm == Digest.form
    }

    /// The digest of a stage's output; nil when the record holds none.
    func digest(ofStage number: Int) -> UInt64? {
        guard let bytes = bytes(.digests) else { return nil }
        let words = MemoryReader(bytes: bytes).all
        return words.indices.contains(number + 2) ? words[number + 2] : nil
    }
}
