/// An invariant that did not hold, with what led there.
struct Violation: Error, Hashable, Sendable {
    /// The invariants, each by the words in which it is reported.
    enum Invariant: String, CaseIterable, Sendable {
        case positionLimit = "a position stays within its limit"
        case grossLimit = "the gross stays within its limit"
        case haltedEntry = "nothing is entered while trading is halted"
        case gatedEntry = "nothing is entered that a gate has blocked"
        case staleEntry = "nothing is sent on a stale price"
        case unreconciled = "nothing is sent before ledger and venue were found equal"
        case childrenWithinParent = "children are no more than their parent"
        case equity = "cash and positions are the equity"
        case fillsMakePositions = "positions and cash come from fills"
        case intentFirst = "no order is at the venue without an intent in the ledger"
        case sentOnce = "no client id comes twice to the venue"
        case fillBookedOnce = "no fill is booked twice"
        case chargeBookedOnce = "no charge is booked twice"
        case damageStops = "nothing trades on a damaged ledger before a person has accepted that"
        case settles = "once faults have stopped, ledger and venue are equal"
        case lively = "a history has cycles and orders enough"
        case runs = "the engine runs"
    }

    let invariant: Invariant
    let seed: UInt64
    let cycle: Int
    let text: String
    /// The last things that happened before, oldest first.
    let trail: [String]

    var lines: String {
        (["seed \(seed), cycle \(cycle): broken: \(invariant.rawValue): \(text)"]
            + trail.map { "    \($0)" }).joined(separator: "\n")
    }
}

/// The last things that happened; what led to a violation is read from it.
struct Trail {
    private var lines: [String] = []
    private static let kept = 30

    mutating func add(_ line: String) {
        lines.append(line)
        if lines.count > 2 * Self.kept { lines.removeFirst(Self.kept) }
    }

    var last: [String] { lines.suffix(Self.kept) }
}
