import SluiceKit
import SluiceMarket

/// What others do on an account that pipelines share: it is expected, told once, and never a reason to stop.
///
/// Ours is what bears our names: orders and their fills. Holdings bear none, so that those of the venue beyond the
/// ledger's are someone else's.
struct SharedAccount {
    /// The venue's ids of the orders that were told already.
    private var orders: Set<String> = []
    /// The holdings of others that were told last, by instrument.
    private var holdings: [Amount] = []

    /// The part of a listing that is ours, with the whole account; a charge bears no name, and is nobody's there.
    static func own(_ listing: VenueListing, prefix: String) -> VenueListing {
        func isOurs(_ name: ClientOrderID?) -> Bool { name?.description.hasPrefix(prefix) == true }
        return VenueListing(
            isComplete: listing.isComplete, openOrders: listing.openOrders.filter { isOurs($0.clientID) },
            fills: listing.fills.filter { isOurs($0.clientID) }, account: listing.account, mark: listing.mark)
    }

    /// How many open orders of others there are that were not there when it was last told.
    mutating func newOrders(in listing: VenueListing, prefix: String) -> Int {
        let own = Set(Self.own(listing, prefix: prefix).openOrders.map(\.venueID))
        let foreign = Set(listing.openOrders.map(\.venueID)).subtracting(own)
        defer { orders = foreign }
        return foreign.subtracting(orders).count
    }

    /// The holdings of others that are not as they were when they were last told.
    /// - Throws: When a difference is too large to tell.
    mutating func newHoldings(
        _ venue: [Amount], beside own: [Amount], symbols: [String]
    ) throws -> [Reconciliation.ForeignHolding] {
        var found: [Reconciliation.ForeignHolding] = []
        var now = holdings.count == venue.count ? holdings : Array(repeating: .zero, count: venue.count)
        for (index, symbol) in symbols.enumerated() where venue.indices.contains(index) {
            let foreign = try venue[index].subtracting(own[index])
            if foreign != now[index] {
                found.append(Reconciliation.ForeignHolding(instrument: symbol, quantity: foreign))
            }
            now[index] = foreign
        }
        holdings = now
        return found
    }
}
