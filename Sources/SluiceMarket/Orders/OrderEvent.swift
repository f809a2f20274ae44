/// What happens to an order.
public enum OrderEvent: Hashable, Sendable {
    /// It was written down.
    case intended
    /// It left.
    case sent
    /// The venue has it, or was found to have it.
    case accepted
    /// The venue or a check refused it.
    case rejected
    /// Some of it traded; `isComplete` when nothing is left of it.
    case traded(isComplete: Bool)
    /// The venue is asked to cancel it.
    case cancelRequested
    /// The venue will not cancel it; `hasTraded` when some of it has traded.
    case cancelRefused(hasTraded: Bool)
    /// What was left of it is off the venue.
    case cancelled
    /// The venue is asked to put another in its place.
    case replaceRequested
    /// The venue will not replace it; `hasTraded` when some of it has traded.
    case replaceRefused(hasTraded: Bool)
    /// Another stands in its place.
    case replaced
    /// Its time ran out.
    case expired
    /// Nobody knows what became of it.
    case becameUnknown
    /// Looks that prove something did not find it.
    case lost
}
