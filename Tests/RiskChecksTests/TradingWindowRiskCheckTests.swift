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

    @Test(arguments: [0, 1, 3, 100])
    func `bars are counted one by one or many at once, and are remembered alike`(after: Int) throws {
        let context = StageContext.risk(3)
        func remembered(_ cycles: [Int]) throws -> [UInt64] {
            let check = try TradingWindowRiskCheck.test("{ after_bars: \(after) }", in: context)
            let market = MarketFrame(count: 3 * 8, barMinutes: 1)
            // The second instrument has a bar in every other cycle, the third none.
            for cycle in 0..<8 {
                market.fresh[3 * cycle] = 1
                market.fresh[3 * cycle + 1] = cycle % 2 == 0 ? 1 : 0
            }
            let numbers = ColumnSet(columns: 1, rows: 24)
            let (times, sessions) = (
                [Timestamp](repeating: ManualClock.start, count: 8),
                [CivilDate](repeating: .distantPast, count: 8)
            )
            times.withUnsafeBufferPointer { times in
                sessions.withUnsafeBufferPointer { sessions in
                    let held = HeldCycles(
                        Portfolio(count: 3), market, times: times.baseAddress.unsafelyUnwrapped,
                        sessions: sessions.baseAddress.unsafelyUnwrapped,
                        equities: UnsafePointer(numbers[0].base), marks: UnsafePointer(numbers[0].base))
                    var first = 0
                    for count in cycles {
                        held.look(from: first, count: count, number: first + 1)
                        check.passed(held)
                        first += count
                    }
                }
            }
            var memory = MemoryWriter()
            check.remember(into: &memory)
            return memory.words
        }
        let single = try remembered([1, 1, 1, 1, 1, 1, 1, 1])
        #expect(try remembered([8]) == single)
        #expect(try remembered([3, 0, 4, 1]) == single)
    }
}
