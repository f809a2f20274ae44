import SluiceNumerics
import Testing

@Suite struct CostTests {
    @Test func `a cost is spread, waiting and impact`() throws {
        let cost = try CostModel().cost(
            spreadBps: 5, fiveMinuteVolatilityBps: 14, over: HorizonScale(minutes: 20), orderValue: 4,
            dailyValue: 100)
        #expect(cost.spreadBps == 5)
        #expect(abs(cost.timingBps - 4.2) < 1e-12)
        #expect(abs(cost.impactBps - 20) < 1e-12)
        #expect(abs(cost.totalBps - 29.2) < 1e-12)
        #expect(abs(cost.breakevenAlpha - 0.00292) < 1e-15)
    }

    @Test func `a crossed quote has no cost`() throws {
        let cost = try CostModel().cost(
            spreadBps: -50, fiveMinuteVolatilityBps: 100, over: HorizonScale(minutes: 5))
        #expect(cost.totalBps.isNaN)
    }

    @Test(arguments: [
        (Double.nan, 10.0, 0.0, 1.0), (5, .nan, 0, 1), (5, -1, 0, 1), (5, 10, .nan, 1), (5, 10, 1, .nan),
        (5, 10, .nan, 0), (5, 10, .nan, .infinity),
    ])
    func `what is absent makes the total absent`(
        spread: Double, volatility: Double, order: Double, day: Double
    ) throws {
        let cost = try CostModel().cost(
            spreadBps: spread, fiveMinuteVolatilityBps: volatility, over: HorizonScale(minutes: 5),
            orderValue: order, dailyValue: day)
        #expect(cost.totalBps.isNaN)
    }

    @Test(arguments: [(0.0, 100.0), (-1, 100), (10, 0), (10, -1), (10, .infinity), (0, .nan)])
    func `without an order or a market there is no impact`(order: Double, day: Double) throws {
        #expect(try CostModel().impactBps(orderValue: order, dailyValue: day) == 0)
    }

    @Test(arguments: [0, -5, .nan, .infinity] as [Double])
    func `a horizon has a length`(minutes: Double) {
        #expect(throws: InvalidParameter.self) { try HorizonScale(minutes: minutes) }
    }

    @Test func `a multiple is not negative`() {
        #expect(throws: InvalidParameter.self) { try CostModel(spreadMultiple: -1) }
        #expect(throws: InvalidParameter.self) { try CostModel(timingMultiple: .nan) }
        #expect(throws: InvalidParameter.self) { try CostModel(impactMultiple: .infinity) }
    }

    @Test func `a quote has a middle and two spreads`() {
        #expect(QuoteMath.mid(bid: 99.95, ask: 100.05) == 100)
        #expect(abs(QuoteMath.spreadBps(bid: 99.95, ask: 100.05) - 10) < 1e-9)
        #expect(abs(QuoteMath.effectiveSpreadBps(bid: 99.95, ask: 100.05, last: 100.02) - 4) < 1e-9)
        #expect(QuoteMath.spreadBps(bid: 0, ask: 1) == .infinity)
        #expect(QuoteMath.spreadBps(bid: 2, ask: 1) < 0)
        #expect(QuoteMath.spreadBps(bid: .nan, ask: 1).isNaN)
        #expect(QuoteMath.effectiveSpreadBps(bid: 1, ask: 1, last: .nan).isNaN)
    }
}
