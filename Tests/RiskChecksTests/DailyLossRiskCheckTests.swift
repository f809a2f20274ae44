import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct DailyLossRiskCheckTests {
    private func frames(
        _ yaml: String, _ steps: [(equity: Double, at: Span)]
    ) throws -> [Reviewed] {
        let check = try DailyLossRiskCheck.test(yaml)
        return try steps.map { step in
            try RiskCase(equity: step.equity, wanted: [0.1, .nan], now: ManualClock.start + step.at)
                .review(check)
        }
    }

    @Test func `a loss on the limit trips, and stays until a person's word`() throws {
        let steps: [(equity: Double, at: Span)] = [
            (15_059.96, .zero), (14_758.77, .minutes(1)), (14_502.75, .minutes(2)), (15_059.96, .minutes(3)),
            (15_059.96, .days(1)),
        ]
        let got = try frames("", steps)
        #expect(got.map(\.standing) == [.open, .open, .reduceOnly, .reduceOnly, .reduceOnly])
        #expect(got[2].standingCause.reason == GuardrailReasons.dailyLoss && got[2].standingCause.limit == 2)
        #expect(near(got[2].standingCause.observed, 3.7, within: 1e-3) && got[2].weight[0].isNaN)
        #expect(got[2].openOrders == .cancelAdding && got[1].openOrders == .keep)
        let other = try frames("{ latch: session, on_breach: flatten, cancel_orders: false }", steps)
        #expect(other.map(\.standing) == [.open, .open, .flatten, .flatten, .open])
        #expect(other[2].openOrders == .keep)
    }

    @Test func `a gap overnight counts unless the session has its own start`() throws {
        let gap: [(equity: Double, at: Span)] = [(100_000, .zero), (97_000, .days(1))]
        #expect(try frames("", gap)[1].standing == .reduceOnly)
        #expect(try frames("baseline: first_sample", gap)[1].standing == .open)
    }

    @Test func `an amount trips as well, and both are warned of`() throws {
        let steps: [(equity: Double, at: Span)] = [
            (100_000, .zero), (99_965, .minutes(1)), (99_929, .minutes(2)), (99_909, .minutes(3)),
            (99_900, .minutes(4)),
        ]
        let got = try frames("{ max_amount: 100 USD, max_loss: 50% }", steps)
        #expect(got.map(\.standing) == [.open, .open, .open, .open, .reduceOnly])
        #expect(
            got.map(\.warning.reason) == [
                .none, .none, GuardrailReasons.dailyLossNear, GuardrailReasons.dailyLossImminent, .none,
            ])
        let warned = try frames(
            "{ warn_at: 10%, urgent_at: 20% }", [(100_000, .zero), (99_700, .minutes(1))])
        #expect(
            warned[1].warning.reason == GuardrailReasons.dailyLossNear && near(warned[1].warning.limit, 2))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        let check = try DailyLossRiskCheck.test()
        let frame = try RiskCase(equity: equity, wanted: [0.1, 0]).review(check)
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test func `a person's word measures from the present equity on, and a restart changes nothing`() throws {
        let check = try DailyLossRiskCheck.test()
        _ = try RiskCase().review(check)
        #expect(try RiskCase(equity: 90_000).review(check).standing == .reduceOnly)
        var memory = MemoryWriter()
        check.remember(into: &memory)
        let restarted = try DailyLossRiskCheck.test()
        var reader = MemoryReader(memory.words)
        try restarted.recall(from: &reader)
        #expect(try RiskCase(equity: 99_999).review(restarted).standing == .reduceOnly)
        check.resume()
        #expect(try RiskCase(equity: 89_000).review(check).standing == .open)
        #expect(try RiskCase(equity: 88_200).review(check).standing == .reduceOnly)
    }

    @Test(arguments: [
        "max_loss: 0%", "max_loss: 2", "max_amount: 0 USD", "{ warn_at: 95% }", "{ urgent_at: 60% }",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(DailyLossRiskCheck.Settings.issues(yaml).count == 1)
    }
}
