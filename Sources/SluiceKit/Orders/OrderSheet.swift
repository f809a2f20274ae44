public import SluiceMarket

/// What an execution stage asks for in one cycle.
///
/// An order is put on the steps of its product as it is added, so that every stage rounds by the one rule.
public final class OrderSheet: @unchecked Sendable {
    /// New orders, in the order in which they are to be sent.
    public private(set) var requests: [OrderRequest] = []
    /// Open orders to be cancelled; they go out before the new ones.
    public private(set) var cancels: [OrderID] = []
    private let products: ProductBook

    /// Creates a sheet that holds one order and one cancel for each instrument without allocating.
    public init(capacity: Int, products: ProductBook = .none) {
        self.products = products
        requests.reserveCapacity(2 * capacity)
        cancels.reserveCapacity(2 * capacity)
    }

    /// Asks for an order.
    public func add(_ request: OrderRequest) {
        requests.append(
            products.isEmpty ? request : request.rounded(by: products[request.instrument]))
    }

    /// Asks for an open order to be cancelled.
    public func cancel(_ id: OrderID) { cancels.append(id) }

    /// Forgets everything, and keeps the room.
    public func clear() {
        requests.empty()
        cancels.empty()
    }
}
