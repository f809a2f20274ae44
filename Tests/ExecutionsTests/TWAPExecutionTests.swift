import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct TWAPExecutionTests {
    private typealias Desk = TradingDesk<TWAPExecution>
    private static let brief = "{ duration: 4m, slices: 4 }"

    @Test func `221,8 in lots of 0,1 and 7 children are six of 31,7 and one of 31,6`() throws {
        let desk = try Desk("{ duration: 7m, slices: 7, lot: 0.1, min_child: 0.3 }")
        var orders = try desk.plan([0.2218])
        for _ in 0..<6 {
            try desk.fillAll()
            orders += try desk.plan([0.2218], after: .minutes(1))
        }
        #expect(orders == Array(repeating: "buy 31.7 of 0", count: 6) + ["buy 31.6 of 0"])
    }

    @Test func `children come between cycles too, with the parent's time and their number`() throws {
        let desk = try Desk(Self.brief)
        #expect(try desk.plan([0.1]) == ["buy 25 of 0"])
        #expect(desk.stage.nextAct == ManualClock.start + .minutes(1))
        try desk.fillAll()
        #expect(try desk.act(after: .seconds(59)) == [])
        #expect(try desk.act(after: .seconds(1)) == ["buy 25 of 0"])
        #expect(desk.stage.nextAct == ManualClock.start + .minutes(2))
        #expect(desk.sent.map(\.request.origin.child) == [0, 1])
        #expect(desk.sent.allSatisfy { $0.request.origin.parent == ManualClock.start })
        #expect(desk.sent.allSatisfy { $0.request.timeInForce == .immediateOrCancel })
    }

    @Test func `a restart in the middle neither skips nor repeats a child`() throws {
        let desk = try Desk(Self.brief)
        _ = try desk.plan([0.1])
        try desk.restart()
        #expect(try desk.plan([0.1]) == [])
        try desk.fillAll()
        try desk.restart()
        // Until the targets are known again nothing is sent.
        #expect(try desk.act(after: .minutes(1)) == [])
        #expect(try desk.plan([0.1]) == ["buy 25 of 0"])
        #expect(desk.sent.map(\.request.origin.child) == [0, 1])
    }

    @Test(arguments: [("none", "25"), ("next", "45"), ("spread", "31")])
    func `what an earlier child has not traded is caught up`(policy: String, second: String) throws {
        let desk = try Desk("{ duration: 4m, slices: 4, catch_up: \(policy) }")
        _ = try desk.plan([0.1])
        try desk.fill(1, Amount(5))
        desk.finish(OrderID(1), .cancelled(Reason("ioc")))
        #expect(try desk.plan([0.1], after: .minutes(1)) == ["buy \(second) of 0"])
    }

    @Test func `children that were missed are one, and without catching up they are left`() throws {
        let next = try Desk(Self.brief)
        _ = try next.plan([0.1])
        try next.fillAll()
        #expect(try next.plan([0.1], after: .minutes(3)) == ["buy 75 of 0"])
        let none = try Desk("{ duration: 4m, slices: 4, catch_up: none }")
        _ = try none.plan([0.1])
        try none.fillAll()
        #expect(try none.plan([0.1], after: .minutes(3)) == ["buy 25 of 0"])
    }

    @Test func `a smaller target takes less, a larger one waits for the next parent`() throws {
        let desk = try Desk(Self.brief)
        _ = try desk.plan([0.1])
        try desk.fillAll()
        #expect(try desk.plan([0.04], after: .minutes(1)) == ["buy 15 of 0"])
        let larger = try Desk(Self.brief)
        _ = try larger.plan([0.1])
        for _ in 0..<3 {
            try larger.fillAll()
            #expect(try larger.plan([0.2], after: .minutes(1)) == ["buy 25 of 0"])
        }
        try larger.fillAll()
        #expect(try larger.plan([0.2], after: .minutes(1)) == ["buy 25 of 0"])
        #expect(larger.sent.last?.request.origin == OrderOrigin(parent: larger.now, child: 0))
    }

    @Test func `the other side ends a parent and cancels its child`() throws {
        let desk = try Desk(Self.brief)
        _ = try desk.plan([0.1])
        #expect(try desk.plan([-0.1], after: .minutes(1)) == ["cancel 1"])
        #expect(try desk.plan([-0.1], after: .minutes(1)) == ["sell 25 of 0"])
    }

    @Test func `a parent does not cross zero`() throws {
        let desk = try Desk(Self.brief, holding: 40)
        #expect(try desk.plan([-0.1]) == ["sell 10 of 0"])
        for _ in 0..<3 {
            try desk.fillAll()
            #expect(try desk.plan([-0.1], after: .minutes(1)) == ["sell 10 of 0"])
        }
        try desk.fillAll()
        #expect(try desk.plan([-0.1], after: .minutes(1)) == ["sell 25 of 0"])
    }

    @Test func `closing is exact`() throws {
        let desk = try Desk("{ duration: 2m, slices: 2 }", holding: 10.5)
        #expect(try desk.plan([0]) == ["sell 5 of 0"])
        try desk.fillAll()
        #expect(try desk.plan([0], after: .minutes(1)) == ["sell 5.5 of 0"])
    }

    @Test func `an unknown target pauses, and an unknown order too`() throws {
        let desk = try Desk(Self.brief)
        _ = try desk.plan([0.1])
        try desk.fillAll()
        #expect(try desk.plan([.nan], after: .minutes(1)) == [])
        #expect(try desk.plan([0.1], after: .seconds(1)) == ["buy 25 of 0"])
        desk.becomeUnknown(2)
        #expect(try desk.plan([0.1], after: .minutes(1)) == [])
    }

    @Test func `three rejected children let a parent fail until its time is over`() throws {
        let desk = try Desk("{ duration: 10m, slices: 10 }")
        _ = try desk.plan([0.1])
        for number in 1...3 {
            desk.finish(OrderID(UInt64(number)), .rejected(Reason("test")))
            let orders = try desk.plan([0.1], after: .minutes(1))
            #expect(orders.isEmpty == (number == 3))
        }
        #expect(desk.stage.nextAct == nil)
        #expect(try desk.plan([0.1], after: .minutes(6)) == [])
        #expect(try desk.plan([0.1], after: .minutes(1)) == ["buy 10 of 0"])
    }

    @Test(arguments: [TradingStanding.reduceOnly, .halt])
    func `while trading is restricted no entry goes on`(standing: TradingStanding) throws {
        let desk = try Desk(Self.brief)
        _ = try desk.plan([0.1])
        #expect(try desk.plan([0.1], standing: standing, after: .minutes(1)) == ["cancel 1"])
        #expect(try desk.plan([0.1], standing: standing, after: .minutes(1)) == [])
    }

    @Test func `to flatten everything is closed at once`() throws {
        let desk = try Desk(Self.brief, holding: 40)
        _ = try desk.plan([0.02])
        #expect(try desk.plan([0.02], standing: .flatten) == ["sell 35 of 0"])
    }

    @Test func `sells come before buys`() throws {
        let desk = try Desk(Self.brief, instruments: 2, holding: 40)
        #expect(try desk.plan([0.04, 0.1]) == ["buy 25 of 1"])
        #expect(try desk.plan([0, 0.1], after: .minutes(1)) == ["sell 10 of 0", "buy 25 of 1"])
    }

    @Test func `times are moved at random, alike in each run, and never the first`() throws {
        func times() throws -> [Timestamp?] {
            let desk = try Desk("{ duration: 10m, slices: 10, jitter: 40% }")
            _ = try desk.plan([0.1])
            return try (0..<5).map { _ in
                try desk.fillAll()
                let next = desk.stage.nextAct
                _ = try desk.act(after: (next ?? desk.now).since(desk.now))
                return next
            }
        }
        let moved = try times()
        #expect(try moved == times())
        #expect(moved.enumerated().contains { $1 != ManualClock.start + .minutes($0 + 1) })
        for (index, time) in moved.enumerated() {
            let plain = ManualClock.start + .minutes(index + 1)
            #expect(try #require(time) >= plain - .seconds(24))
            #expect(try #require(time) <= plain + .seconds(24))
        }
    }

    /// What is wrong with the children of parents: more traded than the parent is for, or an order asked for twice.
    private func faults(_ orders: [OrderRequest], traded: [Timestamp: Amount], total: Amount) -> [String] {
        var faults: [String] = []
        if Set(orders.map { "\($0.side)\($0.origin)" }).count != orders.count { faults.append("sent twice") }
        if traded.values.contains(where: { $0 > total }) { faults.append("more than the parent") }
        return faults
    }

    @Test(arguments: ["none", "next", "spread"])
    func `200 random lives of seed 7 with restarts never trade more than a parent`(policy: String) throws {
        var dice = Dice(seed: 7)
        var finished = 0
        for _ in 0..<200 {
            let desk = try Desk("{ duration: 10m, slices: 7, catch_up: \(policy), lot: 0.5 }")
            var traded: [Timestamp: Amount] = [:]
            for _ in 0..<40 {
                for open in desk.portfolio.openOrders {
                    let half = Amount(open.remaining.doubleValue / 2, rounding: .down)
                    let quantity = dice.uniform() < 0.3 ? half : dice.uniform() < 0.6 ? open.remaining : nil
                    if let quantity, let parent = open.order.request.origin.parent {
                        traded[parent] = try (traded[parent] ?? .zero).adding(quantity)
                        try desk.fill(open.order.id.number, quantity)
                    }
                    let end: FinishedOrder.End = dice.uniform() < 0.1 ? .rejected(Reason("test")) : .expired
                    if dice.uniform() < 0.4 { desk.finish(open.order.id, end) }
                }
                if dice.uniform() < 0.2 { try desk.restart() }
                let span = Span.seconds(Int(60 * dice.uniform()))
                _ = try dice.uniform() < 0.5 ? desk.act(after: span) : desk.plan([0.1], after: span)
            }
            #expect(faults(desk.sent.map(\.request), traded: traded, total: Amount(100)) == [])
            #expect(desk.held() <= Amount(100))
            finished += desk.held() == Amount(100) ? 1 : 0
        }
        #expect(finished > (policy == "none" ? 5 : 50))
        // The checker notices an order that is asked for twice, and a child too many.
        let order = OrderRequest(instrument: 0, side: .buy, quantity: Amount(1))
        #expect(faults([order, order], traded: [:], total: Amount(1)) == ["sent twice"])
        #expect(faults([], traded: [.distantPast: Amount(2)], total: Amount(1)) == ["more than the parent"])
    }

    @Test func `a memory of another universe is refused`() throws {
        let one = try TWAPExecution.test("", in: .test(instruments: ["A"]))
        let two = try TWAPExecution.test("", in: .test(instruments: ["A", "B"]))
        var writer = MemoryWriter()
        one.remember(into: &writer)
        var reader = MemoryReader(writer.words)
        #expect(throws: MemoryMismatch.self) { try two.recall(from: &reader) }
    }

    @Test(arguments: [
        "duration: 0s", "slices: 0", "slices: 501", "jitter: 51%", "catch_up: all", "min_child: -1",
        "time_in_force: gtd", "good_for: 5m", "max_child_rejects: 0", "lot: 0", "min_value: 5",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(!TWAPExecution.Settings.issues(yaml).isEmpty)
    }
}
