import SluiceKit
import SluiceMarket

extension PaperBroker {
    /// What was sent shows at once.
    static let settlingTime = Span.zero

    /// An order that is not in the book is not on paper: its trades and its end were told, or it never came.
    func lookUp(_ order: ApprovedOrder) -> OrderLookup {
        orders.order(order.id).map { .found($0.told) } ?? .notFound
    }

    /// All that is on paper: nothing is ever left out.
    ///
    /// A mark is the number of a trade and that of a charge.
    func listing(after mark: String?) -> VenueListing? {
        let numbers = (mark ?? "").split(separator: " ").compactMap { UInt64($0) }
        let (fill, charge) = numbers.count == 2 ? (numbers[0], numbers[1]) : (0, 0)
        return VenueListing(
            isComplete: true, openOrders: orders.told, fills: history.fills(after: fill),
            charges: carry.charges(after: charge), account: account(), mark: "\(fills) \(carry.count)")
    }

    /// Goes on with cash and holdings that the ledger has, where the memory was of other settings or another form.
    ///
    /// Open orders are not taken: they are found missing, and end.
    func resume(_ left: LeftAccount) {
        book.take(left.account)
        fills = max(fills, left.lastFill)
        carry.go(on: left.lastCharge)
        history.clear()
    }
}

extension PaperOrder {
    /// The order as a venue tells it.
    var told: VenueOrder {
        VenueOrder(
            clientID: clientID, venueID: "\(id.number)", instrument: instrument, side: side,
            quantity: quantity,
            filled: (try? quantity.subtracting(remaining)) ?? .zero, standing: .open)
    }
}
