/// Where a venue closes an isolated, linear contract: the price at which what is left equals its maintenance margin.
///
/// Long: entry x (1 - 1/L) / (1 - m); short: entry x (1 + 1/L) / (1 + m), with leverage L and maintenance rate m on the
/// value at that price. The distance is (mark - price) / mark x 100 for a long position, the other way round for a short
/// one: below zero the mark is beyond. A price that the venue states is the better one. Worked number: short at 37411.22
/// with L 10 and m 0.03: 39953.7301; at a mark of 41556.3832 the distance is -3.8566%.
public enum LiquidationPrice {
    /// How near it is.
    public enum Level: String, Sendable, CaseIterable {
        /// Far enough.
        case safe
        /// At or under the first distance.
        case warning
        /// At or under the second.
        case critical
        /// Reached.
        case liquidated
    }

    /// The price, rounded half even; nil for numbers that make no position: a leverage under 1, a rate outside 0 to 1,
    /// an entry that is not above zero.
    /// - Throws: `AmountOverflow` for a price that no amount can hold.
    public static func price(
        entry: Amount, isLong: Bool, leverage: Amount, maintenance: Amount
    ) throws(AmountOverflow) -> Amount? {
        guard entry > .zero, leverage >= Amount(1), maintenance >= .zero, maintenance < Amount(1) else {
            return nil
        }
        let one = Amount(1)
        let kept = try isLong ? leverage.subtracting(one) : leverage.adding(one)
        let rest = try isLong ? one.subtracting(maintenance) : one.adding(maintenance)
        let divisor = try leverage.multiplied(by: rest, rounding: .halfEven)
        return try Amount.ratio(entry.units, kept.units, divisor.units, .halfEven)
    }

    /// How far a mark is from a liquidation price, in percent of the mark; nil for a mark that is not above zero.
    /// - Throws: `AmountOverflow` for a distance that no amount can hold.
    public static func distance(
        mark: Amount, price: Amount, isLong: Bool
    ) throws(AmountOverflow) -> Amount? {
        guard mark > .zero else { return nil }
        let gap = try isLong ? mark.subtracting(price) : price.subtracting(mark)
        return try Amount.ratio(gap.units, Amount(100).units, mark.units, .halfEven)
    }

    /// What a distance means, both limits in percent; one that is not known is taken for critical.
    public static func level(
        _ distance: Amount?, warning: Amount = Amount(20), critical: Amount = Amount(15)
    ) -> Level {
        guard let distance else { return .critical }
        if distance <= .zero { return .liquidated }
        if distance <= critical { return .critical }
        return distance <= warning ? .warning : .safe
    }
}
