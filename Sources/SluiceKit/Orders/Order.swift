public import SluiceMarket

/// The number of an order within a pipeline, from 1; a venue knows it by its `ClientOrderID`.
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
    /// How long it stands.
    public var timeInForce: TimeInForce
    /// Whether it may only add to the book: a venue rejects it where it would trade at once.
    public var isPostOnly = false
    /// Whether it may only lead a holding toward zero.
    public var isReduceOnly = false
    /// What it was made for; with the cycle's time and the instrument it makes the order one of a kind.
    public var origin: OrderOrigin

    /// Creates a request.
    @inlinable
    public init(
        instrument: Int, side: Side, quantity: Amount, pricing: OrderPricing = .market,
        timeInForce: TimeInForce = .goodTilCancelled, isPostOnly: Bool = false, isReduceOnly: Bool = false,
        origin: OrderOrigin = OrderOrigin()
    ) {
        (self.instrument, self.side, self.quantity, self.pricing) = (instrument, side, quantity, pricing)
        (self.timeInForce, self.isPostOnly, self.isReduceOnly) = (timeInForce, isPostOnly, isReduceOnly)
        self.origin = origin
    }
}

extension OrderRequest {
    /// Whether it waits to close a holding when a price comes, such as the stop and the profit of a bracket: it is not
    /// counted as under way, since only one of such exits will ever trade.
    @inlinable
    public var isRestingExit: Bool { isReduceOnly && pricing != .market }
}

/// An order that passed the pre-trade check; a broker accepts nothing else, and only the engine makes one.
@frozen
public struct ApprovedOrder: Hashable, Sendable {
    /// The order's number within the pipeline.
    public let id: OrderID
    /// The order's name at the venue, the same whenever the same cycle is run.
    public let clientID: ClientOrderID
    /// What was asked for, as the check left it.
    public let request: OrderRequest
    /// When it was approved.
    public let time: Timestamp

    @inlinable
    package init(id: OrderID, clientID: ClientOrderID, request: OrderRequest, time: Timestamp) {
        (self.id, self.clientID, self.request, self.time) = (id, clientID, request, time)
    }
}
