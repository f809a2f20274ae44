import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct TrailingExecutionTests {
    private typealias Desk = TradingDesk<TrailingExecution>

    /// Plans at a price, with a target worth about 100 at 100.
    private func plan(_ desk: Desk, at price: Double, _ weight: Double = 0.1) throws -> [String] {
        (desk.market.bid[0], desk.market.ask[0]) = (price, price)
        let orders = try desk.plan([weight], after: .minutes(1))
        try desk.fillAll()
        return orders
    }

    /// A desk that holds 100, seen at 100.
    private func entered() throws -> Desk {
        let desk = try Desk("distance: 1%")
        _ = try plan(desk, at: 100)
        #expect(try plan(desk, at: 100) == [])
        return desk
    }

    @Test func `a long with 1 percent that was at 104,77 is closed at 103,7223`() throws {
        let desk = try Desk("distance: 1%")
        #expect(try plan(desk, at: 100) == ["buy 100 of 0"])
        #expect(try plan(desk, at: 104.77) == [])
        #expect(try plan(desk, at: 103.7224) == [])
        #expect(try plan(desk, at: 103.7223) == ["sell 100 of 0"])
        #expect(try plan(desk, at: 200) == [])
        #expect(desk.held() == .zero)
    }

    @Test(arguments: [0, Double.nan])
    func `a side is entered again when its target was zero or unknown`(between: Double) throws {
        let desk = try entered()
        #expect(try plan(desk, at: 99) == ["sell 100 of 0"])
        #expect(try plan(desk, at: 99) == [])
        _ = try plan(desk, at: 99, between)
        #expect(try plan(desk, at: 99) == ["buy 100 of 0"])
    }

    @Test func `the other side may be entered at once`() throws {
        let desk = try entered()
        _ = try plan(desk, at: 99)
        #expect(try plan(desk, at: 99, -0.1) == ["sell 100 of 0"])
        #expect(try plan(desk, at: 98, -0.1) == [])
        #expect(try plan(desk, at: 98.98, -0.1) == ["buy 100 of 0"])
        #expect(try plan(desk, at: 98.98, -0.1) == [])
    }

    @Test func `an exit is asked for until it is through, even while the target is not known`() throws {
        let desk = try entered()
        (desk.market.bid[0], desk.market.ask[0]) = (99, 99)
        #expect(try desk.plan([0.1], after: .minutes(1)) == ["sell 100 of 0"])
        desk.finish(OrderID(2), .rejected(Reason("test")))
        #expect(try desk.plan([.nan], after: .minutes(1)) == ["sell 100 of 0"])
        #expect(try desk.plan([0.1], after: .minutes(1)) == [])
    }

    @Test func `best prices and what is spent are remembered`() throws {
        let desk = try entered()
        _ = try plan(desk, at: 110)
        try desk.restart()
        #expect(try plan(desk, at: 108.9) == ["sell 100 of 0"])
        try desk.restart()
        #expect(try plan(desk, at: 110) == [])
    }

    @Test func `a mark that is not known hits nothing`() throws {
        let desk = try entered()
        desk.market.close[0] = .nan
        for price in [Double.nan, 0, -1, .infinity] { #expect(try plan(desk, at: price) == []) }
        #expect(try plan(desk, at: 99) == ["sell 100 of 0"])
    }

    @Test(arguments: ["distance: 0%", "distance: 51%", "lot: 0", "min_value: -1 USD"])
    func `settings have bounds and units`(yaml: String) {
        #expect(!TrailingExecution.Settings.issues(yaml).isEmpty)
    }
}
