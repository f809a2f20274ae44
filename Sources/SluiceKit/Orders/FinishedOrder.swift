public import SluiceMarket

/// An order of which nothing will trade any more.
@frozen
public struct FinishedOrder: Hashable, Sendable {
    /// How an order ends.
    @frozen
    public enum End: Hashable, Sendable {
        /// All of it traded.
        case filled
        /// What was left was cancelled.
        case cancelled(Reason)
        /// The venue refused it.
        case rejected(Reason)
        /// Its time in force is over.
        case expired
        /// The venue does not know it, and what is held agrees.
        case lost
    }

    /// The order.
    public let order: ApprovedOrder
    /// How much of it has traded.
    public let filled: Amount
    /// How it ended.
    public let end: End

    @inlinable
    package init(order: ApprovedOrder, filled: Amount, end: End) {
        (self.order, self.filled, self.end) = (order, filled, end)
    }
}
