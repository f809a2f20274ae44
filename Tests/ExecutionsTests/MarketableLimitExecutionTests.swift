import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct MarketableLimitExecutionTests {
    private typealias Desk = TradingDesk<MarketableLimitExecution>
    private static let wide = "{ steps: 3, step_ticks: 2, duration: 30s }"

    @Test func `with an ask of 100 and 2 ticks a step the third try is limited to 100,04`() throws {
        let desk = try Desk(Self.wide)
        desk.market.ask[0] = 100
        #expect(try desk.plan([0.1]) == ["buy 100 of 0 at 100"])
        #expect(desk.sent.first?.request.timeInForce == .immediateOrCancel)
        desk.finish(OrderID(1), .expired)
        #expect(try desk.act(after: .seconds(10)) == ["buy 100 of 0 at 100.02"])
        try desk.fill(2, Amount(30))
        desk.finish(OrderID(2), .expired)
        #expect(try desk.act(after: .seconds(10)) == ["buy 70 of 0 at 100.04"])
        desk.finish(OrderID(3), .expired)
        #expect(desk.stage.nextAct == nil)
        #expect(try desk.act(after: .seconds(9)) == [])
        // The time of the parent is over, and the next one begins anew.
        #expect(try desk.plan([0.1], after: .seconds(1)) == ["buy 70 of 0 at 100"])
    }

    @Test func `a sale goes down from the bid`() throws {
        let desk = try Desk(Self.wide, holding: 50)
        desk.market.bid[0] = 99.995
        #expect(try desk.plan([0]) == ["sell 50 of 0 at 99.99"])
        desk.finish(OrderID(1), .expired)
        #expect(try desk.act(after: .seconds(10)) == ["sell 50 of 0 at 99.97"])
    }

    @Test func `a try waits while the one before is not answered`() throws {
        let desk = try Desk(Self.wide)
        _ = try desk.plan([0.1])
        #expect(try desk.act(after: .seconds(10)) == [])
        desk.finish(OrderID(1), .expired)
        #expect(try desk.act(after: .seconds(1)) == ["buy 100 of 0 at 100.03"])
    }

    @Test(arguments: ["steps: 0", "step_ticks: -1", "tick: 0", "duration: 2d"])
    func `settings have bounds and units`(yaml: String) {
        #expect(!MarketableLimitExecution.Settings.issues(yaml).isEmpty)
    }
}
