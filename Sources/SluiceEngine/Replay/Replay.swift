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

        /// What differs, in words.
        public var detail: String {
            if isInput { return "what the cycle saw is not what its digest says" }
            guard let value else { return "its digest differs" }
            return "\(value.symbol), column \(value.column): recorded \(value.recorded), now \(value.now)"
        }
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
        do {
            _ = try engine.recall(
                RecordedBeginning(first).memories(for: engine) { !StageKind.answered.contains($0) })
        } catch {
            throw BuildError(stage: plan.name, message: "the run's beginning cannot be read: \(error)")
        }
    }

    /// Runs the next cycle again, and compares it with its record.
    public func run(_ record: TracedCycle) throws(ReplayError) -> [Difference] {
        let hasRun = try engine.replay(record)
        return RecordComparison(engine, record).differences(hasRun: hasRun)
    }
}
