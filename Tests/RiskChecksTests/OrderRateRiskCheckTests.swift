import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct OrderRateRiskCheckTests {
    private func item(_ wanted: [Double], held: [Double] = [0, 0, 0], at time: Span = .zero) -> RiskCase {
        RiskCase(held: held, wanted: wanted, pending: [0, 0, 0], now: ManualClock.start + time)
    }

    @Test func `beyond the rate what adds is refused, until the window has passed`() throws {
        let check = try OrderRateRiskCheck.test("max_orders: 2", in: .risk(3))
        let first = try item([0.1, 0.1, 0.1]).review(check)
        #expect(first.weight[0] == 0.1 && first.weight[1] == 0.1 && first.weight[2].isNaN)
        #expect(first.causes[2].reason == CheckReasons.orderRate && first.causes[2].limit == 2)
        #expect(first.warning.reason == CheckReasons.orderRateImminent)
        #expect(try item([.nan, .nan, 0.1], at: .seconds(60)).review(check).weight[2].isNaN)
        #expect(try item([.nan, .nan, 0.1], at: .milliseconds(60_001)).review(check).weight[2] == 0.1)
    }

    @Test func `what reduces passes and counts, and a target that changes nothing does not count`() throws {
        let check = try OrderRateRiskCheck.test("{ max_orders: 2, window: 10s }", in: .risk(3))
        let held = [0.1, 0.1, 0.1]
        #expect(try item([0.05, 0.05, 0], held: held).review(check).weight == [0.05, 0.05, 0])
        #expect(try item([0.2, 0.1, 0.1], held: held).review(check).weight[0].isNaN)
        let other = try OrderRateRiskCheck.test("{ max_orders: 1, min_change: 1% }", in: .risk(3))
        #expect(try item([0.105, 0.095, 0.2], held: held).review(other).weight[2] == 0.2)
    }

    @Test func `an instrument has a rate of its own, and a near limit warns`() throws {
        let check = try OrderRateRiskCheck.test("{ max_orders: 4, max_per_instrument: 1 }", in: .risk(3))
        #expect(try item([0.1, 0.1, 0.1]).review(check).warning.reason == CheckReasons.orderRateNear)
        let second = try item([0.1, .nan, .nan]).review(check)
        #expect(second.weight[0].isNaN)
        let calm = try OrderRateRiskCheck.test(
            "{ max_orders: 4, warn_at: 80%, urgent_at: 100% }", in: .risk(3))
        #expect(try item([0.1, 0.1, 0.1]).review(calm).warning.reason.isNone)
    }

    @Test func `a breach may stop everything until a person's word`() throws {
        let check = try OrderRateRiskCheck.test("{ max_orders: 1, on_breach: halt }", in: .risk(3))
        #expect(try item([0.1, 0.1, .nan]).review(check).standing == .halt)
        #expect(try item([0.1, .nan, .nan], at: .days(1)).review(check).standing == .halt)
        var memory = MemoryWriter()
        check.remember(into: &memory)
        let restarted = try OrderRateRiskCheck.test("{ max_orders: 1, on_breach: halt }", in: .risk(3))
        var reader = MemoryReader(memory.words)
        try restarted.recall(from: &reader)
        #expect(try item([0.1, .nan, .nan], at: .days(1)).review(restarted).standing == .halt)
        check.resume()
        #expect(try item([0.1, .nan, .nan], at: .days(1)).review(check).standing == .open)
        let once = try OrderRateRiskCheck.test("{ max_orders: 1, on_breach: reduce_only }", in: .risk(3))
        #expect(try item([0.1, 0.1, .nan]).review(once).standing == .reduceOnly)
        #expect(try item([0.1, .nan, .nan], at: .days(1)).review(once).standing == .open)
    }

    @Test(arguments: [Double.nan, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        let frame = try RiskCase(equity: equity, wanted: [0.1, 0]).review(
            OrderRateRiskCheck.test("", in: .risk(2)))
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test(arguments: [
        "max_orders: 0", "window: 60", "max_per_instrument: 0", "min_change: 1", "warn_at: 95%",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(OrderRateRiskCheck.Settings.issues(yaml).count == 1)
    }
}
