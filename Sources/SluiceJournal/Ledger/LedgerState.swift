public import SluiceKit
public import SluiceMarket

/// All that a restart needs of a ledger.
public struct LedgerState: Hashable, Sendable {
    /// The number of the last cycle that was written; 0 before the first.
    public var cycle: Int64 = 0
    /// The scheduled time of the last cycle; nil before the first.
    public var scheduled: Timestamp?
    /// The number of the last order; 0 before the first.
    public var lastOrder: UInt64 = 0
    /// The orders that are not finished, oldest first.
    public var orders: [LedgerOrder] = []
    /// Cash by currency, in the order of the currencies' names.
    public var balances: [CashBalance] = []
    /// Holdings, those of nothing among them, in the order of the symbols.
    public var positions: [PositionState] = []
    /// What stages remember.
    public var memories: [StageMemory] = []
    /// How trading was restricted or freed last; nil when it never was.
    public var restriction: Restriction?
    /// The last change of the control file that was journaled; 0 before the first.
    public var lastControl: Int64 = 0
    /// Where the venue's next listing of trades begins.
    public var fillMark: String?
    /// The names of orders that a cycle which is run again might ask for once more: those of the last days.
    public var recentNames: [ClientOrderID] = []
    /// The names of the trades of the last days, which a venue may tell again.
    public var recentFills: [FillID] = []
    /// The names of the charges of the last days, which a venue may tell again.
    public var recentCharges: [FillID] = []
    /// How many trades there are.
    public var fillCount: Int64 = 0

    /// Nothing yet.
    public init() {}
}

/// An order that is not finished, as the ledger knows it.
public struct LedgerOrder: Hashable, Sendable {
    /// What was meant.
    public var intent: OrderIntent
    /// Its state; `intended` before any step was written.
    public var state: OrderState
    /// How much of it has traded: the sum of its fills.
    public var filled: Amount
    /// When its state changed last.
    public var changed: Timestamp
    /// The venue's name of it; nil as long as nobody told.
    public var venueID: String?
}

/// What writing a batch found.
public struct WriteOutcome: Hashable, Sendable {
    /// Trades that were there already.
    public var repeatedFills = 0
    /// Charges that were there already.
    public var repeatedCharges = 0

    /// Nothing out of the ordinary.
    public init() {}
}
