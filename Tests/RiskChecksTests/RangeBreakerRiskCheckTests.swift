import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct RangeBreakerRiskCheckTests {
    /// Reviews a target of 10% of both instruments in cycles of a minute with closes of the first.
    private func frames(_ check: RangeBreakerRiskCheck, _ closes: [Double]) throws -> [Reviewed] {
        try closes.enumerated().map { step, close in
            try RiskCase(
                held: [0.05, 0], wanted: [0.1, 0.1], now: ManualClock.start + .minutes(step),
                closes: [close, 100]
            ).review(check)
        }
    }

    @Test func `a price that strays holds its instrument back until the cooldown is over`() throws {
        let check = try RangeBreakerRiskCheck.test("{ window: 4, cooldown: 5m }")
        let got = try frames(check, [100, 100, 100, 112] + Array(repeating: 112, count: 9))
        #expect(got[2].weight == [0.1, 0.1])
        #expect(got[3].weight[0].isNaN && got[3].weight[1] == 0.1 && got[3].standing == .open)
        #expect(got[3].causes[0].reason == CheckReasons.rangeBreaker && got[3].causes[0].limit == 5)
        #expect(near(got[3].causes[0].observed, 900 / 103, within: 1e-9))
        #expect(got[3].pauses.instruments[0]?.end == ManualClock.start + .minutes(8))
        // 100, 112, 112, 112 is still 8.3% apart; the last such bar is the sixth.
        #expect(got[9].weight[0].isNaN && got[10].weight[0] == 0.1)
        let calm = try frames(
            RangeBreakerRiskCheck.test("{ window: 4, max_range: 9% }"), [100, 100, 100, 112])
        #expect(calm[3].weight[0] == 0.1 && calm[3].warnings == [CheckReasons.rangeImminent])
        let early = try frames(
            RangeBreakerRiskCheck.test("{ window: 4, max_range: 12% }"), [100, 100, 100, 112])
        #expect(early[3].warnings == [CheckReasons.rangeNear])
    }

    @Test func `a breach may restrict everything, and a halt lasts until a person's word`() throws {
        let wild = [100.0, 100, 100, 112]
        let once = try frames(RangeBreakerRiskCheck.test("{ window: 4, on_breach: reduce_only }"), wild)
        #expect(once[3].standing == .reduceOnly && once[3].weight[1].isNaN)
        let check = try RangeBreakerRiskCheck.test("{ window: 4, on_breach: halt, cooldown: 0s }")
        #expect(try frames(check, wild)[3].standing == .halt)
        var memory = MemoryWriter()
        check.remember(into: &memory)
        let restarted = try RangeBreakerRiskCheck.test("{ window: 4, on_breach: halt, cooldown: 0s }")
        var reader = MemoryReader(memory.words)
        try restarted.recall(from: &reader)
        #expect(reader.isAtEnd)
        #expect(try frames(restarted, [.nan])[0].standing == .halt)
        restarted.resume()
        #expect(try frames(restarted, [.nan])[0].standing == .open)
    }

    @Test(arguments: [Double.nan, 0, -5, .infinity])
    func `a close that is none is no price`(close: Double) throws {
        let got = try frames(RangeBreakerRiskCheck.test("window: 2"), [100, close, 100.1])
        #expect(got.allSatisfy { $0.weight == [0.1, 0.1] })
    }

    @Test(arguments: ["window: 1", "max_range: 5", "cooldown: 8d", "on_breach: stop", "max_range: 0%"])
    func `settings have bounds and units`(yaml: String) {
        #expect(RangeBreakerRiskCheck.Settings.issues(yaml).count == 1)
    }
}
