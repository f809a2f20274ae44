public import SluiceKit
public import SluiceMarket

/// Cash of one currency, with what was paid and earned in it.
public struct CashBalance: Hashable, Sendable {
    /// The currency.
    public var currency: String
    /// What is there.
    public var cash: Amount
    /// Fees paid since the ledger began.
    public var fees: Amount
    /// Profit of closed holdings since the ledger began, fees not deducted.
    public var realised: Amount
    /// Funding and interest received since the ledger began, negative when paid.
    public var funding: Amount

    /// Creates a balance.
    public init(
        _ currency: String, cash: Amount, fees: Amount = .zero, realised: Amount = .zero,
        funding: Amount = .zero
    ) {
        (self.currency, self.cash, self.fees) = (currency, cash, fees)
        (self.realised, self.funding) = (realised, funding)
    }
}

/// A holding as the fills made it.
public struct PositionState: Hashable, Sendable {
    /// The symbol of the instrument.
    public var symbol: String
    /// Signed, in units of the instrument.
    public var quantity: Amount
    /// The average price paid; zero without a holding.
    public var averagePrice: Amount
    /// Profit of what was closed, fees not deducted.
    public var realised: Amount
    /// What holding it has brought beside trades, negative when paid.
    public var funding: Amount

    /// Creates a holding.
    public init(
        _ symbol: String, quantity: Amount, averagePrice: Amount, realised: Amount = .zero,
        funding: Amount = .zero
    ) {
        (self.symbol, self.quantity) = (symbol, quantity)
        (self.averagePrice, self.realised, self.funding) = (averagePrice, realised, funding)
    }

    /// Whether nothing is held and nothing has come of it.
    public var isEmpty: Bool { quantity.isZero && realised.isZero && funding.isZero }
}

/// How trading was restricted or freed, by a person or by a check.
public struct Restriction: Hashable, Sendable {
    /// How trading stands from then on.
    public var standing: TradingStanding
    /// Why, as a word or in words.
    public var reason: String
    /// The name of a person, or the id of a stage.
    public var by: String
    /// When.
    public var time: Timestamp
    /// The number of the change in the control file; nil when it did not come from there.
    public var control: Int64?

    /// Creates a change.
    public init(
        _ standing: TradingStanding, reason: String, by: String, time: Timestamp, control: Int64? = nil
    ) {
        (self.standing, self.reason, self.by) = (standing, reason, by)
        (self.time, self.control) = (time, control)
    }
}

/// What someone who looks for a cause should find: a stray order, a fill told twice, the end of a reconciliation.
public struct LedgerNote: Hashable, Sendable {
    /// When.
    public var time: Timestamp
    /// What it is, as a word.
    public var kind: String
    /// What it is, in words.
    public var text: String

    /// Creates a note.
    public init(_ kind: String, _ text: String, time: Timestamp) {
        (self.kind, self.text, self.time) = (kind, text, time)
    }
}
