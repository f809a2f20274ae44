import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Arbiters

@Suite struct TradingCostTests {
    private func arbiter(_ more: String) throws -> CostAwareArbiter {
        try CostAwareArbiter.test("{ planned_trade: 0%, k2: 0, \(more) }", in: Deciding.context)
    }

    private func cost(_ arbiter: CostAwareArbiter, _ deciding: Deciding = Deciding()) throws -> Double {
        try deciding(arbiter, [50, .nan, .nan]).cost
    }

    @Test(arguments: [
        // 2 January 2024 in New York: five hours behind UTC.
        ("14:29:59", 1.0), ("14:30:00", 1.5), ("15:59:59", 1.5), ("16:00:00", 1), ("20:30:00", 2),
        ("03:30:00", 3),
        ("04:59:59", 3), ("05:00:00", 1),
    ])
    func `the time of day on the market's clocks multiplies the cost`(time: String, factor: Double) throws {
        let table = "{ 09:30-11:00: 1.5, 15:00-16:00: 2, 22:00-00:00: 3, default: 1 }"
        let now = try #require(Timestamp(iso8601: "2024-01-02T\(time)Z"))
        #expect(try isClose(cost(arbiter("sessions: \(table)"), Deciding(now: now)), 5 * factor))
    }

    @Test func `without a table there is one multiplier`() throws {
        #expect(try isClose(cost(arbiter("sessions: 1.2")), 6))
    }

    @Test func `an order may cost by its part of the horizon's volume`() throws {
        let arbiter = try CostAwareArbiter.test(
            "{ k1: 0, k2: 0, k3: 2, planned_trade: 1%, impact: participation }", in: Deciding.context)
        // 1,000 of 390,000 a session is a fifth of what five minutes trade.
        let got = try Deciding(tradedValue: 390_000)(arbiter, [50, .nan, .nan])
        #expect((got.cost - 2 * 0.380_730_787_743).magnitude < 1e-6)
        let hour = try Deciding(tradedValue: 390_000)(arbiter, [.nan, .nan, 500])
        #expect(hour.cost < got.cost)
    }

    private func fill(_ side: Side, at price: Double) -> Fill {
        Fill(
            order: OrderID(1), instrument: 0, side: side, quantity: Amount(1),
            price: Amount(price, rounding: .halfEven) ?? .zero, fee: .zero, time: ManualClock.start)
    }

    private func deciding(_ fills: [Fill]) -> Deciding {
        let portfolio = PortfolioBuilder(instruments: 1).build()
        portfolio.recentFills = fills
        return Deciding(portfolio: portfolio)
    }

    @Test func `what fills paid over the mark pulls the cost`() throws {
        let arbiter = try arbiter("adaptive: { weight: 10% }")
        #expect(try isClose(cost(arbiter), 5))
        // 10 bps over the mark, both ways 20: a tenth of the way from 5.
        #expect(try isClose(cost(arbiter, deciding([fill(.buy, at: 100.1)])), 6.5))
        #expect(try isClose(cost(arbiter), 6.5))
        #expect(try isClose(cost(arbiter, deciding([fill(.sell, at: 99.9)])), 7.85))
        var writer = MemoryWriter()
        arbiter.remember(into: &writer)
        let other = try self.arbiter("adaptive: { weight: 10% }")
        var reader = MemoryReader(writer.words)
        try other.recall(from: &reader)
        #expect(try isClose(cost(other), 7.85))
    }

    @Test func `a cost is never below zero, and a fill before any mark teaches nothing`() throws {
        let arbiter = try arbiter("adaptive: { weight: 100%, window: 1 }")
        #expect(try isClose(cost(arbiter, deciding([fill(.buy, at: 110)])), 5))
        #expect(try cost(arbiter, deciding([fill(.buy, at: 90)])) == 0)
        #expect(try isClose(cost(arbiter, deciding([fill(.buy, at: 100.02)])), 4))
    }

    @Test func `moving with other holdings costs more, oneself left out`() throws {
        let context = StageContext.test(instruments: ["AAA", "BBB"], horizons: ["5m"], every: .minutes(5))
        let yaml = "{ planned_trade: 0%, k2: 0, correlation: { strength: 0.5, window: 10, min_bars: 3 } }"
        let arbiter = try CostAwareArbiter.test(yaml, in: context)
        let alphas = AlphaFrame(instruments: 2, horizons: 1)
        alphas.values.fill(50)
        func costs(_ prices: [Double], holding instrument: Int?) throws -> [Double] {
            let market = MarketFrame.test(prices.map { MarketBar($0, spread: 5) }, barMinutes: 5)
            var builder = PortfolioBuilder(instruments: 2)
            if let instrument { builder = builder.holding(5, of: instrument, at: 100) }
            let decisions = DecisionFrame(count: 2)
            try arbiter.decide(.test(portfolio: builder.build()), alphas, market, nil, into: decisions)
            return withExtendedLifetime(decisions) { (0..<2).map { decisions.cost[$0] } }
        }
        // Unknown counts as 1.
        let early = try costs([100, 100], holding: 0)
        #expect(isClose(early[0], 5) && isClose(early[1], 7.5))
        for price in [101.0, 99, 102, 98] { _ = try costs([price, 1e4 / price], holding: nil) }
        let late = try costs([101, 1e4 / 101], holding: 0)
        #expect(isClose(late[0], 5) && late[1] > 7.4 && late[1] < 7.5)
        #expect(try costs([100, 100], holding: nil).allSatisfy { isClose($0, 5) })
    }

    @Test(arguments: [
        "sessions: 101", "correlation: { strength: 11 }", "correlation: { window: 5, min_bars: 6 }",
        "adaptive: { weight: 0% }", "adaptive: { window: 0 }", "impact: none",
    ])
    func `settings have bounds`(yaml: String) { #expect(!CostAwareArbiter.issues(yaml).isEmpty) }
}
