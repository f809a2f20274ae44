/// What an account is worth and how much it has in the market, in the account's currency.
///
/// equity = cash + signed quantity x mark of what is owned (spot) + unrealised profit of contracts, cash holding realised
/// profit and funding already; gross and net are the sums of |quantity x mark| and quantity x mark, leverage gross /
/// equity. A holding without a mark or without a rate into the account's currency counts nowhere but in `missing`, and
/// the value is then not complete: no limit may be judged by it.
///
/// Worked number: cash 40395.5 and 1.36 of a share at 79.26: equity 40503.2936, gross 107.7936.
public struct AccountValue: Hashable, Sendable {
    /// Cash and holdings at their marks.
    public private(set) var equity: Amount
    /// The value of what is held long.
    public private(set) var long = Amount.zero
    /// The value of what is held short, without its sign.
    public private(set) var short = Amount.zero
    /// The holdings, and behind them the sums of cash, that have no value: their places in the order they were added.
    public private(set) var missing: [Int] = []
    private var added = 0

    /// What a holding is.
    public enum Kind: String, Sendable, CaseIterable {
        /// Owned: paid for with cash, worth its value.
        case spot
        /// A contract: worth what it has gained.
        case contract
    }

    /// Begins with cash in the account's currency.
    public init(cash: Amount = .zero) { equity = cash }

    /// Adds cash of another currency; `rate` is how much of the account's currency one unit of it is, nil when unknown.
    /// - Throws: `AmountOverflow`, nothing added.
    public mutating func add(cash: Amount, rate: Amount?) throws(AmountOverflow) {
        if let rate, rate > .zero {
            equity = try equity.adding(cash.multiplied(by: rate, rounding: .halfEven))
        } else if !cash.isZero {
            missing.append(added)
        }
        added += 1
    }

    /// Adds a holding; `mark` is its price in its own currency, nil when unknown, and `rate` as for cash.
    /// - Throws: `AmountOverflow`, nothing added.
    public mutating func add(
        _ kind: Kind, _ position: Position, mark: Amount?, rate: Amount? = Amount(1)
    ) throws(AmountOverflow) {
        guard !position.quantity.isZero else {
            added += 1
            return
        }
        guard let mark, let rate, rate > .zero else {
            missing.append(added)
            added += 1
            return
        }
        let value = try position.value(at: mark).multiplied(by: rate, rounding: .halfEven)
        let worth =
            kind == .spot
            ? value : try position.unrealized(at: mark).multiplied(by: rate, rounding: .halfEven)
        let isShort = value.isNegative
        let side = try (isShort ? short : long).adding(value.magnitude)
        equity = try equity.adding(worth)
        if isShort { short = side } else { long = side }
        added += 1
    }

    /// Whether every holding and all cash has a value.
    public var isComplete: Bool { missing.isEmpty }

    /// The value of all holdings, long and short.
    /// - Throws: `AmountOverflow` for a sum that no amount can hold.
    public func gross() throws(AmountOverflow) -> Amount { try long.adding(short) }

    /// What is held long beyond what is held short.
    public func net() throws(AmountOverflow) -> Amount { try long.subtracting(short) }

    /// Gross over equity, rounded half even; nil for an equity that is not above zero.
    /// - Throws: `AmountOverflow` for a quotient that no amount can hold.
    public func leverage() throws(AmountOverflow) -> Amount? {
        equity > .zero ? try gross().divided(by: equity, rounding: .halfEven) : nil
    }
}
