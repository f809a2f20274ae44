/// Compares the orders that we think are open with those that a venue says are.
///
/// Ours that is not there: its final state is asked for, and without one it is `lost`, never taken for cancelled.
/// Theirs that we do not know: with our prefix it is adopted, without it is foreign, reported and left alone. Where
/// both know it and the filled quantity or the state differs, the venue is right.
public struct OrderReconciliation: Hashable, Sendable {
    /// What is to be done about one order.
    public enum Finding: Hashable, Sendable {
        /// Both sides agree.
        case agrees
        /// The venue knows better how far it has come.
        case update(filled: Amount, state: OrderState)
        /// It is open no longer, and this is how it ended.
        case finalize(OrderState)
        /// The venue does not know it.
        case lost
        /// It is ours, and we did not know.
        case adopt
        /// It is not ours.
        case foreign
    }

    /// An order with its finding.
    public struct Entry: Hashable, Sendable {
        /// The client's id of the order.
        public let id: String
        /// What is to be done.
        public let finding: Finding

        /// Creates an entry.
        public init(id: String, finding: Finding) { (self.id, self.finding) = (id, finding) }
    }

    /// One entry for each order that either side knows, by id.
    public let entries: [Entry]

    /// How many orders one side did not know to be open: missing, adopted and foreign ones.
    public var drift: Int {
        entries.count {
            switch $0.finding {
            case .agrees, .update: false
            case .finalize, .lost, .adopt, .foreign: true
            }
        }
    }

    /// Compares; nil when the listing is incomplete, from which nothing follows.
    ///
    /// `finalState` is asked for each order of ours that is open no longer; its nil means that the venue does not
    /// know the order.
    public init?(
        local: [OrderSnapshot], venue: OrderListing, prefix: String, finalState: (String) -> OrderState?
    ) {
        guard case .complete(let open) = venue else { return nil }
        let ours = Dictionary(local.map { ($0.id, $0) }) { first, _ in first }
        let theirs = Dictionary(open.map { ($0.id, $0) }) { first, _ in first }
        entries = Set(ours.keys).union(theirs.keys).sorted().map { id in
            let finding: Finding =
                switch (ours[id], theirs[id]) {
                case (let ours?, let theirs?): Self.compared(ours, theirs)
                case (_?, nil): finalState(id).map { .finalize($0) } ?? .lost
                default: id.hasPrefix(prefix) ? .adopt : .foreign
                }
            return Entry(id: id, finding: finding)
        }
    }

    private static func compared(_ ours: OrderSnapshot, _ theirs: OrderSnapshot) -> Finding {
        ours.filled == theirs.filled && ours.state == theirs.state
            ? .agrees : .update(filled: theirs.filled, state: theirs.state)
    }
}
