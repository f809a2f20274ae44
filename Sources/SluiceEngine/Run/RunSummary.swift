public import SluiceKit
public import SluiceMarket

/// What a run came to.
public struct RunSummary: Sendable {
    /// Something that happened several times for one reason.
    public struct Tally: Hashable, Sendable {
        /// The id of the stage; empty for the engine.
        public let stage: String
        /// The reason.
        public let reason: String
        /// How often.
        public var count: Int
    }

    /// What was charged beside trades for one thing in one currency.
    public struct ChargeTotal: Hashable, Sendable {
        /// What it was paid for.
        public let kind: Charge.Kind
        /// The currency of the sum; nil for the account's.
        public var currency: Currency?
        /// How often.
        public var count = 0
        /// The sum; below zero when more was paid than received.
        public var amount = Amount.zero
    }

    /// Cycles that ran, skipped ones included.
    public var cycles = 0
    /// Cycles that ended without orders because something was wrong.
    public var skipped = 0
    /// Cycles whose orders were kept back while stages warmed up.
    public var warmUpCycles = 0
    /// The stages that were not warm when the run ended; none where nobody waited for them.
    public var coldStages: [String] = []
    /// The time of the first cycle; nil when there was none.
    public var first: Timestamp?
    /// The time of the last cycle; nil when there was none.
    public var last: Timestamp?
    /// Orders that went to the broker.
    public var orders = 0
    /// Trades.
    public var fills = 0
    /// Instruments that traded.
    public var tradedInstruments = 0
    /// Equity before the first cycle that had one.
    public var startEquity = Double.nan
    /// Equity after the last cycle.
    public var endEquity = Double.nan
    /// The deepest fall of equity from its peak so far, as a share of the peak.
    public var maxDrawdown = 0.0
    /// Fees paid in the account's currency.
    public var fees = Amount.zero
    /// Fees paid in other currencies; none where none were.
    public var otherFees: [Money] = []
    /// Cash paid and received beside trades, by what it was paid for; none where nothing was.
    public var charges: [ChargeTotal] = []
    /// Instruments for which the arbiter held, and why.
    public var held: [Tally] = []
    /// Decisions that gates blocked.
    public var blocked: [Tally] = []
    /// Targets that risk stages limited.
    public var limited: [Tally] = []
    /// Orders that the pre-trade check refused or the broker rejected.
    public var rejected: [Tally] = []
    /// Faults of stages.
    public var failures: [Tally] = []
    /// How trading was restricted at the end.
    public var standing = TradingStanding.open
    /// Why; none when it was not.
    public var standingCause = Cause.none
    /// Orders whose fate is unknown.
    public var unresolved = 0
    /// Stages whose models have seen what the run replayed.
    public var trainedLater: [TrainedLater] = []
    /// Facts that stages want to be told.
    public var remarks: [(stage: String, text: String)] = []

    /// An empty summary.
    public init() {}
}
