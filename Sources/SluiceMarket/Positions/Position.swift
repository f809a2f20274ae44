/// What is held of one instrument, what it cost, and what closing parts of it has brought: all from fills.
///
/// A fill on the side of the position adds to it and to its cost; one on the other side closes, first of all, at the
/// average price: realised = closed x (price - average) x sign; what it has beyond the position opens one at the fill's
/// price. The cost is kept instead of the average, and a part of it leaves with what is closed, rounded once, half even:
/// so realised + value - cost is, to the last digit, what buying and selling has brought.
///
/// Worked number: sell 3.4 at 109.78, buy 1.9 at 95.49: realised 1.9 x (109.78 - 95.49) = 27.151, -1.5 are left; buy 1.6
/// at 102.83: realised 10.425, and 0.1 at 102.83.
public struct Position: Hashable, Sendable {
    /// What is held, signed.
    public private(set) var quantity = Amount.zero
    /// What it was paid with, of the same sign: quantity times average price.
    public private(set) var cost = Amount.zero
    /// What closing has brought, fees not taken off.
    public private(set) var realized = Amount.zero
    /// The fees of all fills; a rebate is below zero.
    public private(set) var fees = Amount.zero
    /// What holding it has brought beside trades, such as funding and borrow; below zero when more was paid.
    public private(set) var funding = Amount.zero

    /// What a fill did.
    public struct Booking: Hashable, Sendable {
        /// How much of the fill was booked.
        public let applied: Amount
        /// What it realised.
        public let realized: Amount

        /// Creates a booking.
        public init(applied: Amount, realized: Amount) { (self.applied, self.realized) = (applied, realized) }
    }

    /// What becomes of a fill that was only to reduce, and is larger than the position.
    public enum Overshoot: Sendable {
        /// It is booked whole, as the venue holds it: the form of a ledger.
        case booked
        /// It is cut to the position, and nothing of it is booked where there is none on the other side: the form of a
        /// simulation whose venue would have cut it.
        case clipped
    }

    /// Begins with nothing.
    public init() {}

    /// Begins with what was held before, at its cost; nil for a cost without a quantity.
    public init?(
        quantity: Amount, cost: Amount, realized: Amount = .zero, fees: Amount = .zero,
        funding: Amount = .zero
    ) {
        guard !quantity.isZero || cost.isZero else { return nil }
        (self.quantity, self.cost, self.realized, self.fees) = (quantity, cost, realized, fees)
        self.funding = funding
    }

    /// Books what holding it has brought; below zero where it was paid.
    ///
    /// - Throws: `AmountOverflow`, the position as it was.
    public mutating func book(funding amount: Amount) throws(AmountOverflow) {
        funding = try funding.adding(amount)
    }

    /// Books a fill; a quantity that is not above zero changes nothing but the fees.
    ///
    /// - Throws: `AmountOverflow`, the position as it was.
    @discardableResult
    public mutating func book(
        _ side: Side, quantity filled: Amount, price: Amount, fee: Amount = .zero,
        reducing overshoot: Overshoot = .booked
    ) throws(AmountOverflow) -> Booking {
        var next = self
        next.fees = try fees.adding(fee)
        let opposes = !quantity.isZero && quantity.isNegative == (side == .buy)
        let closed = opposes ? min(filled, quantity.magnitude) : .zero
        let applied = overshoot == .clipped ? closed : filled
        guard applied > .zero else {
            self = next
            return Booking(applied: .zero, realized: .zero)
        }
        let gain = try next.close(closed, at: price)
        try next.open(applied.subtracting(closed), side, at: price)
        self = next
        return Booking(applied: applied, realized: gain)
    }

    private mutating func close(_ closed: Amount, at price: Amount) throws(AmountOverflow) -> Amount {
        guard closed > .zero else { return .zero }
        let signed = quantity.isNegative ? closed.negated : closed
        let part =
            closed == quantity.magnitude
            ? cost : try Amount.ratio(cost.units, closed.units, quantity.magnitude.units, .halfEven)
        let gain = try signed.multiplied(by: price, rounding: .halfEven).subtracting(part)
        quantity = try quantity.subtracting(signed)
        cost = try cost.subtracting(part)
        realized = try realized.adding(gain)
        return gain
    }

    private mutating func open(_ added: Amount, _ side: Side, at price: Amount) throws(AmountOverflow) {
        guard added > .zero else { return }
        let signed = side == .buy ? added : added.negated
        quantity = try quantity.adding(signed)
        cost = try cost.adding(signed.multiplied(by: price, rounding: .halfEven))
    }
}

extension Position {
    /// The average price paid for what is held, rounded half even; nil without a holding.
    public var averagePrice: Amount? {
        quantity.isZero ? nil : try? cost.divided(by: quantity, rounding: .halfEven)
    }

    /// The value at a mark, signed, rounded half even.
    /// - Throws: `AmountOverflow` for a value that no amount can hold.
    public func value(at mark: Amount) throws(AmountOverflow) -> Amount {
        try quantity.multiplied(by: mark, rounding: .halfEven)
    }

    /// What closing everything at a mark would bring: value - cost.
    /// - Throws: `AmountOverflow` for a value that no amount can hold.
    public func unrealized(at mark: Amount) throws(AmountOverflow) -> Amount {
        try value(at: mark).subtracting(cost)
    }
}
