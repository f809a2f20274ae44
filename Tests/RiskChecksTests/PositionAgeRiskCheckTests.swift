import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct PositionAgeRiskCheckTests {
    /// Reviews targets that add to the first position, at some minutes with some holdings of the first instrument.
    private func frames(_ yaml: String, _ steps: [(minute: Int, held: Double)]) throws -> [Reviewed] {
        let check = try PositionAgeRiskCheck.test(yaml, in: .risk(2))
        return try steps.map { minute, held in
            try RiskCase(
                held: [held, 0], wanted: [held * 1.5, 0.1], now: ManualClock.start + .minutes(minute)
            ).review(check)
        }
    }

    @Test func `a position beyond its age is said, refused more, or closed`() throws {
        let steps = [(0, 0.1), (30, 0.12), (31, 0.08)]
        let said = try frames("", steps)
        #expect(said[1].warnings == [CheckReasons.positionAgeImminent])
        #expect(said[2].warnings == [CheckReasons.positionOld] && near(said[2].weight[0], 0.12))
        #expect(said[2].warning.observed == 1_860_000 && said[2].warning.limit == 1_800_000)
        let refused = try frames("on_breach: refuse", steps)
        #expect(refused[2].weight[0].isNaN && refused[2].weight[1] == 0.1)
        #expect(refused[2].causes[0].reason == CheckReasons.positionOld)
        #expect(try frames("on_breach: close", steps)[2].weight[0] == 0)
        #expect(try frames("{ max_age: 1h, on_breach: close }", steps)[2].warnings.isEmpty)
        #expect(try frames("", [(0, 0.1), (22, 0.1)])[1].warnings == [CheckReasons.positionAgeNear])
    }

    @Test func `one that turns or was closed begins anew, and the age outlives a restart`() throws {
        let turned = try frames("on_breach: close", [(0, 0.1), (20, -0.1), (49, -0.1), (51, -0.1)])
        #expect(turned[2].weight[0] != 0 && turned[3].weight[0] == 0)
        let closed = try frames("on_breach: close", [(0, 0.1), (20, 0), (25, 0.1), (54, 0.1)])
        #expect(closed[3].weight[0] != 0)
        let check = try PositionAgeRiskCheck.test("on_breach: close", in: .risk(2))
        _ = try RiskCase(held: [0.1, 0]).review(check)
        var memory = MemoryWriter()
        check.remember(into: &memory)
        let restarted = try PositionAgeRiskCheck.test("on_breach: close", in: .risk(2))
        var reader = MemoryReader(memory.words)
        try restarted.recall(from: &reader)
        #expect(reader.isAtEnd)
        let later = RiskCase(held: [0.1, 0], now: ManualClock.start + .minutes(31))
        #expect(try later.review(restarted).weight[0] == 0)
    }

    @Test(arguments: ["max_age: 0s", "max_age: 30", "on_breach: halt", "warn_at: 95%"])
    func `settings have bounds and units`(yaml: String) {
        #expect(PositionAgeRiskCheck.Settings.issues(yaml).count == 1)
    }
}
