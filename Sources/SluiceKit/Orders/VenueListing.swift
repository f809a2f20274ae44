public import SluiceMarket

/// What a venue answers when it is asked for one order.
public enum OrderLookup: Hashable, Sendable {
    /// The venue has it, or has had it.
    case found(VenueOrder)
    /// The venue says that it has no such order, which proves nothing before its settling time.
    case notFound
    /// There was no answer, or none that can be understood.
    case failed
}

/// An order as a venue tells it.
public struct VenueOrder: Hashable, Sendable {
    /// How an order stands at a venue.
    public enum Standing: Hashable, Sendable {
        /// It may still trade.
        case open
        /// All of it has traded.
        case filled
        /// What was left of it was cancelled.
        case cancelled
        /// The venue refused it.
        case rejected
        /// Its time in force is over.
        case expired
    }

    /// The name we gave it; nil for an order that someone else has sent, or whose name is no name of ours.
    public let clientID: ClientOrderID?
    /// The venue's name of it.
    public let venueID: String
    /// The instrument's number in the universe; nil for one that is not in it.
    public let instrument: Int?
    /// The side.
    public let side: Side
    /// How much was ordered.
    public let quantity: Amount
    /// How much has traded.
    public let filled: Amount
    /// How it stands.
    public let standing: Standing

    /// Creates an order as a venue tells it.
    public init(
        clientID: ClientOrderID?, venueID: String, instrument: Int?, side: Side, quantity: Amount,
        filled: Amount, standing: Standing
    ) {
        (self.clientID, self.venueID, self.instrument, self.side) = (clientID, venueID, instrument, side)
        (self.quantity, self.filled, self.standing) = (quantity, filled, standing)
    }
}

/// A trade as a venue tells it.
public struct VenueFill: Hashable, Sendable {
    /// The venue's name of the trade.
    public let fill: FillID
    /// The name of the order; nil for a trade of an order that is not ours.
    public let clientID: ClientOrderID?
    /// The instrument's number in the universe; nil for one that is not in it.
    public let instrument: Int?
    /// The side.
    public let side: Side
    /// How much traded.
    public let quantity: Amount
    /// The price.
    public let price: Amount
    /// The fee, not included in the price.
    public let fee: Amount
    /// The currency of the fee; nil for that of the instrument.
    public let feeCurrency: Currency?
    /// When it traded.
    public let time: Timestamp

    /// Creates a trade as a venue tells it.
    public init(
        _ fill: FillID, of clientID: ClientOrderID?, instrument: Int?, side: Side, quantity: Amount,
        price: Amount, fee: Amount, feeCurrency: Currency? = nil, time: Timestamp
    ) {
        self.feeCurrency = feeCurrency
        (self.fill, self.clientID, self.instrument, self.side) = (fill, clientID, instrument, side)
        (self.quantity, self.price, self.fee, self.time) = (quantity, price, fee, time)
    }
}

/// All that a venue knows of an account.
public struct VenueListing: Hashable, Sendable {
    /// Whether nothing is left out; an incomplete listing concludes nothing.
    public let isComplete: Bool
    /// The orders that may still trade.
    public let openOrders: [VenueOrder]
    /// The trades behind the mark that was given, oldest first.
    public let fills: [VenueFill]
    /// What was charged behind the mark beside trades, oldest first.
    public let charges: [Charge]
    /// Cash and holdings.
    public let account: BrokerAccount
    /// Where the next listing's trades begin; nil where there was none.
    public let mark: String?

    /// Creates a listing.
    public init(
        isComplete: Bool, openOrders: [VenueOrder], fills: [VenueFill], charges: [Charge] = [],
        account: BrokerAccount, mark: String?
    ) {
        (self.isComplete, self.openOrders, self.fills) = (isComplete, openOrders, fills)
        (self.charges, self.account, self.mark) = (charges, account, mark)
    }
}
