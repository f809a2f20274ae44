/// How much the two exits of a bracket have to be for: what the entry has bought and no exit has sold yet.
///
/// A fill of the entry makes both larger, a fill of one exit the other one smaller. An entry that ends without a fill
/// ends both.
public struct BracketExits: Hashable, Sendable {
    /// What the entry has traded.
    public private(set) var entered = Amount.zero
    /// What the exits have traded, together.
    public private(set) var exited = Amount.zero

    /// Creates the exits of an entry of which nothing has traded.
    public init() {}

    /// The quantity of each exit; zero for none.
    public var quantity: Amount { max((try? entered.subtracting(exited)) ?? .zero, .zero) }

    /// Takes a fill of the entry.
    public mutating func enter(_ quantity: Amount) throws(AmountOverflow) {
        entered = try entered.adding(quantity)
    }

    /// Takes a fill of an exit.
    public mutating func exit(_ quantity: Amount) throws(AmountOverflow) {
        exited = try exited.adding(quantity)
    }
}
