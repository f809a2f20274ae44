/// Limits on what an account holds after an order, checked before it leaves.
///
/// With c held, n the quantity after the order (same side |c| + q, other side | |c| - q |) times the order's price and the
/// rest the sum of |quantity x mark| of the other instruments: contracts n/E above the instrument's or the account's
/// leverage, (n + rest)/E above the account's; n above its notional cap; n/E above its share; (n + rest)/E above the total;
/// contracts max(0, (E - m n)/E) below the least buffer. A cap is broken strictly above it, a buffer strictly below. All
/// of them are named. An order on the other side of the position and no larger passes before every rule; the kill switch,
/// reduce-only, and numbers that are none then speak alone.
///
/// Ratios are compared as products, so without rounding. Worked number: 3776.3466 at 136.64 with an equity of 100,000 is
/// 5.16 times it, above a leverage of 5; after m = 0.005 a buffer of 0.974200000029 is left.
public struct PreTradeLimits: Hashable, Sendable {
    /// The largest leverage of this instrument; nil for the account's.
    public var symbolLeverage: Amount?
    /// The largest leverage of the account; nil for none.
    public var maxLeverage: Amount?
    /// The largest value of this instrument; nil for none.
    public var maxNotional: Amount?
    /// The largest value of this instrument as a fraction of equity; nil for none.
    public var maxSymbolExposure: Amount?
    /// The largest value of everything as a fraction of equity; nil for none.
    public var maxExposure: Amount?
    /// The least that is left above the maintenance margin, as a fraction of equity; nil for none.
    public var minBuffer: Amount?
    /// The maintenance margin, a fraction of the value.
    public var maintenanceRate: Amount

    /// An order, and what the account holds of its instrument.
    public struct Order: Hashable, Sendable {
        /// The side.
        public let side: Side
        /// The quantity.
        public let quantity: Amount
        /// The price it is reckoned with.
        public let price: Amount
        /// Whether the instrument is a contract, bought with margin.
        public let isContract: Bool
        /// What is held of it, signed.
        public let held: Amount

        /// Creates an order.
        public init(side: Side, quantity: Amount, price: Amount, isContract: Bool, held: Amount) {
            (self.side, self.quantity, self.price) = (side, quantity, price)
            (self.isContract, self.held) = (isContract, held)
        }

        /// Whether it closes some or all of what is held, and no more.
        public var isReducing: Bool {
            quantity > .zero && !held.isZero && held.isNegative == (side == .buy)
                && quantity <= held.magnitude
        }
    }

    /// Creates limits; those left out do not hold.
    public init(
        symbolLeverage: Amount? = nil, maxLeverage: Amount? = nil, maxNotional: Amount? = nil,
        maxSymbolExposure: Amount? = nil, maxExposure: Amount? = nil, minBuffer: Amount? = nil,
        maintenanceRate: Amount = .zero
    ) {
        (self.symbolLeverage, self.maxLeverage) = (symbolLeverage, maxLeverage)
        (self.maxNotional, self.maxSymbolExposure) = (maxNotional, maxSymbolExposure)
        (self.maxExposure, self.minBuffer) = (maxExposure, minBuffer)
        self.maintenanceRate = maintenanceRate
    }

    /// What an order would break; empty when it may go.
    ///
    /// `rest` is the value of the other instruments, nil when one has no
    /// price; `equity` nil when it is not known.
    ///
    /// A number that no amount can hold is `guardError`: a veto.
    public func violations(
        _ order: Order, equity: Amount?, rest: Amount?, isKilled: Bool = false, isReduceOnly: Bool = false
    ) -> PreTradeViolations {
        if order.isReducing { return [] }
        if isKilled { return .killSwitch }
        if isReduceOnly { return .reduceOnly }
        guard let equity, equity > .zero else { return .equity }
        guard order.quantity > .zero else { return .quantity }
        guard order.price > .zero else { return .price }
        guard let rest else { return .restUnknown }
        do throws(AmountOverflow) {
            return try broken(order, equity, rest)
        } catch {
            return .guardError
        }
    }

    private func broken(
        _ order: Order, _ equity: Amount, _ rest: Amount
    ) throws(AmountOverflow) -> PreTradeViolations {
        let value = try Self.value(after: order)
        let all = try value.adding(rest)
        var broken: PreTradeViolations = []
        func exceeds(_ value: Amount, _ cap: Amount?) throws(AmountOverflow) -> Bool {
            guard let cap else { return false }
            return try value > cap.multiplied(by: equity, rounding: .floor)
        }
        if order.isContract {
            if try exceeds(value, symbolLeverage ?? maxLeverage) { broken.insert(.symbolLeverage) }
            if try exceeds(all, maxLeverage) { broken.insert(.maxLeverage) }
        }
        if let maxNotional, value > maxNotional { broken.insert(.symbolNotional) }
        if try exceeds(value, maxSymbolExposure) { broken.insert(.symbolExposure) }
        if try exceeds(all, maxExposure) { broken.insert(.totalExposure) }
        if order.isContract, let minBuffer {
            let left = try equity.subtracting(maintenanceRate.multiplied(by: value, rounding: .up))
            if try max(left, .zero) < minBuffer.multiplied(by: equity, rounding: .ceiling) {
                broken.insert(.projectedBuffer)
            }
        }
        return broken
    }

    /// What is left above the maintenance margin after an order, 0 to 1 of the equity, rounded half even; 0 for an equity
    /// that is not above zero.
    /// - Throws: `AmountOverflow` for numbers beyond any account.
    public func projectedBuffer(_ order: Order, equity: Amount) throws(AmountOverflow) -> Amount {
        guard equity > .zero else { return .zero }
        let bound = try maintenanceRate.multiplied(by: Self.value(after: order), rounding: .halfEven)
        let left = max(try equity.subtracting(bound), .zero)
        return min(try left.divided(by: equity, rounding: .halfEven), Amount(1))
    }

    /// What the instrument is worth after an order, without sign, at the order's price.
    /// - Throws: `AmountOverflow` for a value that no amount can hold.
    public static func value(after order: Order) throws(AmountOverflow) -> Amount {
        let isSame = order.held.isZero || order.held.isNegative == (order.side == .sell)
        let quantity =
            try isSame
            ? order.held.magnitude.adding(order.quantity)
            : order.held.magnitude.subtracting(order.quantity).magnitude
        return try quantity.multiplied(by: order.price, rounding: .up)
    }
}
