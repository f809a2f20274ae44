/// From a forecast to a target weight, and from a target weight to whole shares.
///
/// target = clamp(weight(alpha / volatility) x gate, -maxPosition, maxPosition). A target within the no-trade band of
/// what is held changes nothing. Otherwise shares = floor(|target - current| x portfolio value / price). Whatever is
/// not finite holds the position as it is: it neither buys nor closes.
///
/// Worked number: alpha 0.5 at volatility 0.2 is z 2.5 and weight 4.16667%; 100,000 at a price of 100 buys 41 shares.
public struct PositionSizing: Equatable, Sendable {
    /// What becomes of a trade that is smaller than one share.
    public enum BelowOneShare: String, Sendable, CaseIterable {
        /// Nothing happens, and the target is what is held.
        case hold
        /// Reports the wish and a side with zero shares.
        case reportWish = "report_wish"
    }

    /// Score to weight.
    public let scaling: VolatilityScaling
    /// What is too small to trade.
    public let band: NoTradeBand
    /// The largest weight of one instrument, a fraction of the account.
    public let maxPosition: Double
    /// What becomes of a trade that is smaller than one share.
    public let belowOneShare: BelowOneShare

    /// Refuses a `maxPosition` that is negative or not finite.
    public init(
        scaling: VolatilityScaling,
        band: NoTradeBand,
        maxPosition: Double = 0.2,
        belowOneShare: BelowOneShare = .hold
    ) throws(InvalidParameter) {
        try require(nonNegative: "maxPosition", maxPosition)
        self.scaling = scaling
        self.band = band
        self.maxPosition = maxPosition
        self.belowOneShare = belowOneShare
    }

    /// The wished weight before band and gross; NaN when an input is not finite.
    ///
    /// `gate` is what the gates left of the entry, 0 to 1.
    @inlinable
    public func target(alpha: Double, volatility: Double, gate: Double = 1) -> Double {
        let wish = scaling.weight(score: scaling.score(alpha: alpha, volatility: volatility)) * gate
        guard wish.isFinite else { return .nan }
        return Swift.min(Swift.max(wish, -maxPosition), maxPosition)
    }

    /// The whole rule for one instrument on its own.
    @inlinable
    public func sizing(
        alpha: Double, volatility: Double, gate: Double = 1,
        current: Double, portfolioValue: Double, price: Double
    ) -> Sizing {
        sizing(
            target: target(alpha: alpha, volatility: volatility, gate: gate),
            current: current, portfolioValue: portfolioValue, price: price)
    }

    /// The trade that moves an instrument from `current` to `target`, both fractions of `portfolioValue`.
    @inlinable
    public func sizing(
        target: Double, current: Double, portfolioValue: Double, price: Double
    ) -> Sizing {
        guard target.isFinite, current.isFinite, portfolioValue.isFinite, portfolioValue > 0 else {
            return .kept(current, .nonFiniteInput)
        }
        if band.keeps(current: current, target: target) { return .kept(current, .noTradeBand) }
        let trade = target - current
        // Less than this is rounding, not a wish; it matters where the band has no width.
        if trade.magnitude < 1e-8 { return .kept(current, .noTradeBand) }
        guard price.isFinite, price > 0 else { return .kept(current, .invalidPrice) }
        let notional = trade.magnitude * portfolioValue
        let shares = (notional / price).rounded(.down)
        guard shares.isFinite else { return .kept(current, .invalidPrice) }
        if shares < 1, belowOneShare == .hold { return .kept(current, .belowOneShare) }
        return Sizing(
            targetWeight: target, tradeWeight: trade, shares: shares, sign: trade > 0 ? 1 : -1,
            notional: notional, reason: .sized)
    }
}
