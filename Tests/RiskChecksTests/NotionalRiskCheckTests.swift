import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct NotionalRiskCheckTests {
    private func reviewed(_ yaml: String, _ item: RiskCase) throws -> Reviewed {
        try item.review(NotionalRiskCheck.test(yaml, in: .risk(item.held.count)))
    }

    @Test func `each instrument has its cap, and the book one`() throws {
        let yaml = "{ max_notional: { I1: 5000 USD, default: 25000 USD } }"
        let frame = try reviewed(yaml, RiskCase(wanted: [0.4, -0.1]))
        #expect(near(frame.weight[0], 0.25) && near(frame.weight[1], -0.05))
        #expect(frame.causes[0].reason == CheckReasons.notionalLimit && frame.causes[0].observed == 40_000)
        #expect(frame.causes[0].limit == 25_000)
        let book = try reviewed(
            "{ max_notional: 100000 USD, max_book: 25000 USD }", RiskCase(wanted: [0.4, -0.1]))
        #expect(near(book.weight[0], 0.2) && near(book.weight[1], -0.05))
        #expect(
            book.causes[0].reason == CheckReasons.bookNotional
                && near(book.causes[0].observed, 50_000, within: 1e-6))
    }

    @Test func `a holding beyond its cap is not sold, may shrink, and is warned of`() throws {
        let frame = try reviewed("max_notional: 10000 USD", RiskCase(held: [0.2, 0.2], wanted: [0.3, 0.15]))
        #expect(frame.weight[0].isNaN && frame.weight[1] == 0.15)
        #expect(frame.warning.reason == CheckReasons.notionalImminent)
        let near = try reviewed("max_notional: 10000 USD", RiskCase(held: [0.075, 0], wanted: [.nan, 0]))
        #expect(near.warning.reason == CheckReasons.notionalNear)
        #expect(
            try reviewed(
                "{ max_notional: 10000 USD, warn_at: 80%, urgent_at: 95% }",
                RiskCase(held: [0.075, 0], wanted: [.nan, 0])
            ).warning.reason.isNone)
    }

    @Test(arguments: [Double.nan, .infinity, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        let frame = try reviewed("", RiskCase(equity: equity, wanted: [0.1, 0]))
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test(arguments: [
        "max_notional: 25000", "max_book: -1 USD", "warn_at: 95%", "{ max_notional: { I1: 5000 USD } }",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(NotionalRiskCheck.Settings.issues(yaml).count == 1)
    }

    @Test func `names are instruments of the pipeline`() {
        #expect(NotionalRiskCheck.issues("max_notional: { XXX: 1 USD, default: 1 USD }").count == 1)
    }
}
