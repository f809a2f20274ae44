public import SluiceMarket

/// The number of an order within a run, from 1; its text form goes to a venue as the client's order id.
@frozen
public struct OrderID: Hashable, Comparable, Sendable {
    /// The number.
    public let number: UInt64

    /// Creates an id.
    @inlinable
    public init(_ number: UInt64) { self.number = number }

    /// Orders by number.
    @inlinable
    public static func < (lhs: OrderID, rhs: OrderID) -> Bool { lhs.number < rhs.number }
}

/// How an order is priced.
@frozen
public enum OrderPricing: Hashable, Sendable {
    /// At whatever the market offers.
    case market
    /// At this price or better.
    case limit(Amount)
}

/// An order that an execution stage asks for.
@frozen
public struct OrderRequest: Hashable, Sendable {
    /// The instrument's number in the universe.
    public var instrument: Int
    /// The side.
    public var side: Side
    /// How much, in units of the instrument; more than zero.
    public var quantity: Amount
    /// How it is priced.
    public var pricing: OrderPricing

    /// Creates a request.
    @inlinable
    public init(instrument: Int, side: Side, quantity: Amount, pricing: OrderPricing = .market) {
        (self.instrument, self.side, self.quantity, self.pricing) = (instrument, side, quantity, pricing)
    }
}

/// An order that passed the pre-trade check; a broker accepts nothing else, and only the engine makes one.
@frozen
public struct ApprovedOrder: Hashable, Sendable {
    /// The order's number.
    public let id: OrderID
    /// What was asked for, as the check left it.
    public let request: OrderRequest
    /// When it was approved.
    public let time: Timestamp

    package init(id: OrderID, request: OrderRequest, time: Timestamp) {
        (self.id, self.request, self.time) = (id, request, time)
    }
}

/// What an execution stage asks for in one cycle.
public final class OrderSheet: @unchecked Sendable {
    /// New orders, in the order in which they are to be sent.
    public private(set) var requests: [OrderRequest] = []
    /// Open orders to be cancelled; they go out before the new ones.
    public private(set) var cancels: [OrderID] = []

    /// Creates a sheet that holds one order and one cancel for each instrument without allocating.
    public init(capacity: Int) {
        requests.reserveCapacity(2 * capacity)
        cancels.reserveCapacity(2 * capacity)
    }

    /// Asks for an order.
    public func add(_ request: OrderRequest) { requests.append(request) }

    /// Asks for an open order to be cancelled.
    public func cancel(_ id: OrderID) { cancels.append(id) }

    /// Forgets everything, and keeps the room.
    public func clear() {
        requests.removeAll(keepingCapacity: true)
        cancels.removeAll(keepingCapacity: true)
    }
}
