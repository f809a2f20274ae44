import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

/// `risk.api_health` and the calls that data sources and brokers make.
@Suite struct CallHealthTests {
    private struct Venue {
        let log = CallLog()
        let check: APIHealthRiskCheck
        var time = ManualClock.start

        init(_ yaml: String) throws { check = try .test(yaml, in: .test(calls: log)) }

        /// Records calls, and reviews a target of 10% a minute later.
        mutating func review(
            _ outcomes: [Call.Outcome], latency: Span = .milliseconds(100), isSimulated: Bool = false
        ) throws -> Reviewed {
            for outcome in outcomes { log.record(Call(outcome, at: time, latency: latency)) }
            log.show()
            defer { time = time + .minutes(1) }
            let targets = ApprovedTargetFrame(count: 2)
            (targets.weight[0], targets.weight[1]) = (0.1, 0)
            let portfolio = PortfolioBuilder(instruments: 2).build()
            check.review(
                .test(now: time, portfolio: portfolio, isSimulated: isSimulated), targets,
                MarketFrame.test([MarketBar(100), MarketBar(100)], at: time))
            return Reviewed(targets)
        }
    }

    @Test(arguments: [Call.Outcome.limited, .serverFault, .unanswered])
    func `calls that fail in a row hold everything back for the cooldown`(outcome: Call.Outcome) throws {
        var venue = try Venue("cooldown: 2m")
        let got = try venue.review([outcome, outcome, outcome])
        #expect(got.standing == .reduceOnly && got.weight[0].isNaN && got.weight[1] == 0)
        #expect(got.standingCause.reason == CheckReasons.callsFailing && got.standingCause.observed == 3)
        #expect(got.pauses.whole?.end == ManualClock.start + .minutes(2))
        #expect(try venue.review([]).standing == .reduceOnly)
        #expect(try venue.review([]).standing == .open)
        var calm = try Venue("")
        #expect(try calm.review([outcome, outcome, .answered, outcome, outcome]).standing == .open)
    }

    @Test func `a rate of failures on the limit holds back, one near it warns`() throws {
        var venue = try Venue("max_failures: 100")
        let calls = Array(repeating: Call.Outcome.answered, count: 8) + [.serverFault, .unanswered]
        let got = try venue.review(calls)
        #expect(got.standingCause.reason == CheckReasons.callErrorRate && got.standingCause.observed == 20)
        var small = try Venue("max_failures: 100")
        #expect(try small.review(Array(calls.suffix(9))).standing == .open)
        var close = try Venue("{ max_failures: 100, max_error_rate: 22% }")
        #expect(try close.review(calls).warnings == [CheckReasons.callErrorRateImminent])
        var early = try Venue("{ max_failures: 100, max_error_rate: 28% }")
        #expect(try early.review(calls).warnings == [CheckReasons.callErrorRateNear])
    }

    @Test func `slow answers hold back where asked`() throws {
        let calls = Array(repeating: Call.Outcome.answered, count: 10)
        var venue = try Venue("max_latency: 700ms")
        let got = try venue.review(calls, latency: .milliseconds(800))
        #expect(got.standingCause.reason == CheckReasons.callLatency && got.standingCause.limit == 700)
        #expect(near(got.standingCause.observed, 800, within: 1e-9))
        var close = try Venue("max_latency: 700ms")
        #expect(
            try close.review(calls, latency: .milliseconds(650)).warnings == [
                CheckReasons.callLatencyImminent
            ]
        )
        var free = try Venue("")
        #expect(try free.review(calls, latency: .minutes(5)).standing == .open)
    }

    @Test func `the venue's own rate is kept`() throws {
        var venue = try Venue("calls_per_minute: 20")
        let got = try venue.review(Array(repeating: .answered, count: 18))
        #expect(got.standingCause.reason == CheckReasons.rateUsage && got.standingCause.observed == 90)
        var close = try Venue("calls_per_minute: 20")
        #expect(
            try close.review(Array(repeating: .answered, count: 17)).warnings == [
                CheckReasons.rateUsageImminent
            ])
        var wide = try Venue("{ calls_per_minute: 20, max_rate_usage: 100% }")
        #expect(try wide.review(Array(repeating: .answered, count: 18)).standing == .open)
    }

    @Test func `while history drives the clock calls do not count`() throws {
        var venue = try Venue("")
        #expect(try venue.review([.limited, .limited, .limited], isSimulated: true).standing == .open)
    }

    @Test func `what calls have said outlives a restart`() throws {
        var venue = try Venue("calls_per_minute: 20")
        #expect(try venue.review([.limited, .limited]).standing == .open)
        var memory = MemoryWriter()
        venue.check.remember(into: &memory)
        var other = try Venue("calls_per_minute: 20")
        var reader = MemoryReader(memory.words)
        try other.check.recall(from: &reader)
        #expect(reader.isAtEnd)
        #expect(try other.review([.limited]).standing == .reduceOnly)
        other.check.resume()
        #expect(try other.review([]).standing == .open)
    }

    @Test(arguments: ["max_latency: 0s", "calls_per_minute: 0", "max_rate_usage: 0%", "max_rate_usage: 0.9"])
    func `settings have bounds and units`(yaml: String) {
        #expect(APIHealthRiskCheck.Settings.issues(yaml).count == 1)
    }
}
