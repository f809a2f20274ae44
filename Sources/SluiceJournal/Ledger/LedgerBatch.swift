public import SluiceKit
public import SluiceMarket

/// What a cycle adds to the ledger: all of it is written, or nothing.
public struct LedgerBatch: Sendable {
    /// The cycle's number; 0 between cycles.
    public var cycle: Int64 = 0
    /// The cycle's scheduled time.
    public var scheduled = Timestamp.distantPast
    /// Orders that are about to be sent.
    public var intents: [OrderIntent] = []
    /// What became of orders, in the order in which it happened.
    public var transitions: [OrderTransition] = []
    /// What traded, in the order in which it was told.
    public var fills: [LedgerFill] = []
    /// What was charged beside trades, in the order in which it was told.
    public var charges: [LedgerCharge] = []
    /// Cash, for each currency that changed.
    public var balances: [CashBalance] = []
    /// Holdings that changed.
    public var positions: [PositionState] = []
    /// What stages remember, for those that have changed.
    public var memories: [StageMemory] = []
    /// How trading was restricted or freed.
    public var restrictions: [Restriction] = []
    /// What someone who looks for a cause should find.
    public var notes: [LedgerNote] = []
    /// Where the venue's next listing of trades begins; nil leaves it as it is.
    public var fillMark: String?

    /// Creates an empty batch with room for so many orders.
    public init(capacity: Int = 0) {
        guard capacity > 0 else { return }
        intents.reserveCapacity(capacity)
        transitions.reserveCapacity(4 * capacity)
        fills.reserveCapacity(4 * capacity)
        positions.reserveCapacity(capacity)
    }

    /// Whether there is nothing in it but the number and time of a cycle.
    public var isEmpty: Bool {
        intents.isEmpty && transitions.isEmpty && fills.isEmpty && charges.isEmpty && balances.isEmpty
            && positions.isEmpty && memories.isEmpty && restrictions.isEmpty && notes.isEmpty
            && fillMark == nil
    }

    /// Forgets everything, and keeps the room.
    public mutating func clear() {
        (cycle, scheduled, fillMark) = (0, .distantPast, nil)
        intents.removeAll(keepingCapacity: true)
        transitions.removeAll(keepingCapacity: true)
        fills.removeAll(keepingCapacity: true)
        charges.removeAll(keepingCapacity: true)
        balances.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        memories.removeAll(keepingCapacity: true)
        restrictions.removeAll(keepingCapacity: true)
        notes.removeAll(keepingCapacity: true)
    }
}

/// An order that is about to be sent.
public struct OrderIntent: Hashable, Sendable {
    /// Its name at the venue.
    public var clientID: ClientOrderID
    /// Its number within the pipeline.
    public var number: UInt64
    /// The scheduled time of the cycle that asks for it.
    public var scheduled: Timestamp
    /// When it was approved.
    public var time: Timestamp
    /// The symbol of its instrument.
    public var symbol: String
    /// What is asked for; its instrument's number is that of the universe at hand, -1 when it is not in there.
    public var request: OrderRequest
    /// Why, in words; nil when the trace alone says so.
    public var decision: String?
    /// Whether it was found at the venue and never meant now: the ledger may know it, and only goes on with it then.
    public var isAdopted: Bool

    /// Creates an intent.
    public init(
        _ clientID: ClientOrderID, number: UInt64, scheduled: Timestamp, time: Timestamp, symbol: String,
        request: OrderRequest, decision: String? = nil, isAdopted: Bool = false
    ) {
        (self.clientID, self.number, self.scheduled, self.time) = (clientID, number, scheduled, time)
        (self.symbol, self.request, self.decision) = (symbol, request, decision)
        self.isAdopted = isAdopted
    }
}

/// One step in an order's life.
public struct OrderTransition: Hashable, Sendable {
    /// The order.
    public var clientID: ClientOrderID
    /// The state before.
    public var from: OrderState
    /// The state after.
    public var to: OrderState
    /// Whether a restart need not know the order any more: it is finished, or lost and settled by a reconciliation.
    public var isFinal: Bool
    /// When it happened.
    public var time: Timestamp
    /// Why, as a word or in words; empty when it goes without saying.
    public var reason: String
    /// The venue's name of the order; nil where it was not told.
    public var venueID: String?
    /// Whether the rules of an order's life do not know this step, which is kept all the same.
    public var isIllegal: Bool

    /// Creates a step, the last one of an order when its state is a finished one unless something else is said.
    public init(
        _ clientID: ClientOrderID, from: OrderState, to: OrderState, isFinal: Bool? = nil, time: Timestamp,
        reason: String = "", venueID: String? = nil, isIllegal: Bool = false
    ) {
        (self.clientID, self.from, self.to, self.isFinal) = (clientID, from, to, isFinal ?? to.isFinished)
        (self.time, self.reason, self.venueID, self.isIllegal) = (time, reason, venueID, isIllegal)
    }
}

/// A trade.
///
/// A second one with the same name is the same one told again: it is counted and not kept.
public struct LedgerFill: Hashable, Sendable {
    /// The venue's name of the trade.
    public var id: FillID
    /// The order; nil when it is none of ours.
    public var clientID: ClientOrderID?
    /// The symbol of the instrument.
    public var symbol: String
    /// The side.
    public var side: Side
    /// How much traded, in units of the instrument.
    public var quantity: Amount
    /// The price.
    public var price: Amount
    /// The fee, not included in the price; negative where the venue pays.
    public var fee: Amount
    /// The currency of the fee.
    public var feeCurrency: String
    /// When it traded.
    public var time: Timestamp
    /// The venue's name of the order.
    public var venueID: String?
    /// The currency of the price; nil for the account's.
    public var currency: String?

    /// Creates a trade.
    public init(
        _ id: FillID, of clientID: ClientOrderID?, symbol: String, side: Side, quantity: Amount,
        price: Amount,
        fee: Amount, feeCurrency: String, time: Timestamp, venueID: String? = nil, currency: String? = nil
    ) {
        self.currency = currency
        (self.id, self.clientID, self.symbol, self.side) = (id, clientID, symbol, side)
        (self.quantity, self.price, self.fee, self.feeCurrency) = (quantity, price, fee, feeCurrency)
        (self.time, self.venueID) = (time, venueID)
    }
}
