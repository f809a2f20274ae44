import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct TurnoverRiskCheckTests {
    @Test func `what adds is scaled to the turnover of a cycle, beside what reduces`() throws {
        let got = try RiskCase(held: [0.2, 0, 0], wanted: [0.1, 0.3, -0.1], pending: [0, 0, 0]).review(
            TurnoverRiskCheck.test("", in: .risk(3)))
        #expect(got.weight[0] == 0.1 && near(got.weight[1], 0.15) && near(got.weight[2], -0.05))
        #expect(
            got.causes[1].reason == CheckReasons.turnover && near(got.causes[1].observed, 50, within: 1e-9))
        let sold = try RiskCase(held: [0.4, 0], wanted: [0, 0.1]).review(TurnoverRiskCheck.test())
        #expect(sold.weight[0] == 0 && sold.weight[1].isNaN)
        let open = try RiskCase(wanted: [0.4, 0], pending: [0.3, 0]).review(TurnoverRiskCheck.test())
        #expect(open.weight[0] == 0.4)
    }

    @Test func `a session counts what has traded and what is under way`() throws {
        let check = try TurnoverRiskCheck.test("{ max_cycle: 100%, max_session: 50% }")
        var item = RiskCase(wanted: [0.4, 0])
        item.fills = [.of(value: 30_000), .of(1, .sell, value: 5_000)]
        let first = try item.review(check)
        #expect(near(first.weight[0], 0.15) && first.causes[0].reason == CheckReasons.sessionTurnover)
        #expect(first.warnings == [CheckReasons.turnoverNear] || first.warnings.isEmpty)
        item.fills = [.of(value: 11_000)]
        let second = try item.review(check)
        #expect(near(second.weight[0], 0.04) && second.warnings == [CheckReasons.turnoverImminent])
        item.fills = []
        item.wanted = [0.4, .nan]
        item.pending = [0, 0.03]
        #expect(near(try item.review(check).weight[0], 0.01))
        var memory = MemoryWriter()
        check.remember(into: &memory)
        let restarted = try TurnoverRiskCheck.test("{ max_cycle: 100%, max_session: 50% }")
        var reader = MemoryReader(memory.words)
        try restarted.recall(from: &reader)
        #expect(near(try item.review(restarted).weight[0], 0.01))
        item.now = ManualClock.start + .days(1)
        item.pending = [0, 0]
        #expect(try item.review(restarted).weight[0] == 0.4)
    }

    @Test(arguments: ["max_cycle: 0%", "max_cycle: 0.3", "max_session: 0%"])
    func `settings have bounds and units`(yaml: String) {
        #expect(TurnoverRiskCheck.Settings.issues(yaml).count == 1)
    }
}
