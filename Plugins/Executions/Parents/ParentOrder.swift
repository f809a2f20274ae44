import SluiceKit
import SluiceMarket

/// What an instrument is worked toward in children over time.
struct ParentOrder {
    /// Where it is.
    enum Phase: Int {
        /// There is none.
        case none
        /// Children are sent when they are due.
        case working
        /// Too many children were rejected: nothing more is sent before its time is over.
        case failed
    }

    var phase = Phase.none
    /// When it began; its children carry it in their origin.
    var start = Timestamp.distantPast
    var side = Side.buy
    /// How much it is for.
    var total = Amount.zero
    /// What its finished children have traded.
    var traded = Amount.zero
    /// What its open children are for.
    var open = Amount.zero
    /// How many children are open.
    var openCount = 0
    /// The number of the next child.
    var nextChild = 0
    /// How many children were rejected.
    var rejects = 0
    /// What the market has traded since the last child.
    var volume = 0.0

    /// What is not traded and not under way.
    var remaining: Amount {
        guard let left = try? total.subtracting(traded).subtracting(open) else { return .zero }
        return max(left, .zero)
    }

    /// The time since it began.
    func age(at now: Timestamp) -> Span { now.since(start) }

    /// Whether an order is a child of it.
    func isParent(of request: OrderRequest) -> Bool { phase != .none && request.origin.parent == start }
}

extension ParentOrder {
    func remember(into memory: inout MemoryWriter) {
        memory.write(phase.rawValue)
        memory.write(start)
        memory.write(side == .buy ? 1 : -1)
        memory.write(total)
        memory.write(traded)
        memory.write(nextChild)
        memory.write(rejects)
        memory.write(volume)
    }

    init(from memory: inout MemoryReader) throws(MemoryMismatch) {
        guard let phase = Phase(rawValue: try memory.int()) else {
            throw MemoryMismatch("the memory holds a parent that is in no phase")
        }
        self.phase = phase
        start = try memory.timestamp()
        side = try memory.int() > 0 ? .buy : .sell
        total = try memory.amount()
        traded = try memory.amount()
        nextChild = try memory.int()
        rejects = try memory.int()
        volume = try memory.double()
        guard total >= .zero, traded >= .zero, (0...Int(Int32.max)).contains(nextChild), rejects >= 0 else {
            throw MemoryMismatch("the memory holds a parent that cannot be")
        }
    }
}
