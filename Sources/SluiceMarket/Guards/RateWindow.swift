/// How many events there may be within a sliding time: orders of an instrument, or of the whole account.
///
/// One more is allowed while fewer than `limit` were recorded at or after now - window; one exactly a window old still
/// counts. Asking records nothing, so that an order that another check refuses takes nothing from the rate. A clock that
/// steps back is taken to stand still. Worked number: with 2 in 10 s, events at 0, 0 and 10 are yes, yes, no, and yes at
/// 10.001. Allocates when it is made, and never again.
public struct RateWindow: Hashable, Sendable {
    /// How many events a window holds.
    public let limit: Int
    /// The length of the window.
    public let window: Span
    private var times: [Timestamp]
    private var next = 0
    private var latest = Timestamp.distantPast

    /// Creates a window; nil for a limit outside 1 to a million, and for a length that is not above zero.
    public init?(limit: Int, window: Span) {
        guard (1...1_000_000).contains(limit), window > .zero else { return nil }
        (self.limit, self.window) = (limit, window)
        times = Array(repeating: .distantPast, count: limit)
    }

    /// Whether one more event is allowed now.
    public func allows(at now: Timestamp) -> Bool {
        // The one about to be overwritten is the oldest that could count.
        times[next] == .distantPast || times[next] < max(now, latest) - window
    }

    /// Records an event.
    public mutating func record(at now: Timestamp) {
        latest = max(now, latest)
        times[next] = latest
        next = next + 1 == limit ? 0 : next + 1
    }

    /// Records an event if one more is allowed; whether it was.
    public mutating func admit(at now: Timestamp) -> Bool {
        guard allows(at: now) else { return false }
        record(at: now)
        return true
    }

    /// How many of the events recorded count at a moment, for a display.
    public func used(at now: Timestamp) -> Int {
        let start = max(now, latest) - window
        return times.count { $0 != .distantPast && $0 >= start }
    }

    /// The moments that are remembered, oldest first: what has to survive a restart.
    public var events: [Timestamp] { (times[next...] + times[..<next]).filter { $0 != .distantPast } }
}
