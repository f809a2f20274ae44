import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct VolatilityBreakerRiskCheckTests {
    /// Reviews with closes that move to and fro by a part in the first instrument, and stand still in the second.
    private func frames(
        _ yaml: String, move: Double, cycles: Int, still: Int = 0, every: Span = .minutes(1)
    ) throws -> [Reviewed] {
        let check = try VolatilityBreakerRiskCheck.test(
            yaml, in: .test(instruments: ["I0", "I1"], every: every))
        return try (0..<cycles + still).map { step in
            let close = step < cycles && step % 2 == 1 ? 100 * (1 + move) : 100
            return try RiskCase(
                held: [0.05, 0], wanted: [0.1, 0.1], now: ManualClock.start + every * step,
                closes: [close, 100]
            ).review(check)
        }
    }

    private static let thresholds = "warn: 15%, reduce_only: 20%, kill: 25%"

    @Test func `minutes are annualised as minutes`() throws {
        let got = try frames("{ \(Self.thresholds) }", move: 0.001, cycles: 20)
        #expect(got[18].standing == .open && got[18].weight == [0.1, 0.1])
        #expect(got[19].standing == .halt && got[19].openOrders == .cancelAdding)
        #expect(got[19].standingCause.reason == CheckReasons.volatilityBreaker)
        #expect((30...34).contains(got[19].standingCause.observed) && got[19].standingCause.limit == 25)
        // The same as days is two percent.
        #expect(
            try frames("{ \(Self.thresholds) }", move: 0.001, cycles: 20, every: .days(1))[19].standing
                == .open)
    }

    @Test func `an instrument is held back until the cooldown is over, the other is not`() throws {
        let yaml = "{ warn: 15%, reduce_only: 20%, kill: 500%, cooldown: 5m }"
        let got = try frames(yaml, move: 0.001, cycles: 20, still: 30)
        #expect(got[19].weight[0].isNaN && got[19].weight[1] == 0.1 && got[19].standing == .open)
        #expect(got[19].causes[0].reason == CheckReasons.volatilityBreaker && got[19].causes[0].limit == 20)
        #expect(got[19].pauses.instruments[0]?.end == ManualClock.start + .minutes(24))
        let free = try #require(got.lastIndex { $0.weight[0].isNaN }) + 1
        #expect(free > 24 && free < 50 && got[free].weight[0] == 0.1)
    }

    @Test func `a warning stops nothing, and a kill lasts until a person's word`() throws {
        let warned = try frames("{ warn: 15%, reduce_only: 90%, kill: 95% }", move: 0.001, cycles: 20)
        #expect(warned[19].warning.reason == CheckReasons.volatilityHigh && warned[19].weight[0] == 0.1)
        let off = try frames("{ \(Self.thresholds), enabled: false }", move: 0.001, cycles: 20)
        #expect(off[19].standing == .open && off[19].weight[0] == 0.1)
        let killed = try frames(
            "{ \(Self.thresholds), on_kill: flatten }", move: 0.001, cycles: 20, still: 60)
        #expect(killed[79].standing == .flatten)
        let check = try VolatilityBreakerRiskCheck.test(
            "{ window: 11, warn: 1%, reduce_only: 1%, kill: 1% }", in: .risk(2))
        let wild = (0..<12).map { [100 + Double($0 % 2) * 5, 100] }
        let standings = try wild.map { try RiskCase(closes: $0).review(check).standing }
        #expect(standings[9] == .open && standings[10] == .halt)
        check.resume()
        #expect(try RiskCase(closes: [.nan, .nan]).review(check).standing == .open)
    }

    @Test(arguments: [Double.nan, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        let check = try VolatilityBreakerRiskCheck.test("", in: .risk(2))
        let frame = try RiskCase(equity: equity, wanted: [0.1, 0]).review(check)
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test(arguments: ["window: 10", "warn: 15", "{ warn: 101% }", "{ kill: 90% }", "cooldown: 8d"])
    func `settings have bounds and units, and thresholds rise`(yaml: String) {
        #expect(VolatilityBreakerRiskCheck.Settings.issues(yaml).count == 1)
    }
}
