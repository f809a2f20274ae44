import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Arbiters

/// The decision for one instrument, as the frame shows it.
private struct Decision {
    let horizon: Double
    let side: Double
    let alpha: Double
    let cost: Double
    let net: Double
    let score: Double
    let cause: Cause
}

@Suite struct CostAwareArbiterTests {
    /// Decides for one instrument over horizons of 5, 20 and 80 minutes.
    ///
    /// Unless told otherwise the spread is 5 bps, five minutes have a volatility of 14 bps, equity is 100,000 and
    /// 25,000 of it is a planned trade, of a traded value of 625,000.
    private func decide(
        _ yaml: String = "", alphas: [Double], spread: BasisPoints? = 5, volatility: Double = 14 / 10_000,
        tradedValue: Double = 625_000, cash: Double = 100_000, weights: [Double]? = nil
    ) throws -> Decision {
        let context = StageContext.test(
            instruments: ["AAA"], horizons: ["5m", "20m", "80m"], every: .minutes(5))
        let arbiter = try CostAwareArbiter.test(yaml.isEmpty ? "planned_trade: 25%" : yaml, in: context)
        let market = MarketFrame.test(
            [MarketBar(100, spread: spread)], volatility: volatility, tradedValue: tradedValue, barMinutes: 5)
        let frame = AlphaFrame(instruments: 1, horizons: 3)
        for (horizon, alpha) in alphas.enumerated() { frame.column(horizon: horizon)[0] = alpha }
        let learned = weights.map { weights in
            let horizons = ["5m", "20m", "80m"].map(Horizon.test).prefix(weights.count)
            let frame = WeightFrame(choices: horizons.map { WeightChoice(horizon: $0) })
            for (index, weight) in weights.enumerated() { frame.values[index] = weight }
            return frame
        }
        let decisions = DecisionFrame(count: 1)
        let portfolio = PortfolioBuilder(instruments: 1, cash: cash).build()
        try arbiter.decide(.test(portfolio: portfolio), frame, market, learned, into: decisions)
        return Decision(
            horizon: decisions.horizon[0], side: decisions.side[0], alpha: decisions.alpha[0],
            cost: decisions.cost[0], net: decisions.net[0], score: decisions.score[0],
            cause: decisions.causes[0])
    }

    private func isClose(_ one: Double, _ other: Double) -> Bool { (one - other).magnitude < 1e-9 }

    @Test func `a worked number`() throws {
        let got = try decide(alphas: [.nan, 50, .nan])
        #expect(got.horizon == 1 && got.side == 1 && got.alpha == 50)
        // Spread 5, waiting 0.15 x 14 x 2, impact 10 x sqrt(4): 29.2 bps.
        #expect(isClose(got.cost, 29.2))
        #expect(isClose(got.net, 20.8))
        #expect(isClose(got.score, 10.4))
        #expect(got.cause.reason.isNone)
    }

    @Test func `a fall is worth as much as a rise`() throws {
        let got = try decide(alphas: [.nan, -50, .nan])
        #expect(got.horizon == 1 && got.side == -1 && got.alpha == -50)
        #expect(isClose(got.net, -20.8) && isClose(got.score, 10.4))
    }

    @Test func `each cost counts as its factor says`() throws {
        for (yaml, cost) in [
            ("{ planned_trade: 25%, k1: 2 }", 34.2), ("{ planned_trade: 25%, k2: 0.3 }", 33.4),
            ("{ planned_trade: 25%, k3: 2 }", 49.2), ("planned_trade: 1%", 5 + 4.2 + 4),
            ("planned_trade: 0%", 9.2), ("{ planned_trade: 25%, k3: 0 }", 9.2),
        ] {
            #expect(try isClose(decide(yaml, alphas: [.nan, 80, .nan]).cost, cost), "\(yaml)")
        }
    }

    @Test func `the volatility of a bar is scaled to five minutes`() throws {
        let context = StageContext.test(instruments: ["AAA"], horizons: ["20m"], every: .minutes(20))
        let arbiter = try CostAwareArbiter.test("{ planned_trade: 0%, k2: 1 }", in: context)
        let market = MarketFrame.test(
            [MarketBar(100, spread: 0)], volatility: 28 / 10_000, barMinutes: 20)
        let alphas = AlphaFrame(instruments: 1, horizons: 1)
        alphas.values.fill(100)
        let decisions = DecisionFrame(count: 1)
        try arbiter.decide(.test(), alphas, market, nil, into: decisions)
        #expect(isClose(decisions.cost[0], 28))
    }

    @Test func `the horizon with the best score wins, of equals the shortest`() throws {
        let free = "{ planned_trade: 0%, k1: 0, k2: 0 }"
        #expect(try decide(free, alphas: [10, 22, 38]).horizon == 1)
        #expect(try decide(free, alphas: [10, -22, 38]).side == -1)
        #expect(try decide(free, alphas: [10, 20, 40]).horizon == 0)
        #expect(try decide(free, alphas: [.infinity, 20, 40]).horizon == 1)
        #expect(try decide(free, alphas: [10, 20, 41]).horizon == 2)
    }

