public import SluiceMarket

/// What a run was, so that its cycles can be run again: everything but the market.
public struct TraceRun: Hashable, Sendable {
    /// When it began.
    public var started: Timestamp
    /// The program's version.
    public var version: String
    /// The seed of the dice.
    public var seed: UInt64
    /// The pipeline as it ran, with all that profiles and options changed.
    public var pipeline: String
    /// The symbols of the universe, in its order.
    public var instruments: [String]
    /// The ids of the stages, in the plan's order.
    public var stages: [String]

    /// Creates the description of a run.
    public init(
        started: Timestamp, version: String, seed: UInt64, pipeline: String, instruments: [String],
        stages: [String]
    ) {
        (self.started, self.version, self.seed) = (started, version, seed)
        (self.pipeline, self.instruments, self.stages) = (pipeline, instruments, stages)
    }
}

/// How much of the trace is kept; the oldest cycles go first.
public struct TraceRetention: Hashable, Sendable {
    /// The longest time a cycle is kept.
    public var age: Span
    /// The most bytes the file holds.
    public var bytes: Int64

    /// Everything.
    public static let everything = TraceRetention(age: .longest, bytes: .max)

    /// Creates a retention.
    public init(age: Span = .days(30), bytes: Int64 = 4 << 30) { (self.age, self.bytes) = (age, bytes) }
}
