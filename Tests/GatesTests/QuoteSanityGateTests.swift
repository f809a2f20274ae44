import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct QuoteSanityGateTests {
    private func left(
        _ yaml: String = "", bid: Double = 99.98, ask: Double = 100.02, last: Double = 100
    ) throws -> Left {
        try QuoteSanityGate.test(yaml).left(of: [1], in: .one(last, bid: bid, ask: ask))[0]
    }

    @Test func `a usual quote passes`() throws { #expect(try left().passes) }

    @Test func `crossed and locked quotes block`() throws {
        #expect(try left(bid: 100.1, ask: 100).reason == "quote_crossed")
        #expect(try left(bid: 100, ask: 100).reason == "quote_locked")
        #expect(try left("forbid_locked: false", bid: 100, ask: 100).passes)
    }

    @Test func `a spread has a least and a most, both of which pass`() throws {
        let narrow = try left("min_spread: 5bps")
        #expect(narrow.reason == "spread_too_narrow" && narrow.limit == 5)
        #expect((narrow.observed - 4).magnitude < 1e-6)
        #expect(try left("min_spread: 4bps").passes)
        #expect(try left("max_spread: 4bps").passes)
        #expect(try left("max_spread: 3.9bps").reason == "spread_too_wide")
    }

    @Test func `the last trade may have to be near`() throws {
        #expect(try left(last: 120).passes)
        let far = try left("max_last_distance: 100bps", last: 101.01)
        #expect(far.reason == "last_price_far" && (far.observed - 101).magnitude < 1e-6)
        #expect(try left("max_last_distance: 100bps", last: 101).passes)
        for last in [Double.nan, 0, -5, .infinity] {
            #expect(try left("max_last_distance: 100bps", last: last).reason == "no_last_price")
        }
    }

    @Test func `a quote may have to be young`() throws {
        let gate = try QuoteSanityGate.test("max_quote_age: 1s")
        let market = MarketFrame.one()
        #expect(try gate.left(of: [1], in: market, at: ManualClock.start + .seconds(1))[0].passes)
        let old = try gate.left(of: [1], in: market, at: ManualClock.start + .seconds(2))[0]
        #expect(old.reason == "quote_too_old" && old.observed == 2_000 && old.limit == 1_000)
        #expect(try gate.words(of: [1], in: market, at: ManualClock.start - .seconds(1)) == ["quote_too_old"])
        market.quoteTime[0] = .distantPast
        #expect(try gate.words(of: [1], in: market) == ["quote_age_unknown"])
    }

    @Test(arguments: [(Double.nan, 100.0), (100, .nan), (0, 100), (-1, 100), (100, .infinity)])
    func `a quote without both sides blocks`(bid: Double, ask: Double) throws {
        #expect(try left(bid: bid, ask: ask).reason == "no_quote")
    }

    @Test(arguments: [
        "max_spread: 10001bps", "min_spread: 60bps", "max_last_distance: 0bps", "max_quote_age: 0s",
    ])
    func `settings have bounds`(yaml: String) { #expect(!QuoteSanityGate.issues(yaml).isEmpty) }
}
