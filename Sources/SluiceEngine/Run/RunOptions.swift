public import SluiceKit
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

/// Someone who watches a run; called on the engine's thread, between cycles.
public protocol RunObserver: AnyObject {
    /// The first cycle is about to run.
    func began(_ engine: Engine)
    /// A cycle has ended; its report is in `engine.report`.
    func cycleEnded(_ engine: Engine)
    /// The execution stage has acted between two cycles; what happened is in `engine.report`.
    func acted(_ engine: Engine)
    /// The last cycle has ended, and what `on_stop` asks for is done.
    func ended(_ engine: Engine)
    /// Whether it reads what was approved in a cycle; then no cycle ends behind its decisions.
    var readsTargets: Bool { get }
}

/// Someone who can be told of many cycles at once that left everything as it was; then they need not run one by one.
public protocol StillObserver: RunObserver {
    /// Some cycles have passed in which nobody was asked for targets, and nothing happened at the broker.
    ///
    /// `engine.report`, and what the portfolio is worth, are of the cycle before. Decisions are in frames of the cycles, one
    /// for each that sizers read.
    func passed(_ held: HeldCycles, _ decisions: [DecisionFrame])
}

extension RunObserver {
    /// Whoever does not say reads everything.
    public var readsTargets: Bool { true }
}
