public import SluiceMarket

/// How much of the account's currency one unit of each currency is, as the market of a moment has it.
///
/// A rate that is missing, not above zero, too old or of a time to come is NaN: none is ever made up. Worked number: a
/// yen at a market of 160 yen a dollar is 1 / 160 = 0.00625 dollars.
public struct ExchangeRates: Sendable {
    private let table: CurrencyTable
    private var values: [Double]

    /// Begins without rates, but for those that are written down.
    public init(_ table: CurrencyTable) {
        self.table = table
        values =
            [1] + table.rates.map { if case .fixed(let rate) = $0.source { rate.doubleValue } else { .nan } }
    }

    /// The rate of the currency at a place: 1 for the account's own; NaN while it is not known.
    public subscript(_ place: Int) -> Double { values[place] }

    /// The rate as an exact decimal, rounded half even; nil while it is not known.
    public func exact(_ place: Int) -> Amount? { Amount(values[place], rounding: .halfEven) }

    /// Takes the rates of the market at a moment.
    public mutating func update(_ market: MarketFrame, at now: Timestamp) {
        for (place, rate) in table.rates.enumerated() {
            guard case .market(let index, let isInverse, let maxAge) = rate.source else { continue }
            let price = market.mark(index)
            let age = now.since(max(market.barTime[index], market.quoteTime[index]))
            let isKnown = price > 0 && price.isFinite && age >= .zero && age <= maxAge
            values[place + 1] = !isKnown ? .nan : isInverse ? 1 / price : price
        }
    }
}
