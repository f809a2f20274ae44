import SluiceJournal
import SluiceKit
import SluiceMarket

/// What a ledger says of all that a venue has, read when nobody trades.
struct LedgerView {
    /// The venue's orders that it knows, by name.
    var orders: Set<String> = []
    /// The venue's trades that it has booked, by name.
    var fills: Set<String> = []
    /// How many trades it has booked in all.
    var fillCount = 0
    /// The orders that are not finished, by name.
    var openOrders: Set<String> = []
    var cash = Amount.zero
    var holdings: [String: Amount] = [:]

    /// Reads a ledger from its folder.
    init(folder: String, venue: VenueBook, now: Timestamp) throws {
        let file = try LedgerFile.open(in: try StateFolder.open(folder, TradeCommand.identity), now: now)
        let state = try file.load()
        for order in venue.orders {
            guard let name = ClientOrderID(order.terms.client) else { continue }
            if try file.state(of: name) != nil { orders.insert(order.terms.client) }
        }
        for fill in venue.fills where try file.knows(.text(fill.name)) { fills.insert(fill.name) }
        fillCount = Int(state.fillCount)
        openOrders = Set(state.orders.map { $0.intent.clientID.description })
        cash = state.balances.first?.cash ?? .zero
        for position in state.positions where !position.quantity.isZero {
            holdings[position.symbol] = position.quantity
        }
        try file.close()
    }

    init() {}
}
