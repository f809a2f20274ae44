import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct SlippageGateTests {
    private func left(
        _ yaml: String, side: Double = 1, bidSize: Double = 10_000, askSize: Double = 10_000,
        cash: Double = 100_000
    ) throws -> Left {
        let market = MarketFrame.one()
        (market.bidSize[0], market.askSize[0]) = (bidSize, askSize)
        let portfolio = PortfolioBuilder(instruments: 1, cash: cash).build()
        return try SlippageGate.test(yaml).left(of: [side], in: market, portfolio: portfolio)[0]
    }

    @Test func `a trade that slips more than a part of the spread blocks`() throws {
        // A thousand of a million slips 5 bps of a spread of 4.
        let far = try left("{ planned_trade: 1% }")
        #expect(far.reason == "slippage_over_spread")
        #expect((far.observed - 5).magnitude < 1e-9 && (far.limit - 2.4).magnitude < 1e-9)
        #expect(try left("{ planned_trade: 0.4% }").passes)
        #expect(try left("{ planned_trade: 1%, max_spread_share: 2 }").passes)
        #expect(try left("{ planned_trade: 1%, max_spread_share: null }").passes)
    }

    @Test func `the whole loss has a limit`() throws {
        let high = try left("{ planned_trade: 1%, max_spread_share: null, max_slippage: 8.9bps }")
        #expect(high.reason == "slippage_too_high" && (high.observed - 9).magnitude < 1e-9)
        #expect(try left("{ planned_trade: 1%, max_spread_share: null, max_slippage: 10bps }").passes)
    }

    @Test func `each side takes from the other side of the book`() throws {
        let yaml = "{ planned_trade: 0.4% }"
        #expect(try left(yaml, side: 1, bidSize: 1).passes)
        #expect(try left(yaml, side: -1, bidSize: 1).reason == "slippage_over_spread")
        #expect(try left(yaml, side: -1, askSize: 1).passes)
    }

    @Test func `an order may be no more than a part of the depth`() throws {
        // 4 of 10,000 are asked for; 10,000 x 0.8 x 4 / 10,000 = 3.2 are allowed.
        let over = try left("{ planned_trade: 0.4%, depth_cap: 4bps }")
        #expect(
            over.reason == "order_over_depth" && over.observed == 4 && (over.limit - 3.2).magnitude < 1e-9)
        #expect(try left("{ planned_trade: 0.4%, depth_cap: 4bps, depth_buffer: 0% }").passes)
    }

    @Test func `what is unknown blocks`() throws {
        for size in [Double.nan, -1, .infinity] {
            #expect(try left("", askSize: size).reason == "depth_unknown")
        }
        #expect(try left("", askSize: 0).reason == "slippage_over_spread")
        #expect(try left("", cash: 0).reason == "no_equity")
        #expect(try left("", cash: .nan).reason == "no_equity")
    }

    @Test(arguments: [
        "planned_trade: 101%", "max_spread_share: -1", "depth_cap: -1bps", "depth_buffer: 101%",
    ])
    func `settings have bounds`(yaml: String) { #expect(!SlippageGate.issues(yaml).isEmpty) }
}
