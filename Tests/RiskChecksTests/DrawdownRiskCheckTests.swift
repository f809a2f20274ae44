import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct DrawdownRiskCheckTests {
    private func frames(
        _ yaml: String, _ steps: [(equity: Double, at: Span)], wanted: Double = .nan
    ) throws -> [Reviewed] {
        let check = try DrawdownRiskCheck.test(yaml)
        return try steps.map { step in
            try RiskCase(equity: step.equity, wanted: [wanted, .nan], now: ManualClock.start + step.at)
                .review(check)
        }
    }

    @Test func `a fall on the limit passes and one beyond it latches`() throws {
        let steps = [120_000.0, 108_000, 107_999, 130_000].enumerated().map {
            (equity: $0.element, at: Span.minutes(1) * $0.offset)
        }
        let got = try frames("", steps)
        #expect(got.map(\.standing) == [.open, .open, .halt, .halt])
        #expect(got[2].standingCause.reason == GuardrailReasons.drawdown && got[2].standingCause.limit == 10)
        #expect(near(got[2].standingCause.observed, 10.000_833, within: 1e-5))
        #expect(try frames("on_breach: flatten", steps)[2].standing == .flatten)
        #expect(try frames("on_breach: reduce_only", steps)[2].standing == .reduceOnly)
        #expect(try frames("running: 11%", steps)[2].standing == .open)
    }

    @Test func `a day and a week have peaks of their own`() throws {
        // The start is a Tuesday: a day later is Wednesday, six days later the next Monday.
        let days: [(equity: Double, at: Span)] = [
            (100_000, .zero), (98_500, .days(1)), (97_200, .days(2)), (96_500, .days(6)),
        ]
        #expect(try frames("daily: 2%", days).map(\.standing) == [.open, .open, .open, .open])
        let week = try frames("weekly: 2%", days)
        #expect(week.map(\.standing) == [.open, .open, .halt, .halt])
        #expect(week[2].standingCause.reason == CheckReasons.weekDrawdown)
        let anew: [(equity: Double, at: Span)] = [
            (100_000, .zero), (98_100, .days(1)), (96_200, .days(6)), (95_900, .days(6) + .minutes(1)),
        ]
        #expect(try frames("weekly: 2%", anew).map(\.standing) == [.open, .open, .open, .halt])
        let gap = try frames("daily: 2%", [(100_000, .zero), (97_900, .days(1))])
        #expect(gap[1].standingCause.reason == CheckReasons.dayDrawdown)
    }

    /// Reviews a target of 10% at some equities; a person resumes before those of the minutes named.
    private func resumed(
        _ yaml: String, _ steps: [(equity: Double, minute: Int)], words: Set<Int>
    ) throws -> [Reviewed] {
        let check = try DrawdownRiskCheck.test(yaml)
        return try steps.map { step in
            if words.contains(step.minute) { check.resume() }
            let now = ManualClock.start + .minutes(step.minute)
            return try RiskCase(equity: step.equity, wanted: [0.1, .nan], now: now).review(check)
        }
    }

    @Test func `new risk comes back bit by bit after a person's word, and never by itself`() throws {
        let yaml = "{ cool_off: 30m, recovery: 30m }"
        let steps = [(100_000.0, 0), (89_000, 1), (89_000, 90), (89_000, 100)].map { ($0.0, $0.1) }
        let back = steps + [(89_000, 129), (89_000, 130), (89_000, 145), (89_000, 160), (89_000, 161)]
        let got = try resumed(yaml, back, words: [100])
        #expect(got[1].standing == .halt && got[2].standing == .halt)
        #expect(got[3].standing == .reduceOnly && got[3].standingCause.reason == CheckReasons.coolingOff)
        #expect(got[3].weight[0].isNaN && got[4].weight[0].isNaN && got[5].weight[0].isNaN)
        #expect(got[5].standing == .open && got[5].causes[0].reason == CheckReasons.recovering)
        #expect(near(got[6].weight[0], 0.05) && got[7].weight[0] == 0.1 && got[8].weight[0] == 0.1)
        #expect(try resumed("", back, words: [100])[3].weight[0] == 0.1)
    }

    @Test func `a further fall in the recovery stops it until the next word`() throws {
        let got = try resumed(
            "{ cool_off: 30m, recovery: 30m }",
            [
                (100_000, 0), (89_000, 1), (89_000, 10), (85_000, 45), (80_000, 46), (80_000, 200),
                (80_000, 210), (80_000, 240),
            ], words: [10, 210])
        #expect(
            got.map(\.standing) == [.open, .halt, .reduceOnly, .open, .halt, .halt, .reduceOnly, .open])
    }

    @Test func `a recovery outlives a restart`() throws {
        let yaml = "{ cool_off: 30m, recovery: 30m }"
        let check = try DrawdownRiskCheck.test(yaml)
        for equity in [100_000.0, 80_000] { _ = try RiskCase(equity: equity).review(check) }
        check.resume()
        var memory = MemoryWriter()
        check.remember(into: &memory)
        let restarted = try DrawdownRiskCheck.test(yaml)
        var reader = MemoryReader(memory.words)
        try restarted.recall(from: &reader)
        #expect(reader.isAtEnd)
        #expect(try RiskCase(equity: 80_000).review(restarted).standing == .reduceOnly)
        let later = RiskCase(
            equity: 80_000, wanted: [0.1, .nan], now: ManualClock.start + .minutes(45))
        #expect(near(try later.review(restarted).weight[0], 0.05))
    }

    @Test func `without a cool-off only a person's word releases it`() throws {
        let check = try DrawdownRiskCheck.test()
        _ = try RiskCase().review(check)
        #expect(try RiskCase(equity: 80_000).review(check).standing == .halt)
        #expect(
            try RiskCase(equity: 80_000, now: ManualClock.start + .days(9)).review(check).standing == .halt)
        check.resume()
        #expect(try RiskCase(equity: 80_000).review(check).standing == .open)
        #expect(try RiskCase(equity: 71_000).review(check).standing == .halt)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 0, -5])
    func `an equity that is unknown or not positive lets only reductions pass`(equity: Double) throws {
        let check = try DrawdownRiskCheck.test("", in: .risk(3))
        let frame = try RiskCase.mixed(equity: equity).review(check)
        #expect(frame.standing == .reduceOnly && frame.standingCause.reason == GuardrailReasons.equityUnknown)
        // Its weights are unknown with it, but those without a holding are known to add.
        let flat = try RiskCase(equity: equity, wanted: [0.1, 0]).review(check)
        #expect(flat.weight[0].isNaN && flat.weight[1] == 0)
        // It was never a value to be measured from.
        #expect(try RiskCase(equity: 100).review(check).standing == .open)
    }

    @Test(
        arguments: [
            (93_001.0, Reason.none), (92_999, GuardrailReasons.drawdownNear),
            (90_999, GuardrailReasons.drawdownImminent),
        ] as [(Double, Reason)])
    func `a fall near its limit warns`(equity: Double, reason: Reason) throws {
        let got = try frames("", [(100_000, .zero), (equity, .minutes(1))])
        #expect(got[1].warning.reason == reason)
        let early = try frames("{ warn_at: 1%, urgent_at: 2% }", [(100_000, .zero), (99_000, .minutes(1))])
        #expect(early[1].warning.reason == GuardrailReasons.drawdownImminent)
    }

    @Test(arguments: [
        "daily: 0%", "weekly: 101%", "running: 0.1", "warn_at: 0%", "urgent_at: 60%", "on_breach: stop",
        "cool_off: 0s", "recovery: 31d", "warn_at: 95%",
    ])
    func `settings have bounds and units and fit together`(yaml: String) {
        #expect(DrawdownRiskCheck.Settings.issues(yaml).count == 1)
    }
}
