public import SluiceJournal
import SluiceKit
public import SluiceMarket
public import SluicePipeline

/// Runs the recorded cycles of one run again, through the same engine, and compares what every stage gave bit for bit.
///
/// The market and the portfolio of each cycle are taken as they were recorded, so that what differs is the doing of a
/// stage. A replay begins where the run began, with what its stages remembered there. Data sources and the broker are not
/// built: their files and accounts may be gone.
public final class Replay {
    /// A stage whose output is not what was recorded.
    public struct Difference: Hashable, Sendable {
        /// The cycle's number.
        public let cycle: Int
        /// The cycle's time.
        public let time: Timestamp
        /// The stage's id.
        public let stage: String
        /// Whether it is a data stage, so that what the cycle saw was changed.
        public let isInput: Bool
        /// The first number that differs; nil when only the digest does.
        public let value: Value?
    }

    /// A number that differs.
    public struct Value: Hashable, Sendable {
        /// The instrument's symbol, or the member or choice whose weight differs.
        public let symbol: String
        /// The column within the stage's frame, from 0.
        public let column: Int
        /// As it was recorded.
        public let recorded: Double
        /// As it is now.
        public let now: Double
    }

    private let plan: Plan
    /// The engine that runs the cycles again.
    public let engine: Engine

    /// Builds the stages of a plan with what they remembered when the run began.
    ///
    /// - Parameters:
    ///   - plan: The pipeline as it ran, or another on the same universe.
    ///   - surroundings: What the stages are built with.
    ///   - seed: The seed of the run's dice.
    ///   - first: The run's first cycle, which holds the memories; nil to begin with nothing.
    /// - Throws: The stage that could not be built.
    public init(
        plan: Plan, surroundings: Surroundings, seed: UInt64, first: TracedCycle?
    ) throws(BuildError) {
        self.plan = plan
        engine = try Engine(
            plan: plan, surroundings: surroundings, clock: RunClock(), seed: seed,
            answered: StageKind.answered)
        for (planned, stage) in zip(plan.stages, engine.stages)
        where !StageKind.answered.contains(planned.plugin.kind) {
            do { try stage.start() } catch { throw BuildError(stage: planned.id, message: "\(error)") }
        }
        guard let first else { return }
        do { _ = try engine.recall(memories(of: first)) } catch {
            throw BuildError(stage: plan.name, message: "the run's beginning cannot be read: \(error)")
        }
    }

    private func memories(of first: TracedCycle) throws -> [StageMemory] {
        try first.parts.filter { $0.kind == .memories }.compactMap { part in
            guard let name = name(part.stage) else { return nil }
            var reader = MemoryReader(bytes: part.bytes)
            let (version, fingerprint) = (try reader.int(), try reader.word())
            return StageMemory(
                stage: name, fingerprint: fingerprint, version: version, words: reader.rest())
        }
    }

    /// Whose memory a part of the record is, by its number: a stage's, or behind those what the engine keeps for one; nil
    /// for what a replay does not need, as the market and what the broker tells are taken from the record.
    private func name(_ number: Int) -> String? {
        if plan.stages.indices.contains(number) {
            let isAsked = !StageKind.answered.contains(plan.stages[number].plugin.kind)
            return isAsked ? plan.stages[number].id : nil
        }
        let (keepers, place) = (engine.keepers, number - plan.stages.count)
        guard keepers.indices.contains(place), keepers[place].kind != .data else { return nil }
        return Engine.keptName(keepers[place])
    }

    /// Runs the next cycle again, and compares it with its record.
    public func run(_ record: TracedCycle) throws(ReplayError) -> [Difference] {
        let hasRun = try engine.replay(record)
        return plan.stages.indices.compactMap { number in
            let kind = plan.stages[number].plugin.kind
            // Reports of the broker are what the cycle was told, not what it did.
            guard kind != .broker, hasRun || kind == .data else { return nil }
            return difference(number, isInput: kind == .data, record)
        }
    }

    private func difference(_ number: Int, isInput: Bool, _ record: TracedCycle) -> Difference? {
        let cycle = Int(record.cycle)
        let value = isInput ? nil : value(number, record)
        let (recorded, digest) = (
            recordedDigest(number, record), engine.records.digest(ofStage: number, cycle: cycle)
        )
        // A source that failed in the cycle has given nothing.
        if isInput, recorded == 0 { return nil }
        guard value != nil || digest != recorded else { return nil }
        return Difference(
            cycle: cycle, time: record.now, stage: plan.stages[number].id, isInput: isInput, value: value)
    }

    private func recordedDigest(_ number: Int, _ record: TracedCycle) -> UInt64? {
        guard let bytes = record.bytes(.digests) else { return nil }
        let words = MemoryReader(bytes: bytes).all
        return words.indices.contains(number + 2) ? words[number + 2] : nil
    }

    private func value(_ number: Int, _ record: TracedCycle) -> Value? {
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
            return Value(
                symbol: names[place % rows], column: place / rows,
                recorded: Double(bitPattern: recorded[place]), now: numbers[place])
        }
        return nil
    }
}
