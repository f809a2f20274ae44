public import SluiceMarket

/// Cash of a currency that is not the account's, with what was paid and earned in it.
public struct ForeignCash: Hashable, Sendable {
    /// The currency.
    public let currency: Currency
    /// What is there and what was paid.
    public package(set) var purse = Purse()
    /// How much of the account's currency one unit of it is; NaN while nobody knows.
    public package(set) var rate = Double.nan

    /// Begins with nothing.
    public init(_ currency: Currency) { self.currency = currency }
}

/// The cash of one currency, and what was paid of it beside trades.
public struct Purse: Hashable, Sendable {
    /// What is there.
    public var cash = Amount.zero
    /// Fees paid since the run began.
    public var fees = Amount.zero
    /// Funding, borrow, interest and other charges since the ledger began; below zero when more was paid.
    public var funding = Amount.zero

    /// Begins with nothing.
    public init() {}

    /// Begins with what was there before.
    public init(cash: Amount, fees: Amount, funding: Amount) {
        (self.cash, self.fees, self.funding) = (cash, fees, funding)
    }
}

extension Portfolio {
    /// The equity in the currency that an instrument is quoted in, so that a weight of it over the mark is a quantity.
    ///
    /// equity / rate; NaN while either is not known. Worked number: an equity of 110,000 USD and a euro of 1.1 USD are
    /// 100,000 for an instrument in euros, of which 10% at a mark of 50 are 200.
    @inlinable
    public func equity(for instrument: Int) -> Double { equity / rate[instrument] }

    /// What one unit of an instrument is worth in the account's currency: mark x rate; NaN while either is not known.
    @inlinable
    public func unitValue(_ instrument: Int) -> Double { mark[instrument] * rate[instrument] }

    /// The cash of the currency at a place: 0 for the account's own.
    public func purse(at place: Int) -> Purse {
        place == 0 ? Purse(cash: cash, fees: fees, funding: funding) : foreign[place - 1].purse
    }

    /// Sets the cash of the currency at a place.
    package func set(_ purse: Purse, at place: Int) {
        if place == 0 {
            (cash, fees, funding) = (purse.cash, purse.fees, purse.funding)
        } else {
            foreign[place - 1].purse = purse
        }
    }

    /// The place of a currency: one that nobody has named before gets one, and has no rate.
    package func place(of currency: Currency) -> Int {
        if currency == self.currency { return 0 }
        if let known = foreign.firstIndex(where: { $0.currency == currency }) { return known + 1 }
        foreign.append(ForeignCash(currency))
        return foreign.count
    }

    /// Takes the rates of a moment.
    package func convert(by rates: ExchangeRates) {
        for place in currencies.rates.indices { foreign[place].rate = rates[place + 1] }
        for index in 0..<count { rate[index] = rates[currencies.place(of: index)] }
    }
}
