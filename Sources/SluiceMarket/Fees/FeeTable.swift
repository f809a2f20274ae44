/// A venue's fees by the value traded in thirty days, as data with the day that they were true on.
///
/// The tier is the highest whose least volume is not above the volume; the rate is the maker's or the taker's, a discount
/// takes its share off it. Worked number: at 0.25% and a discount of 20% a trade of 45256.8 costs 0.002 of it, 90.5136.
public struct FeeTable: Hashable, Sendable {
    /// One tier.
    public struct Tier: Hashable, Sendable {
        /// The venue's name for it.
        public let name: String
        /// The least volume of thirty days.
        public let minVolume: Amount
        /// The fraction of a trade that an order pays that waited in the book; below zero for a rebate.
        public let maker: Amount
        /// The fraction that one pays that traded at once.
        public let taker: Amount

        /// Creates a tier.
        public init(name: String, minVolume: Amount, maker: Amount, taker: Amount) {
            (self.name, self.minVolume, self.maker, self.taker) = (name, minVolume, maker, taker)
        }
    }

    /// The tiers, from the least volume on.
    public let tiers: [Tier]
    /// The day the table was read; nil for one that a test made up.
    public let asOf: CivilDate?

    /// Creates a table; nil unless the tiers begin at zero and rise, with rates between -1 and 1.
    public init?(_ tiers: [Tier], asOf: CivilDate? = nil) {
        guard let first = tiers.first, first.minVolume.isZero,
            zip(tiers, tiers.dropFirst()).allSatisfy({ $0.minVolume < $1.minVolume }),
            tiers.allSatisfy({ $0.maker.magnitude <= Amount(1) && $0.taker.magnitude <= Amount(1) })
        else { return nil }
        (self.tiers, self.asOf) = (tiers, asOf)
    }

    /// The tier of a volume; the first for one below zero.
    public func tier(volume: Amount) -> Tier { tiers.last { $0.minVolume <= volume } ?? tiers[0] }

    /// The fraction that a trade costs, rounded half even; `discount` is the part of the fee that is let off, 0 to 1.
    /// - Throws: `AmountOverflow` for numbers that no rate is.
    public func rate(
        volume: Amount, isMaker: Bool, discount: Amount = .zero
    ) throws(AmountOverflow) -> Amount {
        let tier = tier(volume: volume)
        let kept = try Amount(1).subtracting(min(max(discount, .zero), Amount(1)))
        return try (isMaker ? tier.maker : tier.taker).multiplied(by: kept, rounding: .halfEven)
    }

    /// What a trade of a value costs, rounded half even.
    /// - Throws: `AmountOverflow` for a fee that no amount can hold.
    public func fee(
        on notional: Amount, volume: Amount, isMaker: Bool, discount: Amount = .zero
    ) throws(AmountOverflow) -> Amount {
        try rate(volume: volume, isMaker: isMaker, discount: discount)
            .multiplied(by: notional.magnitude, rounding: .halfEven)
    }
}
