/// An order as one side knows it.
public struct OrderSnapshot: Hashable, Sendable {
    /// The client's id of the order, by which both sides know it.
    public let id: String
    /// How much was asked for.
    public let quantity: Amount
    /// How much has traded.
    public let filled: Amount
    /// Where it is.
    public let state: OrderState

    /// Creates a snapshot.
    public init(id: String, quantity: Amount, filled: Amount, state: OrderState) {
        (self.id, self.quantity, self.filled, self.state) = (id, quantity, filled, state)
    }
}
