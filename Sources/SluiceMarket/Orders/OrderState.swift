/// Where an order is in its life.
///
/// new -> intended -> sent -> accepted -> partially filled -> filled is the straight way. An order whose fate nobody
/// knows is `unknown` until it is looked up; one that a complete look does not find is `lost`, which is never taken
/// for cancelled. See ``next(_:)`` for what may follow what.
public enum OrderState: String, Sendable, CaseIterable {
    /// Asked for by a stage; nobody else knows of it.
    case new
    /// Written down so that it outlives a crash; not sent.
    case intended
    /// On its way to the venue.
    case sent
    /// The venue has it.
    case accepted
    /// Some of it has traded.
    case partiallyFilled = "partially_filled"
    /// All of it has traded.
    case filled
    /// The venue was asked to cancel it.
    case cancelPending = "cancel_pending"
    /// The venue was asked to put another in its place.
    case replacePending = "replace_pending"
    /// What was left of it will not trade.
    case cancelled
    /// Another order stands in its place.
    case replaced
    /// The venue or a check refused it.
    case rejected
    /// Its time ran out.
    case expired
    /// Nobody knows whether the venue has it.
    case unknown
    /// The venue did not know it, twice and after its settling time.
    case lost
}

extension OrderState {
    /// Whether nothing more is expected of it: filled, cancelled, replaced, rejected or expired.
    ///
    /// A lost order is not finished: what it may have traded counts until a reconciliation is complete.
    public var isFinished: Bool {
        switch self {
        case .filled, .cancelled, .replaced, .rejected, .expired: true
        default: false
        }
    }

    /// Whether it may be at the venue, so that it can trade and can be cancelled.
    public var isAtVenue: Bool {
        switch self {
        case .sent, .accepted, .partiallyFilled, .cancelPending, .replacePending, .unknown: true
        default: false
        }
    }

    /// Whether a fill is in order; one in any other state is booked all the same, and someone should know.
    public var expectsFills: Bool { isAtVenue }
}
