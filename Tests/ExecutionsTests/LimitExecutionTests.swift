import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct LimitExecutionTests {
    private typealias Desk = TradingDesk<LimitExecution>

    private func desk(_ yaml: String, holding: Double = 0) throws -> Desk {
        let desk = try Desk(yaml, holding: holding)
        (desk.market.bid[0], desk.market.ask[0]) = (100, 100.1)
        return desk
    }

    @Test func `a buy 5bps under a bid of 100 with a tick of 0,01 is limited to 99,95`() throws {
        #expect(try desk("offset: 5bps").plan([0.1]) == ["buy 100 of 0 at 99.95"])
        #expect(try desk("offset: 5bps", holding: 10).plan([0]) == ["sell 10 of 0 at 100.16"])
        #expect(try desk("{ offset: -5bps, reference: opposite }").plan([0.1]) == ["buy 100 of 0 at 100.15"])
        #expect(try desk("{ reference: mid, tick: 0.1 }").plan([0.1]) == ["buy 100 of 0 at 100"])
        #expect(try desk("{ reference: mid, tick: 0.1 }").plan([-0.1]) == ["sell 100 of 0 at 100.1"])
    }

    @Test func `closing and opening are two orders at one price`() throws {
        let desk = try desk("", holding: 30)
        #expect(try desk.plan([-0.05]) == ["sell 30 of 0 at 100.1", "sell 50 of 0 at 100.1"])
        #expect(desk.sent.map(\.request.origin.leg) == [0, 1])
    }

    @Test func `an order rests, and is priced anew when it has rested too long`() throws {
        let desk = try desk("reprice_after: 2m")
        _ = try desk.plan([0.1])
        desk.market.bid[0] = 100.05
        #expect(try desk.plan([0.1], after: .minutes(1)) == [])
        #expect(try desk.plan([0.1], after: .minutes(1)) == ["cancel 1"])
        #expect(try desk.plan([0.1], after: .minutes(1)) == ["buy 100 of 0 at 100.05"])
        // One whose price is still right stays.
        #expect(try desk.plan([0.1], after: .minutes(5)) == [])
    }

    @Test(arguments: [
        ("day", TimeInForce.day), ("gtc", .goodTilCancelled), ("ioc", .immediateOrCancel),
        ("fok", .fillOrKill),
    ])
    func `how long an order stands is a setting`(word: String, timeInForce: TimeInForce) throws {
        let desk = try desk("time_in_force: \(word)")
        _ = try desk.plan([0.1])
        #expect(desk.sent.first?.request.timeInForce == timeInForce)
        #expect(desk.sent.first?.request.isPostOnly == false)
    }

    @Test func `an order may stand for a time, and only add to the book`() throws {
        let desk = try desk("{ time_in_force: gtd, good_for: 5m, post_only: true }")
        _ = try desk.plan([0.1], after: .minutes(1))
        #expect(desk.sent.first?.request.timeInForce == .goodTil(ManualClock.start + .minutes(6)))
        #expect(desk.sent.first?.request.isPostOnly == true)
    }

    @Test func `without a usable quote nothing is sent`() throws {
        for (bid, ask) in [(Double.nan, 100.1), (100, .nan), (0, 1), (101, 100), (100, .infinity)] {
            let desk = try desk("")
            (desk.market.bid[0], desk.market.ask[0]) = (bid, ask)
            #expect(try desk.plan([0.1]) == [])
        }
    }

    @Test func `to flatten, resting orders are cancelled and the market closes`() throws {
        let desk = try desk("", holding: 30)
        _ = try desk.plan([0.02])
        #expect(try desk.plan([0.02], standing: .flatten) == ["cancel 1"])
        #expect(try desk.plan([0.02], standing: .flatten) == ["sell 30 of 0"])
    }

    @Test(arguments: [
        "offset: 501bps", "reference: last", "tick: 0", "time_in_force: gtd", "good_for: 5m",
        "{ post_only: true, time_in_force: ioc }", "{ post_only: true, time_in_force: fok }",
        "reprice_after: 0s",
    ])
    func `settings have bounds and units, and do not contradict`(yaml: String) {
        #expect(!LimitExecution.Settings.issues(yaml).isEmpty)
    }
}
