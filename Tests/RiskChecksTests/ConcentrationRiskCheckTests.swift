import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct ConcentrationRiskCheckTests {
    private func reviewed(_ yaml: String, _ item: RiskCase) throws -> Reviewed {
        try item.review(ConcentrationRiskCheck.test(yaml, in: .risk(item.held.count)))
    }

    private func book(_ wanted: [Double], held: [Double] = [0, 0, 0]) -> RiskCase {
        RiskCase(held: held, wanted: wanted, pending: held.map { _ in 0 })
    }

    @Test func `what concentrates the book may not grow, the others may`() throws {
        let frame = try reviewed("", book([0.3, 0.1, 0.1]))
        #expect(frame.weight[0].isNaN && frame.weight[1] == 0.1 && frame.weight[2] == 0.1)
        #expect(frame.causes[0].reason == CheckReasons.concentrated)
        #expect(near(frame.causes[0].observed, 0.44) && near(frame.causes[0].limit, 0.4))
        let held = try reviewed("", book([0.3, 0.15, 0.1], held: [0.4, 0.05, 0.05]))
        // It only reduces, and the second spreads the book.
        #expect(held.weight == [0.3, 0.15, 0.1])
    }

    @Test func `an index within its limit passes, and so does a book as even as its size allows`() throws {
        #expect(try reviewed("max_index: 0.45", book([0.3, 0.1, 0.1])).weight[0] == 0.3)
        #expect(try reviewed("", book([0.2, 0.2, .nan])).weight[0] == 0.2)
        #expect(try reviewed("", book([0.5, .nan, .nan])).weight[0] == 0.5)
        #expect(try reviewed("{ even_slack: 1, max_index: 0.1 }", book([0.2, 0.21, .nan])).weight[1].isNaN)
    }

    @Test func `positions that move as one are few bets`() throws {
        func last(_ together: Bool) throws -> Reviewed {
            let yaml = "{ min_bets: 1.5, window: 10 }"
            let check = try ConcentrationRiskCheck.test(yaml, in: .risk(2))
            var item = RiskCase(wanted: [0.1, 0.1])
            var closes = [100.0, 100]
            var frame = try item.review(check)
            for cycle in 1...12 {
                let (one, two) = (cycle % 2 == 0, cycle % 4 < 2)
                closes[0] *= one ? 1.01 : 0.99
                closes[1] *= (together ? one : two) ? 1.01 : 0.99
                item.closes = closes
                frame = try item.review(check)
            }
            return frame
        }
        let one = try last(true)
        #expect(one.weight[0].isNaN && one.causes[0].reason == CheckReasons.correlated)
        #expect(near(one.causes[0].observed, 1, within: 1e-6) && one.causes[0].limit == 1.5)
        #expect(try last(false).weight == [0.1, 0.1])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 0, -5])
    func `an equity that is unknown or not positive refuses new risk`(equity: Double) throws {
        let frame = try reviewed("", RiskCase(equity: equity, wanted: [0.1, 0]))
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test(arguments: ["max_index: 0", "even_slack: 0.5", "min_bets: 0", "window: 5"])
    func `settings have bounds`(yaml: String) {
        #expect(ConcentrationRiskCheck.Settings.issues(yaml).count == 1)
    }
}
