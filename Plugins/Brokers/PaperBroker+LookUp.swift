import SluiceKit
import SluiceMarket

extension PaperBroker {
    /// An order that is not in the book is not on paper: its trades and its end were told, or it never came.
    func lookUp(_ order: ApprovedOrder) -> OrderLookup {
        guard let open = orders.order(order.id) else { return .notFound }
        let request = order.request
        let filled = (try? request.quantity.subtracting(open.remaining)) ?? .zero
        return .found(
            VenueOrder(
                clientID: order.clientID, venueID: "\(order.id.number)", instrument: request.instrument,
                side: request.side, quantity: request.quantity, filled: filled, standing: .open))
    }
}
