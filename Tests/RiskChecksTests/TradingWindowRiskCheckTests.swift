import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct TradingWindowRiskCheckTests {
    /// A reduction, an addition and a turn, looked at once at a moment.
    private func reviewed(_ yaml: String, at now: Timestamp = ManualClock.start) throws -> Reviewed {
        try RiskCase(
            held: [0.1, 0.1, 0.1], wanted: [0.05, 0.2, -0.1], pending: [0, 0, 0], now: now
        ).review(TradingWindowRiskCheck.test(yaml, in: .risk(3)))
    }

    @Test func `from and until are within, and what lies beside them is not`() throws {
        let now = ManualClock.start
        let yaml = "{ from: '\(now.iso8601)', until: '\((now + .minutes(5)).iso8601)' }"
        for moment in [now, now + .minutes(5)] {
            #expect(try reviewed(yaml, at: moment).weight == [0.05, 0.2, -0.1])
        }
        for moment in [now - .nanoseconds(1), now + .minutes(5) + .nanoseconds(1)] {
            let outside = try reviewed(yaml, at: moment)
            #expect(passesOnlyReductions(outside))
            #expect(outside.causes[1].reason == CheckReasons.outsideWindow)
        }
    }

    @Test func `of a date the whole day of the market's clocks counts`() throws {
        let day = TradingCalendar.alwaysOpen.sessionDate(of: ManualClock.start)
        #expect(try reviewed("{ from: \(day.iso8601), until: \(day.iso8601) }").weight[1] == 0.2)
        #expect(try reviewed("until: \(day.adding(days: -1).iso8601)").weight[1].isNaN)
        #expect(try reviewed("from: \(day.adding(days: 1).iso8601)").weight[1].isNaN)
    }

    @Test func `holdings stay as they are where reductions do not pass`() throws {
        let outside = try reviewed("{ until: 2001-01-01, reductions: false }")
        #expect(outside.weight.allSatisfy { $0.isNaN })
        #expect(outside.openOrders == .keep && outside.standing == .open)
    }

    @Test func `an instrument trades once more than so many of its bars have come, after a restart too`()
        throws
    {
        let context = StageContext.risk(3)
        var check = try TradingWindowRiskCheck.test("{ after_bars: 2 }", in: context)
        let review = RiskCase(held: [0, 0, 0], wanted: [0.1, 0.1, 0.1], pending: [0, 0, 0])
        for bar in 1...2 {
            let frame = try review.review(check)
            #expect(frame.weight.allSatisfy { $0.isNaN } && frame.causes[0].reason == CheckReasons.tooFewBars)
            #expect((frame.causes[0].observed, frame.causes[0].limit) == (Double(bar), 2))
        }
        var memory = MemoryWriter()
        check.remember(into: &memory)
        check = try TradingWindowRiskCheck.test("{ after_bars: 2 }", in: context)
        var reader = MemoryReader(memory.words)
        try check.recall(from: &reader)
        #expect(try review.review(check).weight == [0.1, 0.1, 0.1])
    }

    @Test(arguments: [Double.nan, .infinity, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        let check = try TradingWindowRiskCheck.test("", in: .risk(3))
        #expect(try RiskCase.mixed(equity: equity).review(check).standing == .reduceOnly)
    }

    @Test func `a window that ends before it begins is refused`() {
        #expect(TradingWindowRiskCheck.Settings.issues("{ from: 2024-02-01, until: 2024-01-31 }").count == 1)
        #expect(TradingWindowRiskCheck.Settings.issues("{ from: 2024-02-01, until: 2024-02-01 }").isEmpty)
        #expect(TradingWindowRiskCheck.Settings.issues("from: tomorrow").count == 1)
    }
}
