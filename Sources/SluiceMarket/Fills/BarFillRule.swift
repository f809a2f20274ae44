/// What an order of before fills at in a bar.
///
/// A market order: open x (1 +- (spread / 2 + slippage)). A limit order: when the bar's low is at or below it (the high
/// at or above it for a sale) and the volume is at least a multiple of the quantity, at the better of limit and open.
/// Worked number: a sale at an open of 105.86 with 5 bps of slippage and no spread is at 105.80707.
public struct BarFillRule: Hashable, Sendable {
    /// The spread, basis points.
    public let spread: Amount
    /// How much worse than the quote a market order fills, basis points.
    public let slippage: Amount
    /// How many times a limit order's quantity the bar must have traded.
    public let volumeFactor: Amount

    /// Creates a rule; nil unless all are zero or above.
    public init?(spread: Amount, slippage: Amount, volumeFactor: Amount) {
        guard spread >= .zero, slippage >= .zero, volumeFactor >= .zero else { return nil }
        (self.spread, self.slippage, self.volumeFactor) = (spread, slippage, volumeFactor)
    }

    /// The prices and the volume of a bar.
    public struct Bar: Hashable, Sendable {
        /// First price.
        public let open: Amount
        /// Highest price.
        public let high: Amount
        /// Lowest price.
        public let low: Amount
        /// What was traded.
        public let volume: Amount

        /// Creates a bar.
        public init(open: Amount, high: Amount, low: Amount, volume: Amount) {
            (self.open, self.high, self.low, self.volume) = (open, high, low, volume)
        }
    }

    /// What a market order fills at; nil where that is no price.
    /// - Throws: When it is too large to tell.
    public func market(_ side: Side, _ bar: Bar) throws(AmountOverflow) -> Amount? {
        guard bar.open > .zero else { return nil }
        let half = try spread.divided(by: Amount(2), rounding: .halfEven)
        let price = try side.worsened(bar.open, bps: half.adding(slippage))
        return price > .zero ? price : nil
    }

    /// What a limit order fills at; nil where it rests.
    /// - Throws: When the volume it needs is too large to tell.
    public func limit(
        _ side: Side, _ limit: Amount, quantity: Amount, _ bar: Bar
    ) throws(AmountOverflow) -> Amount? {
        guard limit > .zero, bar.open > .zero, bar.low > .zero, quantity > .zero else { return nil }
        let reached = side == .buy ? bar.low : bar.high
        guard side.accepts(reached, limit: limit),
            try bar.volume >= volumeFactor.multiplied(by: quantity, rounding: .up)
        else { return nil }
        return side == .buy ? min(limit, bar.open) : max(limit, bar.open)
    }
}
