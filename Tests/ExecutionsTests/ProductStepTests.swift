import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

/// Orders are made on the steps of their product.
@Suite struct ProductStepTests {
    private static let rules = ProductRules(
        quantityStep: Increment(.test("0.1")) ?? .none, ticks: TickTable(Increment(.test("0.5")) ?? .none),
        maxQuantity: Amount(200))

    private func desk<Plugin: Execution>(
        _ type: Plugin.Type, _ yaml: String, holding: Double = 0, price: Double = 100
    ) throws -> TradingDesk<Plugin> {
        try TradingDesk<Plugin>(yaml, price: price, holding: holding, products: ProductBook([Self.rules]))
    }

    @Test func `quantities go toward zero, and a rest below a step is left`() throws {
        let market = try desk(MarketExecution.self, "lot: 0.01", price: 33)
        #expect(try market.plan([0.05]) == ["buy 151.5 of 0"])
        try market.fillAll()
        #expect(try market.plan([0.05]) == [])
        let dust = try desk(MarketExecution.self, "lot: 0.01", holding: 0.25)
        #expect(try dust.plan([0]) == ["sell 0.2 of 0"])
        try dust.fillAll()
        #expect(try dust.plan([0]) == [])
    }

    @Test func `what is above the largest quantity is cut`() throws {
        let market = try desk(MarketExecution.self, "")
        #expect(try market.plan([0.5]) == ["buy 200 of 0"])
    }

    @Test func `limits go by side, a buyer's down and a seller's up`() throws {
        let buying = try desk(LimitExecution.self, "offset: 10bps")
        #expect(try buying.plan([0.05]) == ["buy 50 of 0 at 99.5"])
        let selling = try desk(LimitExecution.self, "offset: 10bps")
        #expect(try selling.plan([-0.05]) == ["sell 50 of 0 at 100.5"])
    }

    @Test func `a stop waits no nearer than asked`() throws {
        let stop = try desk(StopExecution.self, "offset: 20bps")
        #expect(try stop.plan([0.05]) == ["buy 50 of 0 from 100.5"])
    }

    @Test func `children are on the steps and come to the whole`() throws {
        let desk = try desk(
            TWAPExecution.self, "{ slices: 3, duration: 3m, lot: 0.01, time_in_force: gtc }")
        #expect(try desk.plan([0.001]) == ["buy 0.3 of 0"])
        try desk.fillAll()
        for _ in 0..<2 {
            _ = try desk.act(after: .minutes(1))
            try desk.fillAll()
        }
        #expect(desk.held() == Amount(1))
    }

    @Test func `exits are for what can be closed`() throws {
        let desk = try desk(BracketExecution.self, "", holding: 0.25)
        #expect(
            try desk.plan([.nan]) == ["sell 0.2 of 0 at 100.5", "sell 0.2 of 0 from 99.5"])
        #expect(try desk.plan([.nan]) == [])
    }
}
