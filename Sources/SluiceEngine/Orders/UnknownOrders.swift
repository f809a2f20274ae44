import SluiceKit
import SluiceMarket

/// How often each order of unknown fate was looked up, and what follows from not finding it.
///
/// A venue that does not find an order proves nothing before its settling time, counted from the moment at which the
/// fate became unknown, and one look may fall between two of its computers: two looks after that time, as far apart
/// as half of it, prove that it is lost.
struct UnknownOrders {
    private struct Search {
        let since: Timestamp
        var next: Timestamp
        var misses = 0
    }

    /// How many looks must miss an order.
    static let misses = 2
    private var searches: [OrderID: Search] = [:]

    /// Whether it is time to look for an order.
    mutating func isDue(_ id: OrderID, at now: Timestamp, settling: Span) -> Bool {
        guard let search = searches[id] else {
            searches[id] = Search(since: now, next: now + settling.half)
            return true
        }
        guard now >= search.next else { return false }
        searches[id]?.next = now + settling.half
        return true
    }

    /// A look did not find an order; true when it is lost.
    mutating func missed(_ id: OrderID, at now: Timestamp, settling: Span) -> Bool {
        guard var search = searches[id] else { return false }
        if now.since(search.since) >= settling { search.misses += 1 }
        searches[id] = search
        return search.misses >= Self.misses
    }

    /// What became of an order is known.
    mutating func found(_ id: OrderID) { searches[id] = nil }
}

extension Span {
    fileprivate var half: Span { Span(nanoseconds: nanoseconds / 2) }
}
