public import SluiceKit
public import SluiceMarket

/// Cash that was paid or received without a trade.
///
/// A second one with the same name is the same one told again: it is counted and not kept.
public struct LedgerCharge: Hashable, Sendable {
    /// The venue's name of it.
    public var id: FillID
    /// What it was paid for.
    public var kind: Charge.Kind
    /// The symbol of the instrument; nil where it belongs to the account as a whole.
    public var symbol: String?
    /// What was added to the cash, negative when paid.
    public var amount: Amount
    /// The currency of the amount.
    public var currency: String
    /// When it was due.
    public var time: Timestamp

    /// Creates a charge.
    public init(
        _ id: FillID, _ kind: Charge.Kind, symbol: String? = nil, amount: Amount, currency: String,
        time: Timestamp
    ) {
        (self.id, self.kind, self.symbol) = (id, kind, symbol)
        (self.amount, self.currency, self.time) = (amount, currency, time)
    }
}
