/// What a two-sided quote says about the cost of trading.
///
/// Source: the usual definitions of quoted and effective spread (for instance U.S. SEC Rule 605). Worked number: bid
/// 99.95 and ask 100.05 give mid 100 and 10 bps; a last price of 100.02 gives an effective spread of 4 bps.
public enum QuoteMath {
    /// The middle of bid and ask.
    @inlinable
    public static func mid(bid: Double, ask: Double) -> Double { (bid + ask) / 2 }

    /// The quoted spread in basis points of the mid.
    ///
    /// Infinite when a side is zero or less, negative when the quote is crossed, NaN when a side is absent.
    @inlinable
    public static func spreadBps(bid: Double, ask: Double) -> Double {
        if bid.isNaN || ask.isNaN { return .nan }
        guard bid > 0, ask > 0 else { return .infinity }
        return (ask - bid) / mid(bid: bid, ask: ask) * 10_000
    }

    /// Twice the distance of the last trade from the mid, in basis points of the mid.
    ///
    /// Infinite when a side of the quote is zero or less, NaN when anything is absent.
    @inlinable
    public static func effectiveSpreadBps(bid: Double, ask: Double, last: Double) -> Double {
        if bid.isNaN || ask.isNaN || last.isNaN { return .nan }
        guard bid > 0, ask > 0 else { return .infinity }
        let middle = mid(bid: bid, ask: ask)
        return 2 * (last - middle).magnitude / middle * 10_000
    }
}
