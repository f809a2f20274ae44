public import SluiceMarket

/// How an order is priced.
@frozen
public enum OrderPricing: Hashable, Sendable {
    /// At whatever the market offers.
    case market
    /// At this price or better.
    case limit(Amount)
    /// At whatever the market offers once it has traded at the trigger or beyond: at or above it for a buy, at or
    /// below it for a sale.
    case stop(trigger: Amount)
    /// At the limit or better once the market has traded at the trigger or beyond.
    case stopLimit(trigger: Amount, limit: Amount)

    /// The worst price it may trade at; nil where any will do.
    @inlinable
    public var limit: Amount? {
        switch self {
        case .limit(let price), .stopLimit(_, let price): price
        case .market, .stop: nil
        }
    }

    /// The price that wakes it; nil where it is awake from the beginning.
    @inlinable
    public var trigger: Amount? {
        switch self {
        case .stop(let price), .stopLimit(let price, _): price
        case .market, .limit: nil
        }
    }
}

/// How long an order stands.
@frozen
public enum TimeInForce: Hashable, Sendable {
    /// To the end of the session.
    case day
    /// Until it has traded or is cancelled.
    case goodTilCancelled
    /// What does not trade at once is cancelled.
    case immediateOrCancel
    /// All of it trades at once, or nothing does.
    case fillOrKill
    /// To a moment.
    case goodTil(Timestamp)
}
