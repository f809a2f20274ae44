import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

/// Files of product rules: what they give, and what is said of them, with its place.
@Suite struct ProductFileTests {
    private static let text = """
        default: { quantity_step: 1, tick: 0.01, min_value: 1 USD }
        products:
          AAA:
            quantity_step: 0.0001
            ticks: [{ from: 0, step: 0.0001 }, { from: 1, step: 0.01 }]
            min_quantity: 0.001
            max_quantity: 500
            closes_remainder: true
          OTHER: {}
        """

    private func load(_ file: String, orders: String = "{ products: products.yaml }") -> PipelineLoader.Result
    {
        let text = Pipelines.sound(line: 4, "universe: [AAA, BBB]").replacing(
            "cycle:", with: "orders: \(orders)\ncycle:")
        return Pipelines.load(text, beside: ["products.yaml": file])
    }

    private func amount(_ text: String) throws -> Amount { try #require(Amount(parsing: text)) }

    @Test func `rules stand by symbol, and the default for the others`() throws {
        let result = load(Self.text)
        #expect(result.findings == [])
        let products = try #require(result.plan).products
        #expect(products[0].quantityStep.size == Amount(parsing: "0.0001"))
        #expect(try products[0].ticks.price(amount("0.55555"), for: .buy) == Amount(parsing: "0.5555"))
        #expect(try products[0].ticks.price(amount("1.239"), for: .sell) == Amount(parsing: "1.24"))
        #expect(products[0].minQuantity == Amount(parsing: "0.001"))
        #expect(products[0].maxQuantity == Amount(parsing: "500"))
        #expect(products[0].minNotional == nil)
        #expect(products[0].closesRemainder)
        #expect(products[1].quantityStep.size == Amount(parsing: "1"))
        #expect(products[1].minNotional == Amount(parsing: "1"))
        #expect(!products[1].closesRemainder)
    }

    @Test func `without a file there are no rules`() throws {
        #expect(try #require(Pipelines.load(Pipelines.sound).plan).products.isEmpty)
    }

    @Test(arguments: [
        ("default: { quantity_stp: 1 }", ["E0203 products.yaml:1:12 quantity_step"]),
        ("default: { quantity_step: -1 }", ["E0205 products.yaml:1:27"]),
        ("default: { min_value: 5 }", ["E0202 products.yaml:1:23 5 USD"]),
        ("defalt: {}", ["E0316 products.yaml:1:1 default"]),
        ("products: [AAA]", ["E0322 products.yaml:1:11"]),
        ("- AAA", ["E0322 products.yaml:1:1"]),
        ("default: { tick: 0.01, ticks: [{ from: 0, step: 1 }] }", ["E0207 products.yaml:1:31"]),
        ("default: { ticks: [{ from: 1, step: 0.3 }, { from: 1, step: 1 }] }", ["E0207 products.yaml:1:19"]),
        ("default: { quantity_step: 10, max_quantity: 5 }", ["E0207 products.yaml:1:45"]),
        ("products: { AAA: {}, BBBB: {} }", ["E0322 5:21 BBBB"]),
    ])
    func `what is wrong is said with its place`(file: String, findings: [String]) throws {
        let result = load(file)
        #expect(result.findings == findings)
        #expect(result.plan == nil)
    }

    @Test func `a file that is not there is said where it is named`() {
        let result = load(Self.text, orders: "{ products: prodcts.yaml }")
        #expect(result.diagnostics.map(\.code) == [.badProducts])
        #expect(result.diagnostics.first?.span?.file == "p.yaml")
    }

    @Test func `a pipeline that may go live without rules is warned of`() {
        let live = Pipelines.sound(line: 3, "modes: [backtest, live]")
        let found = Pipelines.load(live)
        #expect(found.findings == ["W0323 3:19"])
        #expect(found.diagnostics.allSatisfy { $0.severity == .warning })
        #expect(found.plan != nil)
        let with = live.replacing("cycle:", with: "orders: { products: products.yaml }\ncycle:")
        #expect(Pipelines.load(with, beside: ["products.yaml": "default: {}"]).findings == [])
    }

    @Test func `slippage is not reckoned from a book that nobody has`() {
        let text = Pipelines.sound.replacing("cycle:", with: "orders: { slippage_model: book }\ncycle:")
        #expect(Pipelines.load(text).diagnostics.map(\.code) == [.settingConflict])
    }

    @Test func `what-if needs a broker that answers`() {
        let text = Pipelines.sound.replacing("cycle:", with: "orders: { what_if: true }\ncycle:")
        #expect(Pipelines.load(text).diagnostics.map(\.code) == [.noWhatIf])
    }
}
