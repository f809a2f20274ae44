public import SluiceMarket

/// What an order was made for.
///
/// Two orders of one instrument with equal origins are one order: the ledger sends it once, whoever asks again. A stage
/// that works an order over time gives its children the parent's time and counts them, so that a restart neither skips
/// nor repeats one.
@frozen
public struct OrderOrigin: Hashable, Sendable {
    /// The scheduled time of the cycle that the parent comes from; nil for an order of this very cycle.
    public var parent: Timestamp?
    /// Which part of a plan it is, such as the entry, the stop and the profit of a bracket, from 0.
    public var leg: Int32
    /// Which slice of the leg it is, from 0.
    public var child: Int32
    /// How often it was replaced.
    public var replacement: Int32

    /// Creates an origin.
    @inlinable
    public init(parent: Timestamp? = nil, leg: Int32 = 0, child: Int32 = 0, replacement: Int32 = 0) {
        (self.parent, self.leg, self.child, self.replacement) = (parent, leg, child, replacement)
    }
}
