import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Arbiters

/// One horizon is decided by in a pass of its own; what it comes to is what the race of several comes to when all others
/// are absent.
@Suite struct LoneHorizonTests {
    private static func decisions(
        _ yaml: String, _ horizons: [String], _ market: MarketFrame, _ alphas: [Double]
    ) throws -> DecisionFrame {
        let instruments = alphas.indices.map { "I\($0)" }
        let context = StageContext.test(instruments: instruments, horizons: horizons, every: .minutes(5))
        let frame = AlphaFrame(instruments: alphas.count, horizons: horizons.count)
        for (index, alpha) in alphas.enumerated() { frame.column(horizon: 0)[index] = alpha }
        let decisions = DecisionFrame(count: alphas.count)
        decisions.writer = 3
        try CostAwareArbiter.test(yaml, in: context).decide(
            .test(portfolio: PortfolioBuilder(instruments: alphas.count).build()), frame, market, nil,
            into: decisions)
        return decisions
    }

    private static func text(_ cause: Cause) -> String {
        "\(cause.reason.name) \(cause.reason.unit) \(cause.stage) \(cause.observed) \(cause.limit)"
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `one horizon alone is decided as beside absent ones`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        func odd(_ number: Double) -> Double {
            dice.uniform() < 0.1
                ? [.nan, .infinity, -.infinity, 0, -number][Int(dice.uniform() * 5)] : number
        }
        let market = MarketFrame(count: 40, barMinutes: 5)
        for index in 0..<40 {
            let bid = 99 + dice.uniform()
            (market.bid[index], market.ask[index]) = (odd(bid), odd(bid + dice.uniform() * 0.2))
            (market.close[index], market.volatility[index]) = (bid, odd(dice.uniform() * 0.003))
        }
        let alphas = (0..<40).map { _ in odd((dice.uniform() - 0.5) * 200) }
        let direction = dice.uniform() < 0.5 ? "both" : "long_only"
        let (k2, comparison) = (dice.uniform() < 0.5 ? 0 : 0.15, dice.uniform() < 0.5 ? "score" : "net")
        let threshold = dice.uniform() < 0.5 ? "reserve" : "cost_plus_reserve"
        let yaml = """
            { planned_trade: 0%, k1: \(dice.uniform()), k2: \(k2), direction: \(direction), compare: \(comparison), \
            threshold: \(threshold) }
            """
        let alone = try Self.decisions(yaml, ["30m"], market, alphas)
        let beside = try Self.decisions(yaml, ["30m", "60m"], market, alphas)
        #expect(alone.digest == beside.digest)
        var traded = 0
        for index in 0..<40 {
            #expect(Self.text(alone.causes[index]) == Self.text(beside.causes[index]))
            traded += alone.side[index] == 0 ? 0 : 1
        }
        #expect(traded > 0 && traded < 40)
        // A few of them are decided without the loops.
        let few = MarketFrame(count: 3, barMinutes: 5)
        few.take(market, from: 5)
        let own = try Self.decisions(yaml, ["30m"], few, Array(alphas[5..<8]))
        for index in 0..<3 {
            #expect(Self.text(own.causes[index]) == Self.text(alone.causes[5 + index]))
            #expect(own.side[index] == alone.side[5 + index])
            #expect(own.net[index].bitPattern == alone.net[5 + index].bitPattern)
        }
    }
}
