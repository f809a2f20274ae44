public import SluiceMarket

/// What a venue says that an order would do to the account, asked before it is sent.
public struct WhatIf: Hashable, Sendable {
    /// Why the venue would refuse the order; nil when it would take it.
    public let refusal: Reason?
    /// The margin of the whole account after the order, in the account's currency; nil where the venue does not say.
    public let margin: Amount?
    /// What the margin may be at most: the equity that counts for it after the order; nil where the venue does not say.
    public let available: Amount?
    /// What the order would cost in commission; nil where the venue does not say.
    public let commission: Amount?

    /// Creates an answer.
    public init(
        refusal: Reason? = nil, margin: Amount? = nil, available: Amount? = nil, commission: Amount? = nil
    ) {
        (self.refusal, self.margin, self.available) = (refusal, margin, available)
        self.commission = commission
    }
}
