import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct BracketExecutionTests {
    private typealias Desk = TradingDesk<BracketExecution>
    private static let pair = ["sell 100 of 0 at 100.08", "sell 100 of 0 from 99.9"]

    /// A desk that has entered 100 at 100, with both exits open as orders 2 and 3.
    private func entered() throws -> Desk {
        let desk = try Desk()
        #expect(try desk.plan([0.1]) == ["buy 100 of 0"])
        try desk.fill(1)
        desk.portfolio.averagePrice[0] = 100
        #expect(try desk.plan([0.1], after: .minutes(1)) == Self.pair)
        return desk
    }

    @Test func `a long at 100 takes its profit at 100,08 and stops at 99,90`() throws {
        let desk = try entered()
        #expect(desk.sent.dropFirst().allSatisfy { $0.request.isReduceOnly })
        #expect(desk.sent.map(\.request.origin.leg) == [1, 2, 3])
        #expect(try desk.plan([0.1], after: .minutes(1)) == [])
    }

    @Test func `a short mirrors it`() throws {
        let desk = try Desk("{ take_profit: 1%, stop_loss: 2% }")
        #expect(try desk.plan([-0.1]) == ["sell 100 of 0"])
        try desk.fill(1)
        desk.portfolio.averagePrice[0] = 100
        #expect(try desk.plan([-0.1]) == ["buy 100 of 0 at 99", "buy 100 of 0 from 102"])
    }

    @Test func `exits are for what the entry has traded, and follow it`() throws {
        let desk = try Desk()
        _ = try desk.plan([0.1])
        #expect(try desk.plan([0.1], after: .minutes(1)) == [])
        try desk.fill(1, Amount(40))
        desk.portfolio.averagePrice[0] = 100
        #expect(try desk.plan([0.1]) == ["sell 40 of 0 at 100.08", "sell 40 of 0 from 99.9"])
        try desk.fill(1)
        desk.portfolio.averagePrice[0] = 101
        #expect(try desk.plan([0.1]) == ["sell 60 of 0 at 101.09", "sell 60 of 0 from 100.9"])
    }

    @Test func `a fill of one exit makes the other smaller, and what is left is not bought back`() throws {
        let desk = try entered()
        try desk.fill(2, Amount(30))
        #expect(try desk.plan([0.1], after: .minutes(1)) == ["cancel 3", "sell 70 of 0 from 99.9"])
        #expect(try desk.plan([0.1], after: .minutes(1)) == [])
        try desk.fill(2)
        #expect(desk.held() == .zero)
        #expect(try desk.plan([0.1], after: .minutes(1)) == ["cancel 4"])
        #expect(try desk.plan([0.1], after: .minutes(1)) == [])
        // The target was given up, and may be entered again.
        #expect(try desk.plan([0], after: .minutes(1)) == [])
        #expect(try desk.plan([0.1], after: .minutes(1)) == ["buy 100 of 0"])
    }

    @Test func `an entry that ends without a fill has no exits`() throws {
        let desk = try Desk()
        _ = try desk.plan([0.1])
        desk.finish(OrderID(1), .rejected(Reason("test")))
        #expect(try desk.plan([.nan], after: .minutes(1)) == [])
    }

    @Test func `a target that shrinks is sold, and the exits with it`() throws {
        let desk = try entered()
        #expect(try desk.plan([0.05], after: .minutes(1)) == ["sell 50 of 0"])
        try desk.fill(4)
        #expect(
            try desk.plan([0.05], after: .minutes(1)) == [
                "cancel 2", "cancel 3", "sell 50 of 0 at 100.08", "sell 50 of 0 from 99.9",
            ])
        #expect(try desk.plan([0], after: .minutes(1)) == ["sell 50 of 0"])
        try desk.fill(7)
        #expect(try desk.plan([0], after: .minutes(1)) == ["cancel 5", "cancel 6"])
    }

    @Test func `exits stay while trading is restricted, and go to flatten`() throws {
        let desk = try entered()
        #expect(try desk.plan([0.1], standing: .halt, after: .minutes(1)) == [])
        #expect(
            try desk.plan([0.1], standing: .flatten, after: .minutes(1)) == [
                "cancel 2", "cancel 3", "sell 100 of 0",
            ])
    }

    @Test func `without a price paid there are no exits`() throws {
        let desk = try Desk()
        _ = try desk.plan([0.1])
        try desk.fill(1)
        for price in [Double.nan, 0, -1, .infinity] {
            desk.portfolio.averagePrice[0] = price
            #expect(try desk.plan([0.1], after: .minutes(1)) == [])
        }
    }

    @Test func `what is spent is remembered`() throws {
        let desk = try entered()
        try desk.fill(3)
        #expect(try desk.plan([0.1], after: .minutes(1)) == ["cancel 2"])
        try desk.restart()
        #expect(try desk.plan([0.1], after: .minutes(1)) == [])
    }

    @Test(arguments: ["take_profit: 0bps", "stop_loss: 6000bps", "tick: 0", "lot: 0", "stop_loss: 10"])
    func `settings have bounds and units`(yaml: String) {
        #expect(!BracketExecution.Settings.issues(yaml).isEmpty)
    }
}
