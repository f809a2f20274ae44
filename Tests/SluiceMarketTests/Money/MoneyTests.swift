import SluiceMarket
import Testing

@Suite struct MoneyTests {
    @Test(arguments: ["USD", "EUR", "USDT", "BTC", "1INCH", "000", "ZZZ", "ABCDEFGHIJ", "0123456789"])
    func `a code of capitals and digits is a currency`(code: String) throws {
        let currency = try #require(Currency(parsing: code))
        #expect(currency.code == code)
        #expect("\(currency)" == code)
    }

    @Test(arguments: [
        "", "US", "usd", "USd", "US D", " USD", "USD ", "ABCDEFGHIJK", "US$", "ÜSD", "US\u{0}", "`AB", "AB@",
        "AB[", "AB/",
    ])
    func `anything else is none`(code: String) {
        #expect(Currency(parsing: code) == nil)
    }

    @Test func `currencies order by code`() throws {
        #expect(Currency.usd == Currency(parsing: "USD"))
        let codes = ["USDT", "BTC", "USD", "1INCH", "USDC", "ZZZ"]
        let currencies = codes.compactMap { Currency(parsing: $0) }
        #expect(currencies.sorted().map(\.code) == codes.sorted())
    }

    @Test(arguments: [
        ("100000 USD", "100000 USD"), ("-0.50 EUR", "-0.5 EUR"), ("1   BTC", "1 BTC"), ("+7 USDT", "7 USDT"),
    ])
    func `money is an amount and a currency`(text: String, written: String) {
        #expect(Money(parsing: text)?.description == written)
    }

    @Test(arguments: [
        "", "100000", "USD", "USD 100000", "100000USD", "1e5 USD", "100,000 USD", "$5", "5 usd", "5 USD USD",
        "5\tUSD",
    ])
    func `anything else is no money`(text: String) {
        #expect(Money(parsing: text) == nil)
    }
}
