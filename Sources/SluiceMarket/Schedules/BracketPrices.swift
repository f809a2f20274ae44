/// Where the two exits of a bracket stand.
///
/// take profit = entry x (1 + t), stop = entry x (1 - s) for a buy, mirrored for a sale. The take profit is rounded away
/// from the entry and the stop toward it, so that a loss is never wider than asked. Worked number: a sale at 34,292.66
/// with 8 and 10 bps and a tick of 0.01 takes its profit at 34,265.22 and stops at 34,326.95.
public struct BracketPrices: Hashable, Sendable {
    /// The limit of the exit with a profit.
    public let takeProfit: Amount
    /// The trigger of the exit with a loss.
    public let stop: Amount
    /// The side of both exits.
    public let exitSide: Side

    /// Prices the exits of an entry; nil unless entry, tick and both prices are above zero.
    ///
    /// The distances are basis points of the entry, the tick the step of prices.
    /// - Throws: When a price is too large to tell.
    public init?(
        side: Side, entry: Amount, takeProfit: Amount, stopLoss: Amount, tick: Amount
    ) throws(AmountOverflow) {
        guard entry > .zero, tick > .zero, takeProfit >= .zero, stopLoss >= .zero else { return nil }
        let isBuy = side == .buy
        // Rounded up around a long and down around a short: both exits move the same way.
        let rounding: Rounding = isBuy ? .ceiling : .floor
        let gain = isBuy ? takeProfit : takeProfit.negated
        let loss = isBuy ? stopLoss.negated : stopLoss
        self.takeProfit = try entry.moved(bps: gain, rounding).rounded(toMultipleOf: tick, rounding: rounding)
        stop = try entry.moved(bps: loss, rounding).rounded(toMultipleOf: tick, rounding: rounding)
        exitSide = side.opposite
        guard self.takeProfit > .zero, stop > .zero else { return nil }
    }
}

extension Amount {
    /// A price moved by basis points of itself, rounded in one direction only: price x (10,000 + bps) / 10,000.
    public func moved(bps: Amount, _ rounding: Rounding) throws(AmountOverflow) -> Amount {
        let factor = try Amount(10_000).adding(bps)
        return try multiplied(by: factor, rounding: rounding).divided(by: Amount(10_000), rounding: rounding)
    }
}
