import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct SpreadGateTests {
    private static let now = ManualClock.start

    /// What the gate says of one long whose quote is so wide and so old.
    private func cause(
        _ yaml: String = "", bid: Double = 99.97, ask: Double = 100.03, age: Span? = .zero
    ) throws -> (cause: Cause, scale: Double) {
        let market = MarketFrame.test([MarketBar(100)], at: Self.now)
        (market.bid[0], market.ask[0]) = (bid, ask)
        market.quoteTime[0] = age.map { Self.now - $0 } ?? .distantPast
        let decisions = DecisionFrame.test([1])
        try SpreadGate.test(yaml).filter(.test(now: Self.now), decisions, market, GateEvidence())
        return withExtendedLifetime(decisions) { (decisions.causes[0], decisions.scale[0]) }
    }

    @Test func `a tight and fresh quote passes`() throws {
        let (cause, scale) = try cause()
        #expect(cause.reason.isNone)
        #expect(scale == 1)
    }

    @Test(arguments: [
        (100.0, 100.12, 11.992804, true), (100.0, 100.13, 12.991556, false), (99.0, 101.0, 200, false),
    ])
    func `the spread over the midpoint decides`(bid: Double, ask: Double, spread: Double, passes: Bool) throws
    {
        let (cause, scale) = try cause(bid: bid, ask: ask)
        #expect(scale == (passes ? 1 : 0))
        guard !passes else { return }
        #expect(cause.reason == SpreadGate.tooWide)
        #expect((cause.observed - spread).magnitude < 1e-6)
        #expect(cause.limit == 12)
    }

    @Test func `a spread and an age on their limits pass`() throws {
        // 2 x 25 / 10,000 of 100 is exactly 50bps of spread.
        #expect(try cause("max_spread: 50bps", bid: 99.75, ask: 100.25).scale == 1)
        #expect(try cause("max_spread: 49.999bps", bid: 99.75, ask: 100.25).scale == 0)
        #expect(try cause(age: .milliseconds(200)).scale == 1)
        #expect(try cause(age: .nanoseconds(200_000_001)).scale == 0)
    }

    @Test func `the largest age decides`() throws {
        let (cause, _) = try cause(age: .milliseconds(350))
        #expect(cause.reason == SpreadGate.tooOld)
        #expect((cause.observed, cause.limit) == (350, 200))
        #expect(try self.cause("max_quote_age: 1s", age: .milliseconds(350)).scale == 1)
    }

    @Test func `the spread is judged before the age`() throws {
        #expect(try cause(bid: 99, ask: 101, age: nil).cause.reason == SpreadGate.tooWide)
    }

    @Test func `an unknown age blocks`() throws {
        let (cause, scale) = try cause(age: nil)
        #expect(cause.reason == SpreadGate.ageUnknown)
        #expect(scale == 0)
    }

    @Test func `a quote from the future blocks unless the clocks may differ so far`() throws {
        let (cause, scale) = try cause(age: .milliseconds(-1))
        #expect(cause.reason == SpreadGate.fromFuture)
        #expect((cause.observed, scale) == (-1, 0))
        #expect(try self.cause("clock_skew: 5ms", age: .milliseconds(-5)).scale == 1)
        #expect(try self.cause("clock_skew: 5ms", age: .milliseconds(-6)).scale == 0)
    }

    @Test(arguments: [
        (Double.nan, 100.0), (100, .nan), (0, 100), (100, 0), (-1, 100), (100, .infinity), (.nan, .nan),
    ])
    func `a quote without both sides blocks`(bid: Double, ask: Double) throws {
        #expect(try cause(bid: bid, ask: ask).cause.reason == SpreadGate.noQuote)
    }

    @Test func `a crossed quote blocks`() throws {
        let (cause, scale) = try cause(bid: 100.1, ask: 100)
        #expect(cause.reason == SpreadGate.crossed)
        #expect(cause.observed < 0)
        #expect(scale == 0)
    }

    @Test func `what is blocked or undecided is left as it is`() throws {
        let market = MarketFrame.test([nil, nil, MarketBar(100)], at: Self.now)
        let decisions = DecisionFrame.test([1, 0, -1])
        let first = Reason("first")
        decisions.block(0, first)
        try SpreadGate.test().filter(.test(now: Self.now), decisions, market, GateEvidence())
        #expect(decisions.causes[0].reason == first)
        #expect(decisions.causes[1].reason.isNone)
        #expect(withExtendedLifetime(decisions) { decisions.scale[2] } == 1)
    }

    @Test(arguments: ["max_spread: 1001bps", "max_quote_age: 8d", "max_quote_age: 0ms", "clock_skew: 61s"])
    func `settings have bounds`(yaml: String) {
        #expect(!SpreadGate.Settings.issues(yaml).isEmpty)
    }
}
