import SluiceMarket

/// Compares what a venue has with what a ledger says, once nothing is under way.
struct CrashComparison {
    /// Names that came in more than once.
    private(set) var duplicates: [String] = []
    /// Orders at the venue that the ledger does not know.
    private(set) var strays: [String] = []
    /// Trades at the venue that the ledger has not booked.
    private(set) var lostFills: [String] = []
    /// How many trades the ledger has that the venue does not know.
    private(set) var inventedFills = 0
    /// Holdings, cash and open orders that differ, in words.
    private(set) var differences: [String] = []

    init(_ venue: VenueBook, _ ledger: LedgerView) {
        duplicates = venue.submissions.filter { $0.value > 1 }.keys.sorted()
        strays = Set(venue.orders.map(\.terms.client)).subtracting(ledger.orders).sorted()
        lostFills = venue.fills.map(\.name).filter { !ledger.fills.contains($0) }
        inventedFills = ledger.fillCount - ledger.fills.count
        let held = venue.account.holdings.filter { !$0.value.isZero }
        for symbol in Set(held.keys).union(ledger.holdings.keys).sorted() {
            let (there, here) = (held[symbol] ?? .zero, ledger.holdings[symbol] ?? .zero)
            if there != here { differences.append("\(symbol): \(here) in the ledger, \(there) at the venue") }
        }
        if venue.account.cash != ledger.cash {
            differences.append("cash: \(ledger.cash) in the ledger, \(venue.account.cash) at the venue")
        }
        let open = Set(venue.openOrders.map(\.terms.client)).union(ledger.openOrders)
        differences += open.sorted().map { "order \($0) is still open" }
    }

    /// Whether nothing is wrong.
    var isEqual: Bool { findings.isEmpty }

    /// What is wrong, in words.
    var findings: [String] {
        duplicates.map { "order \($0) came in more than once" }
            + strays.map { "order \($0) is at the venue and not in the ledger" }
            + lostFills.map { "\($0) is at the venue and not in the ledger" }
            + (inventedFills == 0 ? [] : ["fills only in the ledger: \(inventedFills)"]) + differences
    }
}