    @Test func `it trades on its threshold and not below`() throws {
        // The score is alpha - 5 over five minutes, the threshold 2 + 0.5 x 5.
        let costs = "planned_trade: 0%, k2: 0"
        let below = try decide("{ \(costs) }", alphas: [9.4, .nan, .nan])
        #expect(below.side == 0 && below.cause.reason == CostAwareArbiter.belowThreshold)
        #expect(isClose(below.cause.observed, 4.4) && isClose(below.cause.limit, 4.5))
        #expect(below.horizon == 0 && below.alpha == 9.4 && isClose(below.net, 4.4))
        #expect(try decide("{ \(costs) }", alphas: [9.6, .nan, .nan]).side == 1)
        #expect(try decide("{ \(costs), base_threshold: 3bps }", alphas: [9.6, .nan, .nan]).side == 0)
        #expect(try decide("{ \(costs), reserve_spread_multiple: 1 }", alphas: [9.6, .nan, .nan]).side == 0)
        let twice = try decide("{ \(costs), threshold: cost_plus_reserve }", alphas: [9.6, .nan, .nan])
        #expect(twice.side == 0 && isClose(twice.cause.limit, 9.5))
    }

    @Test func `what costs more than it brings is held, and says by how much`() throws {
        let got = try decide(alphas: [.nan, -20, .nan])
        #expect(got.side == 0 && got.horizon == 1 && got.alpha == -20 && got.net == 0)
        #expect(isClose(got.score, -4.6) && isClose(got.cause.observed, -4.6))
    }

    @Test func `score or net is held against the threshold`() throws {
        // Over 80 minutes a net of 12 bps is a score of 3.
        let costs = "planned_trade: 0%, k2: 0"
        let score = try decide("{ \(costs) }", alphas: [.nan, .nan, 17])
        #expect(score.side == 0 && isClose(score.cause.observed, 3))
        let net = try decide("{ \(costs), compare: net }", alphas: [.nan, .nan, 17])
        #expect(net.side == 1 && isClose(net.score, 3) && isClose(net.net, 12))
        let low = try decide("{ \(costs), compare: net }", alphas: [.nan, .nan, 9])
        #expect(low.cause.reason == CostAwareArbiter.belowThreshold && isClose(low.cause.observed, 4))
    }

    @Test func `long only, the best rise is taken and a fall is no entry`() throws {
        let rise = try decide("direction: long_only", alphas: [-900, 90, .nan])
        #expect(rise.side == 1 && rise.horizon == 1)
        let fall = try decide("direction: long_only", alphas: [-900, .nan, .nan])
        #expect(fall.side == 0 && fall.alpha == -900)
        #expect(fall.cause.reason == CostAwareArbiter.shortNotAllowed)
        #expect(fall.cause.observed == -900 && fall.cause.limit == 0)
    }

    @Test func `without an alpha there is nothing to decide`() throws {
        for alphas in [[Double.nan, .nan, .nan], [.infinity, .nan, -.infinity]] {
            let got = try decide(alphas: alphas)
            #expect(got.side == 0 && got.horizon.isNaN && got.alpha.isNaN && got.score.isNaN)
            #expect(got.cause.reason == CostAwareArbiter.noAlpha)
        }
        let free = "{ planned_trade: 0%, k1: 0, k2: 0, base_threshold: 0bps, reserve_spread_multiple: 0 }"
        let none = try decide(free, alphas: [0, .nan, .nan])
        #expect(none.side == 0 && none.horizon == 0 && none.cause.reason == CostAwareArbiter.noAlpha)
    }

    @Test func `an unknown cost holds, names what is missing, and shows the best alpha`() throws {
        let alphas = [10.0, -300, 400]
        for (got, reason) in [
            (try decide(alphas: alphas, spread: nil), CostAwareArbiter.noQuote),
            (try decide(alphas: alphas, volatility: .nan), CostAwareArbiter.noVolatility),
            (try decide(alphas: alphas, volatility: .infinity), CostAwareArbiter.noVolatility),
            (try decide(alphas: alphas, cash: 0), CostAwareArbiter.noEquity),
            (try decide(alphas: alphas, tradedValue: .nan), CostAwareArbiter.noTradedValue),
            (try decide(alphas: alphas, tradedValue: 0), CostAwareArbiter.noTradedValue),
        ] {
            #expect(got.side == 0 && got.cause.reason == reason)
            #expect(got.horizon == 1 && got.alpha == -300)
            #expect(got.cost.isNaN && got.net.isNaN && got.score.isNaN)
        }
        #expect(try decide(alphas: [10, .nan, 400], spread: nil).alpha == 400)
    }

    @Test func `what a cost does not need may be unknown`() throws {
        let unsized = try decide("planned_trade: 0%", alphas: [50, .nan, .nan], tradedValue: .nan, cash: 0)
        #expect(unsized.side == 1)
        let calm = try decide("{ planned_trade: 0%, k2: 0 }", alphas: [50, .nan, .nan], volatility: .nan)
        #expect(calm.side == 1)
        let free = try decide("k1: 0", alphas: [50, .nan, .nan], spread: nil)
        #expect(free.cause.reason == CostAwareArbiter.noQuote)
    }

    @Test func `a learner's weights decide between horizons and leave scores as they are`() throws {
        let free = "{ planned_trade: 0%, k1: 0, k2: 0 }"
        #expect(try decide(free, alphas: [10, 22, 38], weights: [1.0 / 3, 1.0 / 3, 1.0 / 3]).horizon == 1)
        let got = try decide(free, alphas: [10, 22, 38], weights: [0.6, 0.2, 0.2])
        #expect(got.horizon == 0 && got.score == 10)
        #expect(throws: WeightMismatch.self) { try decide(alphas: [1, 2, 3], weights: [0.5, 0.5]) }
    }
}
