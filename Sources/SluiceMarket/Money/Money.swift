/// An amount of a currency, written `100000 USD`.
public struct Money: Hashable, Sendable {
    /// How much.
    public let amount: Amount
    /// Of what.
    public let currency: Currency

    /// Creates an amount of a currency.
    public init(amount: Amount, currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// Reads `<amount> <currency>`, such as `100000 USD`; nil when the text is anything else.
    public init?(parsing text: some StringProtocol) {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, let amount = Amount(parsing: words[0]),
            let currency = Currency(parsing: String(words[1]))
        else { return nil }
        self.init(amount: amount, currency: currency)
    }
}

extension Money: CustomStringConvertible {
    /// The amount, a space and the currency.
    public var description: String { "\(amount) \(currency)" }
}
