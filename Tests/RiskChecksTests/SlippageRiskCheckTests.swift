import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct SlippageRiskCheckTests {
    /// Reviews a target of 10% of both instruments in cycles of 30 s, with fills of the first at each price.
    private func frames(_ check: SlippageRiskCheck, _ prices: [Int?], side: Side = .buy) throws -> [Reviewed]
    {
        try prices.enumerated().map { step, price in
            var item = RiskCase(
                wanted: [0.1, 0.1], now: ManualClock.start + .seconds(30) * step, closes: [10_000, 10_000])
            item.fills = price.map { [.of(0, side, value: 20_000, at: $0)] } ?? []
            return try item.review(check)
        }
    }

    @Test func `so many dear fills in a row pause their instrument`() throws {
        // 60 bps against the mark of the cycle before.
        let got = try frames(SlippageRiskCheck.test(), [nil, 10_060, 10_060, 10_060, nil, nil])
        #expect(got[1].weight[0] == 0.1 && got[1].warnings == [CheckReasons.fillSlippage])
        #expect(got[3].weight[0].isNaN && got[3].weight[1] == 0.1)
        #expect(got[3].causes[0].reason == CheckReasons.fillSlippage && got[3].causes[0].limit == 50)
        #expect(near(got[3].causes[0].observed, 60, within: 1e-9))
        #expect(got[3].pauses.instruments[0]?.end == ManualClock.start + .seconds(150))
        #expect(got[4].weight[0].isNaN && got[5].weight[0] == 0.1)
        let broken = try frames(SlippageRiskCheck.test(), [nil, 10_060, 10_060, 10_050, 10_060, 10_060])
        #expect(broken.allSatisfy { $0.weight[0] == 0.1 })
        #expect(try frames(SlippageRiskCheck.test("pause_after: 1"), [nil, 10_060])[1].weight[0].isNaN)
        #expect(
            try frames(SlippageRiskCheck.test("{ pause_after: 1, max_slippage: 61bps }"), [nil, 10_060])[1]
                .warnings == [CheckReasons.fillSlippageImminent])
        #expect(
            try frames(SlippageRiskCheck.test("pause_after: 1"), [nil, 10_040])[1].warnings
                == [CheckReasons.fillSlippageNear])
    }

    @Test func `a better price is none, whichever the side, and a fill without a mark is one`() throws {
        let check = try SlippageRiskCheck.test("pause_after: 1")
        #expect(try frames(check, [nil, 10_090], side: .sell)[1].weight[0] == 0.1)
        #expect(try frames(check, [nil, 9_900])[1].weight[0] == 0.1)
        #expect(try frames(check, [nil, 9_900], side: .sell)[1].weight[0].isNaN)
        #expect(try frames(SlippageRiskCheck.test("pause_after: 1"), [10_000])[0].weight[0].isNaN)
    }

    @Test func `the count and the pause outlive a restart, and end with a person's word`() throws {
        let check = try SlippageRiskCheck.test("{ pause_after: 2, pause: 1h }")
        _ = try frames(check, [nil, 10_060])
        var memory = MemoryWriter()
        check.remember(into: &memory)
        let restarted = try SlippageRiskCheck.test("{ pause_after: 2, pause: 1h }")
        var reader = MemoryReader(memory.words)
        try restarted.recall(from: &reader)
        #expect(reader.isAtEnd)
        #expect(try frames(restarted, [10_060])[0].weight[0].isNaN)
        restarted.resume()
        #expect(try frames(restarted, [10_060])[0].weight[0] == 0.1)
    }

    @Test(arguments: ["max_slippage: 50", "pause_after: 0", "pause: 0s", "warn_at: 95%"])
    func `settings have bounds and units`(yaml: String) {
        #expect(SlippageRiskCheck.Settings.issues(yaml).count == 1)
    }
}
