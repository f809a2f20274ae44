/// Which way a trade goes.
@frozen
public enum Side: String, Sendable, CaseIterable {
    /// Takes the instrument in.
    case buy
    /// Gives it away, short sales among them.
    case sell

    /// 1 to buy, -1 to sell.
    @inlinable
    public var sign: Double { self == .buy ? 1 : -1 }

    /// The other one.
    @inlinable
    public var opposite: Side { self == .buy ? .sell : .buy }
}
