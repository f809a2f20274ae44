/// Which currency each instrument of a universe is quoted in, and where the rates of the currencies come from.
///
/// A currency has a place: 0 is the account's own, those that a rate is named for follow in the order of their codes.
/// Every instrument has the place of the currency that its prices are in. A table without rates is that of an account
/// that knows one currency.
public struct CurrencyTable: Hashable, Sendable {
    /// Where a rate comes from: how much of the account's currency one unit of another is.
    public enum Source: Hashable, Sendable {
        /// It is written down.
        case fixed(Amount)
        /// It is the price of an instrument, or one over it; one that is older than `maxAge` is none.
        case market(instrument: Int, isInverse: Bool, maxAge: Span)
    }

    /// A currency with the source of its rate.
    public struct Rate: Hashable, Sendable {
        /// The currency.
        public let currency: Currency
        /// Where its rate comes from.
        public let source: Source

        /// Creates a rate.
        public init(_ currency: Currency, from source: Source) {
            (self.currency, self.source) = (currency, source)
        }
    }

    /// The other currencies, in the order of their codes; the first has place 1.
    public let rates: [Rate]
    /// The account's currency, where the currency of an instrument says so; nil where nothing does.
    public let account: Currency?
    @usableFromInline let places: [Int]

    /// The table of an account that knows one currency.
    public static let single = CurrencyTable(rates: [], quoted: [])

    /// Creates a table; `quoted` are the currencies of the instruments in the universe's order, nil for the account's.
    ///
    /// The currency of an instrument that no rate is named for can only be the account's; where there are several such
    /// currencies the first counts.
    public init(rates: [Rate], quoted: [Currency?]) {
        let sorted = rates.sorted { $0.currency < $1.currency }
        func place(_ currency: Currency?) -> Int {
            sorted.firstIndex { $0.currency == currency }.map { $0 + 1 } ?? 0
        }
        self.rates = sorted
        account = quoted.lazy.compactMap(\.self).first { place($0) == 0 }
        let places = quoted.map(place)
        self.places = places.allSatisfy { $0 == 0 } ? [] : places
    }

    /// Whether there is no currency but the account's.
    @inlinable public var isSingle: Bool { rates.isEmpty }

    /// The place of the currency that an instrument is quoted in.
    @inlinable
    public func place(of instrument: Int) -> Int {
        places.indices.contains(instrument) ? places[instrument] : 0
    }

    /// How many places there are.
    public var count: Int { rates.count + 1 }
}
