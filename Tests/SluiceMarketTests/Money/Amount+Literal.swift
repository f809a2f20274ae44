public import SluiceMarket

/// Amounts of tests are written as they read: `"12.5"`; what is none is the greatest one, which no test expects.
extension Amount: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = Amount(parsing: text) ?? .greatest }
}

extension Dice {
    /// A decimal between two numbers of its smallest step.
    mutating func decimal(_ range: ClosedRange<Int>, step: Amount) -> Amount {
        let steps = Int128(Int.random(in: range, using: &self))
        return Amount(units: steps * step.units) ?? .zero
    }

    mutating func side() -> Side { next() & 1 == 0 ? .buy : .sell }
}
