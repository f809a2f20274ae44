extension Side {
    /// Whether a price is no worse than a limit: at most it for a buy, at least it for a sale.
    @inlinable
    public func accepts(_ price: Amount, limit: Amount) -> Bool {
        self == .buy ? price <= limit : price >= limit
    }

    /// A price made worse by basis points of itself: higher for a buy, lower for a sale.
    public func worsened(_ price: Amount, bps: Amount) throws(AmountOverflow) -> Amount {
        try price.moved(bps: self == .buy ? bps : bps.negated, .halfEven)
    }
}
