import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct LiquidityGateTests {
    private let off = "min_minute_value: 0 USD, min_five_minute_value: 0 USD"

    @Test func `a minute and five minutes must have traded enough`() throws {
        let gate = try LiquidityGate.test(
            "{ min_minute_value: 90000 USD, min_five_minute_value: 300000 USD }")
        // 1,000 at 100 a minute, then nothing.
        #expect(try gate.left(of: [1], in: .one(volume: 1_000))[0].passes)
        let market = MarketFrame.one(volume: 1_000)
        market.fresh[0] = 0
        let quiet = try gate.left(of: [1], in: market)[0]
        #expect(quiet.reason == "minute_value_low" && quiet.observed == 0 && quiet.limit == 90_000)
        let five = try LiquidityGate.test("{ min_minute_value: 0 USD, min_five_minute_value: 300000 USD }")
        for traded in [1.0, 0, 0] {
            market.fresh[0] = traded
            _ = try five.left(of: [1], in: market)
        }
        let low = try five.left(of: [1], in: market)[0]
        // One bar of 100,000 in four minutes: 25,000 a minute, 125,000 in five.
        #expect(low.reason == "five_minute_value_low" && low.observed == 125_000)
    }

    @Test func `what is not known to trade blocks`() throws {
        let gate = try LiquidityGate.test()
        let market = MarketFrame.one()
        market.volume[0] = .nan
        #expect(try gate.words(of: [1], in: market) == ["traded_value_unknown"])
        market.fresh[0] = 0
        #expect(try gate.words(of: [1], in: market) == ["traded_value_unknown"])
        let session = try LiquidityGate.test("{ \(off), min_session_value: 1 USD }")
        let unknown = MarketFrame.one()
        unknown.tradedValue[0] = .nan
        #expect(try session.words(of: [1], in: unknown) == ["traded_value_unknown"])
    }

    @Test func `a session must have traded enough`() throws {
        let gate = try LiquidityGate.test("{ \(off), min_session_value: 60000000 USD }")
        let low = try gate.left(of: [1], in: .one())[0]
        #expect(low.reason == "session_value_low" && low.observed == 5e7 && low.limit == 6e7)
    }

    @Test func `depth and score of the best prices count where they are asked for`() throws {
        let depth = try LiquidityGate.test("{ \(off), min_depth: 100001 USD }")
        let low = try depth.left(of: [1], in: .one(size: 500))[0]
        #expect(low.reason == "depth_low" && (low.observed - 100_000).magnitude < 1e-6)
        #expect(try depth.left(of: [1], in: .one(size: 501))[0].passes)
        let score = try LiquidityGate.test("{ \(off), min_score: 96, depth_target: 50000 USD }")
        // A spread of 4 bps has 80 points, the rest is full: 95.
        let poor = try score.left(of: [1], in: .one(size: 500))[0]
        #expect(poor.reason == "liquidity_score_low" && (poor.observed - 95).magnitude < 1e-9)
        #expect(try LiquidityGate.test("{ \(off), min_score: 95 }").left(of: [1], in: .one())[0].passes)
        let thin = try LiquidityGate.test("{ \(off), min_score: 95, depth_target: 1000000 USD }")
        #expect(try thin.words(of: [1], in: .one()) == ["liquidity_score_low"])
        for size in [Double.nan, -1] {
            #expect(try depth.words(of: [1], in: .one(size: size)) == ["depth_unknown"])
            #expect(try score.words(of: [1], in: .one(size: size)) == ["depth_unknown"])
        }
        #expect(try score.words(of: [1], in: .one(size: 0)) == ["liquidity_score_low"])
    }

    @Test func `what traded is remembered`() throws {
        let yaml = "{ min_minute_value: 0 USD, min_five_minute_value: 300000 USD }"
        let gate = try LiquidityGate.test(yaml, in: .letters(1))
        let market = MarketFrame.one(volume: 1_000)
        _ = try gate.left(of: [1], in: market)
        market.fresh[0] = 0
        let other = try recalled(gate, yaml, in: .letters(1))
        #expect(try other.left(of: [1], in: market) == gate.left(of: [1], in: market))
    }

    @Test(arguments: ["min_score: 101", "min_depth: -1 USD", "depth_target: 0 USD", "min_minute_value: 5"])
    func `settings have bounds`(yaml: String) { #expect(!LiquidityGate.issues(yaml).isEmpty) }
}
