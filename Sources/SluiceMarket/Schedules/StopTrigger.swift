/// A price that wakes an order, once.
///
/// A buy is woken at or above it, a sale at or below it.
public struct StopTrigger: Hashable, Sendable {
    /// The side of the order that it wakes.
    public let side: Side
    /// The price.
    public let price: Amount
    /// Whether it was reached.
    public private(set) var hasFired: Bool

    /// Creates a trigger.
    public init(side: Side, price: Amount, hasFired: Bool = false) {
        (self.side, self.price, self.hasFired) = (side, price, hasFired)
    }

    /// Takes a price that was traded; true the first time that it reaches the trigger.
    public mutating func fire(at traded: Amount) -> Bool {
        guard !hasFired, traded > .zero, side == .buy ? traded >= price : traded <= price else {
            return false
        }
        hasFired = true
        return true
    }
}
