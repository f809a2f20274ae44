public import SluiceMarket

/// How long a run goes and how fast.
public struct RunOptions: Sendable {
    /// How fast a simulated clock goes.
    public enum Speed: Hashable, Sendable {
        /// As fast as the machine can.
        case unlimited
        /// So many times as fast as the wall clock.
        case times(Double)
    }

    /// The number of cycles after which the run ends; nil for no limit.
    public var cycles: Int?
    /// The time after which no cycle begins; nil for no limit.
    public var until: Timestamp?
    /// How fast a simulated clock goes.
    public var speed: Speed
    /// The seed of all dice; nil for the file's.
    public var seed: UInt64?
    /// Whether a run over data that a stage was trained on is refused, instead of marked.
    public var refusesTrainedLater: Bool
    /// The first moment at which orders may leave where history drives the clock; the cycles before it warm the stages up.
    public var tradesFrom: Timestamp?
    /// Whether orders are kept back until every stage is warm, where history drives the clock.
    public var warmsUp = false
    /// Whether digests, columns and times of the last cycles are kept for whoever asks the engine; without, only digests
    /// of what data stages showed.
    public var keepsRecords = true
    /// Whether a run on the wall clock is refused.
    public var needsHistory = false

    /// Creates options.
    public init(
        cycles: Int? = nil, until: Timestamp? = nil, speed: Speed = .unlimited, seed: UInt64? = nil,
        refusesTrainedLater: Bool = false
    ) {
        (self.cycles, self.until, self.speed, self.seed) = (cycles, until, speed, seed)
        self.refusesTrainedLater = refusesTrainedLater
    }
}
