import SluiceKit

/// The names of orders and trades that must not come a second time.
///
/// A name without a parent belongs to one moment, so that only those of the present one are kept; the names of children
/// last. Numbers of trades only grow.
struct KnownNames {
    /// The first names of the moment: a few are looked through sooner than hashed.
    private var first: [ClientOrderID] = []
    /// The others of the moment.
    private var present: Set<ClientOrderID> = []
    private var lasting: Set<ClientOrderID> = []
    /// The highest number of a trade; nil where none has one.
    private(set) var lastNumber: UInt64?
    private var words: Set<String> = []

    /// Another moment begins.
    mutating func begin() {
        first.empty()
        if !present.isEmpty { present.removeAll(keepingCapacity: true) }
    }

    /// Adds the name of an order; false when it is there.
    mutating func insert(_ name: ClientOrderID, lasts: Bool) -> Bool {
        guard !lasting.contains(name) else { return false }
        if lasts { return lasting.insert(name).inserted }
        guard !first.contains(name) else { return false }
        guard first.count == Self.few else {
            first.append(name)
            return true
        }
        return present.insert(name).inserted
    }

    private static let few = 8

    /// Adds the name of a trade; false when it is there.
    mutating func insert(_ fill: FillID) -> Bool {
        switch fill {
        case .text(let word): return words.insert(word).inserted
        case .number(let number):
            if let lastNumber, number <= lastNumber { return false }
            lastNumber = number
            return true
        }
    }
}
