import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

/// Rates of currencies in `orders:` and currencies of products: what they give, and what is said of them.
@Suite struct RateTests {
    private static let products = "{ default: {}, products: { AAA: { currency: EUR } } }"

    private func load(_ rates: String, products: String = products) -> PipelineLoader.Result {
        let text = Pipelines.sound(line: 4, "universe: [AAA, BBB]").replacing(
            "cycle:", with: "orders: { products: products.yaml, rates: [\(rates)] }\ncycle:")
        return Pipelines.load(text, beside: ["products.yaml": products])
    }

    @Test func `a currency of a product takes its rate from a market, or from the file`() throws {
        let market = load("{ currency: EUR, market: BBB, inverse: true }, { currency: CHF, fixed: 1.25 }")
        #expect(market.findings == [])
        let plan = try #require(market.plan)
        let table = plan.currencies
        #expect(table.rates.map(\.currency.code) == ["CHF", "EUR"])
        #expect(table.rates[0].source == .fixed(try #require(Amount(parsing: "1.25"))))
        // A price is as old as that of an order may be.
        #expect(
            table.rates[1].source
                == .market(instrument: 1, isInverse: true, maxAge: plan.cycle.maxAge ?? plan.cycle.every))
        #expect([table.place(of: 0), table.place(of: 1)] == [2, 0])
        #expect(table.account == nil)
        let aged = try #require(load("{ currency: EUR, market: BBB, max_age: 5s }").plan)
        #expect(
            aged.currencies.rates[0].source
                == .market(instrument: 1, isInverse: false, maxAge: .seconds(5)))
    }

    @Test func `a currency without a rate can only be the account's`() throws {
        let table = try #require(load("").plan).currencies
        #expect(table.isSingle && table.account?.code == "EUR")
    }

    @Test(arguments: [
        ("{ currency: eur, fixed: 1 }", "E0207"), ("{ currency: EUR }", "E0207"),
        ("{ currency: EUR, market: BBB, fixed: 1 }", "E0207"),
        ("{ currency: EUR, market: CCC }", "E0207"),
        ("{ currency: EUR, fixed: 1, inverse: true }", "E0207"),
        ("{ currency: EUR, fixed: 1, max_age: 1s }", "E0207"),
        ("{ currency: EUR, fixed: 0 }", "E0205"),
        ("{ currency: EUR, fixed: 1 }, { currency: EUR, fixed: 2 }", "E0207"),
        ("{ fixed: 1 }", "E0204"),
    ])
    func `a rate that cannot be is found`(rates: String, code: String) {
        let findings = load(rates).findings
        #expect(findings.count == 1 && findings.first?.hasPrefix(code) == true, "\(findings)")
    }

    @Test func `of two currencies one needs a rate`() {
        let products = "{ products: { AAA: { currency: EUR }, BBB: { currency: USD } } }"
        #expect(load("", products: products).findings == ["E0322 5:21"])
        #expect(load("{ currency: EUR, fixed: 1.1 }", products: products).findings == [])
        #expect(
            load("", products: "{ default: { currency: euro } }").findings == ["E0207 products.yaml:1:24"])
    }
}
