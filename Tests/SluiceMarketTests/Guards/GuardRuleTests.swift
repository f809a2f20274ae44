import SluiceMarket
import Testing

@Suite struct DailyLossTests {
    @Test func `a gap overnight counts, unless the day begins with its first sample`() throws {
        for (baseline, trips) in [(DailyLoss.Baseline.previousClose, true), (.firstSample, false)] {
            var rule = try #require(DailyLoss(limit: "0.02", baseline: baseline))
            #expect(try !rule.observe("100", day: 1).isTripped)
            #expect(try rule.observe("98", day: 2).isTripped == trips)
        }
    }

    @Test func `a day that has tripped stays so, and the next one starts anew`() throws {
        var rule = try #require(DailyLoss(limit: "0.02"))
        #expect(try rule.observe("15059.96", day: 1).loss == .zero)
        #expect(try rule.observe("14502.75", day: 1).isTripped)
        #expect(try rule.observe("15059.96", day: 1).isTripped)
        let next = try rule.observe("15059.96", day: 2)
        #expect(!next.isTripped && next.loss == .zero)
    }

    @Test(arguments: [("98.000001", false), ("98", true), ("97", true)] as [(Amount, Bool)])
    func `the limit itself trips`(equity: Amount, trips: Bool) throws {
        var rule = try #require(DailyLoss(limit: "0.02"))
        _ = try rule.observe("100", day: 1)
        #expect(try rule.observe(equity, day: 1).isTripped == trips)
    }

    @Test func `a loss in money trips as well`() throws {
        var rule = try #require(DailyLoss(limit: "0.5", maxAmount: "10"))
        _ = try rule.observe("100", day: 1)
        #expect(try !rule.observe("90.01", day: 1).isTripped)
        #expect(try rule.observe("90", day: 1).isTripped)
        #expect(DailyLoss(limit: "0.5", maxAmount: .zero) == nil)
    }

    @Test(arguments: ["0", "-5"] as [Amount])
    func `a start that is not above zero trips at once`(start: Amount) throws {
        var rule = try #require(DailyLoss(limit: "0.02"))
        let reading = try rule.observe(start, day: 1)
        #expect(reading.isTripped && reading.loss == nil)
    }

    @Test func `a person's word measures from the last equity on`() throws {
        var rule = try #require(DailyLoss(limit: "0.02"))
        _ = try rule.observe("100", day: 1)
        _ = try rule.observe("90", day: 1)
        rule.rebase()
        #expect(try !rule.observe("89", day: 1).isTripped)
        #expect(try rule.observe("88", day: 1).isTripped)
        var other = try #require(DailyLoss(limit: "0.02"))
        other.restore(start: rule.start, last: rule.last, day: rule.day, isTripped: rule.isTripped)
        #expect(other == rule)
        #expect(DailyLoss(limit: .zero) == nil && DailyLoss(limit: "1.01") == nil)
    }
}

@Suite struct MarkAgeTests {
    @Test(
        arguments: [
            (180_000, .fresh), (180_001, .stale), (360_000, .stale), (360_001, .hardStale), (-5_000, .fresh),
            (-5_001, .clockSkew), (nil, .missing),
        ] as [(Int?, MarkAge.State)])
    func `a mark ages`(age: Int?, state: MarkAge.State) throws {
        let (rule, now) = (try #require(MarkAge(oldest: .seconds(180))), Timestamp(seconds: 1_700_000_000))
        #expect(rule.state(of: age.map { now - .milliseconds($0) }, at: now) == state)
    }

    @Test func `times below zero make no rule`() {
        #expect(MarkAge(oldest: .seconds(-1)) == nil && MarkAge(oldest: .zero, ahead: .seconds(-1)) == nil)
        #expect(MarkAge(oldest: .longest)?.state(of: .distantPast, at: .distantFuture) == .fresh)
    }
}

@Suite struct CircuitBreakerTests {
    private let start = Timestamp(seconds: 1_000)

    /// What a breaker allows, and how it stands, call by call.
    private func steps(
        _ breaker: CircuitBreaker?, _ calls: [(second: Double, isSuccess: Bool)]
    ) throws -> [CircuitBreaker.State?] {
        var breaker = try #require(breaker)
        return calls.map { second, isSuccess in
            let now = start + .milliseconds(Int(second * 1_000))
            guard breaker.allows(at: now) else { return nil }
            breaker.record(success: isSuccess, at: now)
            return breaker.state
        }
    }

    @Test func `it opens, waits longer than its time, and closes after successes`() throws {
        let breaker = CircuitBreaker(failures: 2, recovery: .seconds(10), successes: 1)
        #expect(
            try steps(breaker, [(0, false), (1, false), (11, true), (11.001, true)])
                == [.closed, .open, nil, .closed])
    }

    @Test func `half open one failure opens it again, and a success between failures begins anew`() throws {
        let breaker = CircuitBreaker(failures: 2, recovery: .seconds(10), successes: 2)
        let calls = [
            (0.0, false), (0, true), (0, false), (0, false), (11, true), (11, false), (21, true), (22, true),
        ]
        #expect(
            try steps(breaker, calls) == [.closed, .closed, .closed, .open, .halfOpen, .open, nil, .halfOpen])
    }

    @Test func `what was not allowed counts for nothing`() throws {
        var breaker = try #require(CircuitBreaker(failures: 1))
        breaker.record(success: false, at: start)
        breaker.record(success: true, at: start + .hours(1))
        #expect(breaker.state == .open)
        #expect(CircuitBreaker(failures: 0) == nil && CircuitBreaker(successes: 0) == nil)
        #expect(CircuitBreaker(recovery: .seconds(-1)) == nil)
    }

    @Test func `a breaker survives a restart`() throws {
        var (breaker, other) = (try #require(CircuitBreaker()), try #require(CircuitBreaker()))
        for _ in 0..<5 { breaker.record(success: false, at: start) }
        let taken = [breaker.memory, [9, 0, 0], [0, -1, 0], []].map { other.restore($0) }
        #expect(taken == [true, false, false, false] && other == breaker && other.state == .open)
    }
}
