import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

/// The kill switch and the warnings of `risk.guardrails`.
@Suite struct GuardrailsRiskCheckTests {
    private static let start = ManualClock.start

    /// How the guardrails stand after each of some equities, `gap` apart.
    private func standings(
        _ yaml: String, _ equities: [Double], gap: Span = .minutes(1)
    ) throws -> [Reviewed] {
        let check = try GuardrailsRiskCheck.test(yaml)
        return try equities.enumerated().map { index, equity in
            try RiskCase(equity: equity, now: Self.start + gap * index).review(check)
        }
    }

    @Test func `a loss on the limit passes and one beyond it latches`() throws {
        let frames = try standings("max_drawdown: 50%", [100_000, 98_000, 97_999, 105_000])
        #expect(frames.map(\.standing) == [.open, .open, .halt, .halt])
        #expect(frames[2].standingCause.reason == GuardrailReasons.dailyLoss)
        #expect(near(frames[2].standingCause.observed, 2.001, within: 1e-9))
        #expect(frames[2].standingCause.limit == 2)
        // What was observed when it latched stays.
        #expect(frames[3].standingCause == frames[2].standingCause)
        #expect(
            try standings("{ max_daily_loss: 3%, max_drawdown: 50% }", [100_000, 97_500])[1].standing == .open
        )
    }

    @Test func `a drawdown beyond its limit latches`() throws {
        let yaml = "{ max_daily_loss: 100%, max_drawdown: 10% }"
        let frames = try standings(yaml, [100_000, 120_000, 108_000, 107_999])
        #expect(frames.map(\.standing) == [.open, .open, .open, .halt])
        #expect(frames[3].standingCause.reason == GuardrailReasons.drawdown)
        #expect(frames[3].standingCause.limit == 10)
    }

    @Test func `the switch flattens where asked`() throws {
        #expect(try standings("on_breach: flatten", [100_000, 90_000])[1].standing == .flatten)
    }

    @Test func `a gap overnight counts unless the baseline is the first sample`() throws {
        let day = Span.days(1)
        let gap = try standings("max_drawdown: 50%", [100_000, 95_000], gap: day)
        #expect(gap[1].standingCause.reason == GuardrailReasons.dailyLoss)
        let sample = "{ max_drawdown: 50%, baseline: first_sample }"
        #expect(
            try standings(sample, [100_000, 95_000, 94_000, 93_500], gap: day).map(\.standing).max() == .open)
        let within = try standings(sample, [100_000, 95_000])
        #expect(within[1].standing == .halt)
    }

    @Test func `a session ends at its close, not at midnight`() throws {
        let check = try GuardrailsRiskCheck.test("max_drawdown: 50%")
        // 20:59 UTC of 2 January, then the session of the 3rd, then its close.
        let times = [0, 21_540, 84_600, 108_000].map { Self.start + .seconds($0) }
        let equities = [100_000.0, 99_000, 98_100, 97_100]
        let frames = try zip(times, equities).map { try RiskCase(equity: $1, now: $0).review(check) }
        // 98,100 is 0.9% below the close of 99,000 and 97,100 is 1.9%: neither is beyond 2% of a session.
        #expect(frames.map(\.standing) == [.open, .open, .open, .open])
    }

    @Test func `the latch outlives the day until somebody resumes`() throws {
        let check = try GuardrailsRiskCheck.test()
        var day = 0
        func standing(_ equity: Double) throws -> TradingStanding {
            day += 1
            return try RiskCase(equity: equity, now: Self.start + .days(day)).review(check).standing
        }
        #expect(try standing(100_000) == .open)
        #expect(try standing(97_000) == .halt)
        #expect(try standing(97_100) == .halt)
        #expect(try standing(110_000) == .halt)
        check.resume()
        // Measured anew from 110,000, so that the loss before does not latch at once.
        #expect(try standing(109_000) == .open)
        #expect(try standing(106_000) == .halt)
    }

    @Test func `the latch is remembered`() throws {
        let check = try GuardrailsRiskCheck.test()
        _ = try RiskCase().review(check)
        let latched = try RiskCase(equity: 97_000).review(check)
        var writer = MemoryWriter()
        check.remember(into: &writer)
        let fresh = try GuardrailsRiskCheck.test()
        var reader = MemoryReader(writer.words)
        try fresh.recall(from: &reader)
        #expect(reader.isAtEnd)
        let after = try RiskCase(equity: 101_000).review(fresh)
        #expect(after.standing == .halt)
        #expect(after.standingCause == latched.standingCause)
        var short = MemoryReader(Array(writer.words.dropLast(2)))
        #expect(throws: MemoryMismatch.self) { try fresh.recall(from: &short) }
        var strange = MemoryReader([1, 2, 3])
        #expect(throws: MemoryMismatch.self) { try fresh.recall(from: &strange) }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 0, -5])
    func `an equity that is not known or not positive halts`(equity: Double) throws {
        let frames = try standings("", [equity, 100_000])
        #expect(frames[0].standing == .halt)
        #expect(frames[0].standingCause.reason == GuardrailReasons.equityUnknown)
        // It was never a value to be measured from.
        #expect(frames[1].standing == .open)
    }

    @Test func `an unknown equity halts for as long as it lasts, nothing left latches`() throws {
        let frames = try standings("", [100_000, .nan, 100_000, -1, 100_000])
        #expect(frames.map(\.standing) == [.open, .halt, .open, .halt, .halt])
        #expect(frames[4].standingCause.reason == GuardrailReasons.dailyLoss)
        #expect(try standings("on_breach: flatten", [100_000, .nan])[1].standing == .halt)
    }

    @Test(
        arguments: [
            (98_601.0, Reason.none), (98_599, GuardrailReasons.dailyLossNear),
            (98_200, GuardrailReasons.dailyLossNear),
            (98_199, GuardrailReasons.dailyLossImminent), (98_000, GuardrailReasons.dailyLossImminent),
        ] as [(Double, Reason)])
    func `a daily loss near its limit warns`(equity: Double, reason: Reason) throws {
        let frame = try standings("", [100_000, equity])[1]
        #expect(frame.standing == .open)
        #expect(frame.warning.reason == reason)
        guard !reason.isNone else { return }
        #expect(near(frame.warning.observed, (100_000 - equity) / 1_000, within: 1e-9))
        #expect(frame.warning.limit == 2)
    }

    @Test(
        arguments: [
            (93_001.0, Reason.none), (92_999, GuardrailReasons.drawdownNear),
            (90_999, GuardrailReasons.drawdownImminent),
        ] as [(Double, Reason)])
    func `a drawdown near its limit warns`(equity: Double, reason: Reason) throws {
        let frame = try standings("max_daily_loss: 100%", [100_000, equity])[1]
        #expect(frame.warning.reason == reason)
    }

    @Test func `a gross near its limit warns`() throws {
        let check = try GuardrailsRiskCheck.test("{ max_gross: 50%, max_position: 50% }")
        let near = try RiskCase(held: [0.25, -0.21]).review(check)
        #expect(near.warning.reason == GuardrailReasons.grossImminent)
        #expect(near.warning.limit == 50)
        #expect(
            try RiskCase(held: [0.25, -0.19]).review(check).warning.reason == GuardrailReasons.grossNear)
        #expect(try RiskCase(held: [0.25, -0.09]).review(check).warning.reason.isNone)
    }

    @Test func `the warning levels are settings, and the gravest warning is said`() throws {
        let levels = "{ warn_at: 10%, urgent_at: 40% }"
        #expect(try standings(levels, [100_000, 99_700])[1].warning.reason == GuardrailReasons.dailyLossNear)
        #expect(
            try standings(levels, [100_000, 99_100])[1].warning.reason == GuardrailReasons.dailyLossImminent)
        let both = try standings("max_daily_loss: 12.5%", [100_000, 90_500])[1]
        // 9.5% is 95% of the drawdown limit and 76% of the loss limit.
        #expect(both.warning.reason == GuardrailReasons.drawdownImminent)
    }

    @Test(arguments: [
        "max_daily_loss: 0.02%", "max_drawdown: 101%", "max_position: 0%", "max_gross: 1001%", "max_net: 0%",
        "warn_at: 0%", "urgent_at: 101%", "max_daily_loss: 0.02", "on_breach: sell", "baseline: open",
        "{ warn_at: 95%, urgent_at: 90% }", "warn_at: 91%", "urgent_at: 69%",
    ])
    func `settings have bounds and units and fit together`(yaml: String) {
        let issues = GuardrailsRiskCheck.Settings.issues(yaml)
        #expect(issues.count == 1)
        #expect(issues.first?.span != nil)
    }
}
