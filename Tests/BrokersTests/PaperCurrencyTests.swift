import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Brokers

/// An account on paper that holds two currencies: the first instrument is in euros, the second in dollars, the third is
/// the price of a euro.
@Suite struct PaperCurrencyTests {
    private static let free = "slippage: 0bps, fee: 0bps, max_participation: null"

    private func venue(_ yaml: String, maxAge: Span = .minutes(1)) throws -> PaperVenue {
        let eur = try #require(Currency(parsing: "EUR"))
        let rate = CurrencyTable.Rate(eur, from: .market(instrument: 2, isInverse: false, maxAge: maxAge))
        return try PaperVenue(
            "{ \(Self.free), \(yaml) }", instruments: 3,
            currencies: CurrencyTable(rates: [rate], quoted: [eur, nil, nil]))
    }

    private func bars(_ euro: Double? = 1.1) -> [MarketBar?] {
        [MarketBar(50, spread: 0), MarketBar(50, spread: 0), euro.map { MarketBar($0, spread: 0) }]
    }

    private func euros(_ venue: PaperVenue) -> String? {
        venue.broker.account().otherCash.first.map { "\($0)" }
    }

    @Test func `a purchase is paid with cash of the instrument's currency, and nothing is changed unasked`()
        throws
    {
        let venue = try venue("cash: 1000 USD, other_cash: [1000 EUR]")
        _ = try venue.next(bars())
        #expect(euros(venue) == "1000 EUR")
        #expect(venue.send(.buy, Amount(20), of: 0)?.inWords == "accepted")
        // The other euros are promised; the dollars do not pay for them.
        #expect(venue.send(.buy, Amount(1), of: 0)?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.buy, Amount(20), of: 1)?.inWords == "accepted")
        _ = try venue.next(bars())
        #expect(euros(venue) == "0 EUR")
        #expect(venue.cash == .zero)
        #expect(venue.held(0) == Amount(20) && venue.held(1) == Amount(20))
    }

    @Test func `a short holds back cash of its own currency`() throws {
        let venue = try venue("cash: 100000 USD, other_cash: [500 EUR]")
        _ = try venue.next(bars())
        #expect(venue.send(.sell, Amount(11), of: 0)?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.sell, Amount(10), of: 0)?.inWords == "accepted")
        _ = try venue.next(bars())
        #expect(euros(venue) == "1000 EUR")
    }

    @Test func `a margin account is judged in its own currency`() throws {
        // 1,000 dollars and 1,000 euros are 2,100 dollars, which carry 4,200 at a margin of half: 76.36 at 55 dollars.
        let venue = try venue("cash: 1000 USD, other_cash: [1000 EUR], account: margin")
        _ = try venue.next(bars())
        #expect(venue.send(.buy, Amount(77), of: 0)?.inWords == "rejected insufficient_cash")
        #expect(venue.send(.buy, Amount(76), of: 0)?.inWords == "accepted")
        _ = try venue.next(bars())
        #expect(euros(venue) == "-2800 EUR")
        let answer = try #require(
            try venue.broker.whatIf(
                OrderRequest(instrument: 1, side: .buy, quantity: Amount(1)), venue.market))
        // 76 x 50 x 1.1 and 50 at a half; cash of 1,000 - 2,800 x 1.1 and 4,180 of shares.
        #expect(answer.margin == Amount(2_115) && answer.available == Amount(2_100))
        #expect(answer.refusal?.name == "insufficient_cash")
    }

    @Test func `without a rate a margin account opens nothing, and closes all the same`() throws {
        let venue = try venue("cash: 1000 USD, other_cash: [1000 EUR], account: margin", maxAge: .seconds(1))
        _ = try venue.next(bars())
        _ = venue.send(.buy, Amount(10), of: 0)
        _ = try venue.next(bars())
        _ = try venue.next(bars(nil))
        #expect(venue.send(.buy, Amount(1), of: 0)?.inWords == "rejected rate_unknown")
        #expect(venue.send(.buy, Amount(1), of: 1)?.inWords == "rejected rate_unknown")
        #expect(venue.send(.sell, Amount(10), of: 0)?.inWords == "accepted")
        _ = try venue.next(bars(nil))
        #expect(venue.held(0) == .zero)
    }

    @Test func `interest and borrow are paid in their own currencies`() throws {
        let venue = try venue(
            """
            cash: 100000 USD, other_cash: [1000 EUR], account: margin, cash_rate: 36%, borrow_rate: 36%, \
            charge_every: 1m
            """)
        _ = try venue.next(bars())
        _ = venue.send(.buy, Amount(120), of: 0)
        _ = venue.send(.sell, Amount(10), of: 1)
        _ = try venue.next(bars())
        let charges = try venue.next(bars()).compactMap { report -> Charge? in
            if case .charged(let charge) = report.event { charge } else { nil }
        }
        #expect(charges.map(\.kind) == [.borrow, .interest])
        #expect(charges.map(\.currency?.code) == [nil, "EUR"])
        // 5,000 euros at 36% a year of 360 days are 5 a day, 0.003472222222 a minute; 500 dollars a tenth of it.
        #expect(charges.map { "\($0.amount)" } == ["-0.000347222222", "-0.003472222222"])
        #expect(euros(venue) == "-5000.003472222222 EUR")
    }

    @Test func `memory keeps the cash of each currency`() throws {
        let text = "cash: 1000 USD, other_cash: [1000 EUR]"
        let (one, other) = (try venue(text), try venue(text))
        _ = try one.next(bars())
        _ = one.send(.sell, Amount(5), of: 0)
        _ = try one.next(bars())
        var memory = MemoryWriter()
        one.broker.remember(into: &memory)
        var reader = MemoryReader(memory.words)
        try other.broker.recall(from: &reader)
        #expect(other.broker.account() == one.broker.account())
        #expect(euros(other) == "1250 EUR")
    }

    @Test func `an account that a ledger has left is taken with all its cash`() throws {
        let eur = try #require(Currency(parsing: "EUR"))
        let venue = try venue("cash: 1000 USD, other_cash: [1000 EUR]")
        venue.broker.resume(
            LeftAccount(
                BrokerAccount(
                    cash: Money(amount: Amount(7), currency: .usd),
                    otherCash: [Money(amount: Amount(8), currency: eur)],
                    holdings: [Amount(1), .zero, .zero]),
                lastFill: 0, lastCharge: 0))
        #expect(venue.cash == Amount(7))
        #expect(euros(venue) == "8 EUR")
    }

    @Test(arguments: ["[5 GBP]", "[5 EUR, 6 EUR]"])
    func `cash without a rate, or twice of a currency, is refused`(other: String) {
        #expect(throws: (any Error).self) { try venue("cash: 1000 USD, other_cash: \(other)") }
    }
}
