/// What perpetual contracts pay for being held, each payment booked once.
///
/// cash = -quantity x mark x rate, quantity signed: at a positive rate a long position pays. A payment is known by its
/// instrument and its time; a second one for both brings nothing, whatever its numbers say. Worked number: 0.94 at
/// 41024.51 and a rate of -0.000699 bring 26.9555645406.
public struct FundingBook: Hashable, Sendable {
    private struct Key: Hashable, Sendable {
        let instrument: Int
        let time: Timestamp
    }

    private var booked: Set<Key> = []
    /// All that was paid and received; below zero when more was paid.
    public private(set) var total = Amount.zero

    /// Begins with nothing.
    public init() {}

    /// What holding a quantity brings at one payment, rounded half even.
    /// - Throws: `AmountOverflow` for cash that no amount can hold.
    public static func cash(quantity: Amount, mark: Amount, rate: Amount) throws(AmountOverflow) -> Amount {
        try quantity.multiplied(by: mark, rounding: .halfEven).multiplied(by: rate, rounding: .halfEven)
            .negated
    }

    /// Books a payment and returns its cash; zero for one that is booked already.
    /// - Throws: `AmountOverflow`, nothing booked.
    public mutating func book(
        instrument: Int, at time: Timestamp, quantity: Amount, mark: Amount, rate: Amount
    ) throws(AmountOverflow) -> Amount {
        let key = Key(instrument: instrument, time: time)
        guard !booked.contains(key) else { return .zero }
        let cash = try Self.cash(quantity: quantity, mark: mark, rate: rate)
        total = try total.adding(cash)
        booked.insert(key)
        return cash
    }

    /// Notes that a payment was booked before, as after a restart.
    public mutating func note(instrument: Int, at time: Timestamp) {
        booked.insert(Key(instrument: instrument, time: time))
    }

    /// Forgets payments before a moment, which nobody will report again.
    public mutating func forget(before time: Timestamp) { booked = booked.filter { $0.time >= time } }

    /// How many payments are remembered.
    public var count: Int { booked.count }
}
