import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

/// What one unit of a currency is worth, as the market of a moment has it.
@Suite struct ExchangeRatesTests {
    private func table(_ source: CurrencyTable.Source) throws -> CurrencyTable {
        let yen = try #require(Currency(parsing: "JPY"))
        let euro = try #require(Currency(parsing: "EUR"))
        return CurrencyTable(
            rates: [.init(yen, from: source), .init(euro, from: .fixed(.test("1.1")))],
            quoted: [yen, nil, .usd, euro])
    }

    @Test func `a table gives each instrument the place of its currency`() throws {
        let table = try table(.fixed(.test("0.006")))
        #expect(table.rates.map(\.currency.code) == ["EUR", "JPY"])
        #expect((0..<5).map { table.place(of: $0) } == [2, 0, 0, 1, 0])
        #expect(table.account == .usd)
        #expect(!table.isSingle && CurrencyTable.single.isSingle)
        #expect(CurrencyTable.single.place(of: 3) == 0)
    }

    @Test func `a rate is the price of a market, or one over it`() throws {
        let market = MarketFrame.test([MarketBar(160, spread: 0), nil, nil, nil])
        let now = market.barTime[0]
        for (isInverse, rate) in [(false, 160.0), (true, 0.00625)] {
            var rates = ExchangeRates(
                try table(.market(instrument: 0, isInverse: isInverse, maxAge: .minutes(1))))
            rates.update(market, at: now)
            #expect(rates[0] == 1)
            #expect(rates[1] == 1.1)
            #expect(rates[2] == rate)
            #expect(rates.exact(2) == Amount(rate, rounding: .halfEven))
        }
    }

    @Test(arguments: [(60.0, true), (60.001, false), (-1, false), (0, true)])
    func `a rate that is too old, or of a time to come, is none`(age: Double, isKnown: Bool) throws {
        let market = MarketFrame.test([MarketBar(160), nil, nil, nil])
        var rates = ExchangeRates(
            try table(.market(instrument: 0, isInverse: false, maxAge: .minutes(1))))
        rates.update(market, at: market.barTime[0] + .milliseconds(Int(age * 1_000)))
        #expect(rates[2].isFinite == isKnown)
        #expect((rates.exact(2) != nil) == isKnown)
    }

    @Test(arguments: [Double.nan, 0, -1, .infinity])
    func `a price that is none is no rate`(price: Double) throws {
        for isInverse in [false, true] {
            var rates = ExchangeRates(
                try table(.market(instrument: 0, isInverse: isInverse, maxAge: .minutes(1))))
            rates.update(.test([MarketBar(160), nil, nil, nil]), at: ManualClock.start)
            let market = MarketFrame.test([MarketBar(160), nil, nil, nil])
            (market.close[0], market.bid[0], market.ask[0]) = (price, .nan, .nan)
            rates.update(market, at: market.barTime[0])
            #expect(rates[2].isNaN)
        }
    }

    @Test func `an account of one currency has a rate of one for everything`() {
        let portfolio = Portfolio(count: 2)
        portfolio.convert(by: ExchangeRates(.single))
        #expect(portfolio.rate[0] == 1 && portfolio.rate[1] == 1)
        #expect(portfolio.foreign.isEmpty)
    }
}
