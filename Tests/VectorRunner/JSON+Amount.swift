import SluiceMarket

extension JSON {
    /// An exact decimal, written as a number or as text; a binary number is the nearest one of twelve places.
    func amount() throws(VectorFault) -> Amount {
        let amount =
            if case .text(let text) = self {
                Amount(parsing: text, rounding: .halfEven)
            } else {
                Amount(try double(), rounding: .halfEven)
            }
        guard let amount else { throw VectorFault("\(compact) is no decimal") }
        return amount
    }

    /// The text of a decimal; null for none.
    static func decimal(_ value: Amount?) -> JSON { .text(value?.description) }

    /// A decimal as a number; null for none.
    static func number(_ value: Amount?) -> JSON { value.map { .number($0.doubleValue) } ?? .null }
}
