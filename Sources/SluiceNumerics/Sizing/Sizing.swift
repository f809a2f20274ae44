/// What sizing decided for one instrument.
public struct Sizing: Equatable, Sendable {
    /// Why a trade was sized or not.
    public enum Reason: String, Sendable, CaseIterable {
        /// There is a trade.
        case sized
        /// The wish is too near to what is held.
        case noTradeBand = "no_trade_band"
        /// A forecast, weight or account value is absent.
        case nonFiniteInput = "non_finite_input"
        /// There is no price above zero.
        case invalidPrice = "invalid_price"
        /// The trade rounds to nothing.
        case belowOneShare = "below_one_share"
    }

    /// The weight to hold, a fraction of the account.
    public var targetWeight: Double
    /// The weight to trade, positive to buy.
    public var tradeWeight: Double
    /// Whole shares, never negative.
    public var shares: Double
    /// 1 to buy, -1 to sell, 0 to hold.
    public var sign: Double
    /// The value of the trade before rounding to whole shares.
    public var notional: Double
    /// Why.
    public var reason: Reason

    /// Fills in every field.
    @inlinable
    public init(
        targetWeight: Double, tradeWeight: Double, shares: Double, sign: Double, notional: Double,
        reason: Reason
    ) {
        self.targetWeight = targetWeight
        self.tradeWeight = tradeWeight
        self.shares = shares
        self.sign = sign
        self.notional = notional
        self.reason = reason
    }

    @inlinable
    static func kept(_ weight: Double, _ reason: Reason) -> Sizing {
        Sizing(targetWeight: weight, tradeWeight: 0, shares: 0, sign: 0, notional: 0, reason: reason)
    }
}
