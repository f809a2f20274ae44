import SluiceKit
import SluiceMarket

/// The orders that finished last, so that a fill which comes late is understood; all memory is taken at once.
struct FinishedOrders {
    private var orders: [ApprovedOrder] = []
    private let capacity: Int
    private var next = 0

    init(capacity: Int) {
        self.capacity = capacity
        orders.reserveCapacity(capacity)
    }

    /// Adds an order in place of the oldest one.
    mutating func add(_ order: ApprovedOrder) {
        if orders.count < capacity {
            orders.append(order)
        } else {
            orders[next] = order
            next = next + 1 == capacity ? 0 : next + 1
        }
    }

    /// The order of a number; nil when it is not among the last ones.
    func order(_ id: OrderID) -> ApprovedOrder? { orders.first { $0.id == id } }

    /// The order of a name; nil when it is not among the last ones.
    func order(_ name: ClientOrderID) -> ApprovedOrder? { orders.first { $0.clientID == name } }
}
