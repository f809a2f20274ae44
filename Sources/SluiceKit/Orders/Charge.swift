public import SluiceMarket

/// Cash that an account pays or receives without a trade.
///
/// It changes the cash and so the equity; where it belongs to an instrument, it counts to what holding that has brought.
/// Worked number: a funding payment of -3.69 takes 10,000 of cash to 9,996.31, told once or twice.
@frozen
public struct Charge: Hashable, Sendable {
    /// What it is paid for.
    @frozen
    public enum Kind: String, Hashable, CaseIterable, Sendable {
        /// What is lent to be sold short.
        case borrow
        /// A payment between the holders of a perpetual contract.
        case funding
        /// Interest on cash, paid or received.
        case interest
        /// A fee that was told too high or too low with its trade.
        case commissionAdjustment = "commission_adjustment"
        /// Anything else, such as a dividend or a subscription.
        case other
    }

    /// The venue's name of it, by which a repeat is known.
    public let id: FillID
    /// What it is paid for.
    public let kind: Kind
    /// The instrument's number in the universe; nil where it belongs to the account as a whole.
    public let instrument: Int?
    /// What is added to the cash: below zero where the account pays.
    public let amount: Amount
    /// The currency of the amount; nil for that of the instrument, or the account's where there is none.
    public let currency: Currency?
    /// When it was due.
    public let time: Timestamp

    /// Creates a charge.
    @inlinable
    public init(
        _ id: FillID, _ kind: Kind, of instrument: Int? = nil, amount: Amount, in currency: Currency? = nil,
        at time: Timestamp
    ) {
        (self.id, self.kind, self.instrument, self.amount, self.time) = (id, kind, instrument, amount, time)
        self.currency = currency
    }
}
