import SluiceEngine
import SluiceJournal
import SluiceKit
import SluiceMarket

/// Looks at every step whether what must hold holds.
///
/// It has its own view of what is durable, from the batches that the disk has taken, and of what the venue has, and
/// compares both with what the engine says.
final class Inspector {
    /// A parent order, by what its children have in common.
    struct Parent: Hashable {
        let instrument: Int
        let parent: Timestamp
    }

    /// Which limits the file states.
    struct Limits {
        var maxPosition = 0.10
        var maxGross = 0.60
        var maxSpreadBps = 12.0
        var maxAge = Span.seconds(60)
    }

    let seed: UInt64
    let limits = Limits()
    unowned let world: World
    var engine: Engine?
    var trail = Trail()
    private(set) var violation: Violation?
    /// How much each parent is for.
    var parents: [Parent: Int] = [:]
    var children: [Parent: Amount] = [:]
    var counts = HistoryCounts()
    var digest = Digest()

    // MARK: What is durable

    var intents: Set<ClientOrderID> = []
    var bookedFills: Set<FillID> = []
    var bookedCharges: Set<FillID> = []
    /// How much of each order is booked.
    var booked: [ClientOrderID: Amount] = [:]
    /// Cash and holdings that the durable fills make; nil until the ledger's own have been seen.
    var books: Books?

    // MARK: What restricts

    /// Whether something durable has halted trading, and no person has freed it since.
    var isLatched = false
    /// Whether a person has halted trading.
    var isHaltedByPerson = false

    init(_ world: World) { (self.world, seed) = (world, world.seed) }

    func fail(_ invariant: Violation.Invariant, _ text: @autoclosure () -> String) {
        guard violation == nil else { return }
        violation = Violation(
            invariant: invariant, seed: seed, cycle: world.cycle, text: text(), trail: trail.last)
    }

    /// A person has accepted that what the ledger knew is gone.
    func damageAccepted() {
        (books, isLatched) = (nil, false)
        note("a person accepts the damage")
    }

    /// A person has freed trading.
    func freed() { (isLatched, isHaltedByPerson) = (false, false) }
}

/// Cash and holdings, as trades make them.
struct Books: Equatable {
    var cash: Amount
    var holdings: [Amount]

    mutating func book(_ charge: Amount) throws { cash = try cash.adding(charge) }

    mutating func book(
        _ index: Int, _ side: Side, quantity: Amount, price: Amount, fee: Amount
    ) throws {
        let value = try price.multiplied(by: quantity, rounding: .halfEven)
        let isBuy = side == .buy
        cash = try (isBuy ? cash.subtracting(value) : cash.adding(value)).subtracting(fee)
        holdings[index] =
            try isBuy ? holdings[index].adding(quantity) : holdings[index].subtracting(quantity)
    }
}
