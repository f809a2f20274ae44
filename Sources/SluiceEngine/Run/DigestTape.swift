public import SluiceMarket

/// The digest of every stage's output in every cycle of a run, to hold two runs against each other bit for bit.
///
/// Takes eight bytes for each stage and cycle.
public final class DigestTape: RunObserver {
    /// The first place at which two tapes differ.
    public struct Difference: Hashable, Sendable {
        /// The number of the stage in the plan.
        public let stage: Int
        /// The number of the cycle, from 1.
        public let cycle: Int
        /// The time of the cycle.
        public let time: Timestamp
    }

    private var times: [Timestamp] = []
    private var digests: [UInt64] = []
    private var stages = 0

    /// Creates an empty tape.
    public init() {}

    /// How many cycles there are.
    public var count: Int { times.count }

    /// The time of a cycle by its place, from 0.
    public func time(_ place: Int) -> Timestamp { times[place] }

    /// The first cycle, and in it the first stage of the plan, in which this tape is not as another one of the same plan.
    ///
    /// A cycle that this tape lacks, or that had another time, differs in its first stage.
    public func firstDifference(from other: DigestTape, within cycles: Int) -> Difference? {
        for cycle in 0..<min(cycles, other.count) {
            guard cycle < count, times[cycle] == other.times[cycle] else {
                return Difference(stage: 0, cycle: cycle + 1, time: other.times[cycle])
            }
            for stage in 0..<stages {
                let place = cycle * stages + stage
                if digests[place] != other.digests[place] {
                    return Difference(stage: stage, cycle: cycle + 1, time: times[cycle])
                }
            }
        }
        return nil
    }

    /// Learns how many stages there are.
    public func began(_ engine: Engine) { stages = engine.records.stages }

    /// Takes the digests of a cycle.
    public func cycleEnded(_ engine: Engine) {
        times.append(engine.report.now)
        for stage in 0..<stages {
            digests.append(engine.records.digest(ofStage: stage, cycle: engine.report.number) ?? 0)
        }
    }

    /// Takes nothing: acts between cycles follow from them.
    public func acted(_ engine: Engine) {}

    /// Takes nothing.
    public func ended(_ engine: Engine) {}
}
