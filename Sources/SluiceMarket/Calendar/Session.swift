/// One stretch of trading of a market.
@frozen
public struct Session: Hashable, Sendable {
    /// The day the market calls it by.
    public let date: CivilDate
    /// The moment trading begins.
    public let open: Timestamp
    /// The moment trading ends.
    public let close: Timestamp

    /// Creates a session.
    @inlinable
    public init(date: CivilDate, open: Timestamp, close: Timestamp) {
        self.date = date
        self.open = open
        self.close = close
    }

    /// How long it lasts.
    @inlinable
    public var length: Span { close.since(open) }

    /// Whether a moment is in it: from the open on, up to but not including the close.
    @inlinable
    public func contains(_ moment: Timestamp) -> Bool { open <= moment && moment < close }
}
