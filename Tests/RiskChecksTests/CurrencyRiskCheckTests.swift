import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct CurrencyRiskCheckTests {
    private static let euros =
        "currencies: [{ code: EUR, instruments: [I0, I1], max_gross: 50%, max_net: 20% }]"

    private func reviewed(_ item: RiskCase) throws -> Reviewed {
        try item.review(CurrencyRiskCheck.test(Self.euros, in: .risk(item.held.count)))
    }

    @Test func `what is added to a currency fits its gross and its net`() throws {
        let net = try reviewed(RiskCase(held: [0.15, 0], wanted: [.nan, 0.1]))
        #expect(near(net.weight[1], 0.05) && net.causes[1].reason == CheckReasons.currencyNet)
        #expect(near(net.causes[1].observed, 25) && net.causes[1].limit == 20)
        let gross = try reviewed(RiskCase(wanted: [0.5, -0.5]))
        #expect(near(gross.weight[0], 0.25) && gross.causes[0].reason == CheckReasons.currencyLimit)
        let other = try reviewed(RiskCase(held: [0, 0, 0], wanted: [0, 0, 9], pending: [0, 0, 0]))
        #expect(other.weight[2] == 9)
    }

    @Test(arguments: [Double.nan, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        let frame = try reviewed(RiskCase(equity: equity, wanted: [0.1, 0]))
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test(arguments: [
        "currencies: [{ code: eu, instruments: [A] }]",
        "currencies: [{ code: EUR, instruments: [A] }, { code: USD, instruments: [A] }]",
        "currencies: [{ code: EUR, instruments: [A], max_net: 5 }]",
    ])
    func `codes are codes, and an instrument is in one currency`(yaml: String) {
        #expect(CurrencyRiskCheck.Settings.issues(yaml).count == 1)
    }
}
