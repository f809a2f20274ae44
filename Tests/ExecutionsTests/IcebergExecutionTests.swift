import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct IcebergExecutionTests {
    private typealias Desk = TradingDesk<IcebergExecution>

    @Test func `313 shown 79 at a time are 79, 79, 79 and 76`() throws {
        let desk = try Desk("display: 79")
        let orders = try (0..<5).flatMap { _ in
            let orders = try desk.plan([0.313], after: .minutes(1))
            try desk.fillAll()
            return orders
        }
        #expect(orders == [79, 79, 79, 76].map { "buy \($0) of 0 at 99.99" })
    }

    @Test func `the next child waits until the one before has traded whole`() throws {
        let desk = try Desk("display: 100")
        _ = try desk.plan([0.3])
        try desk.fill(1, Amount(60))
        #expect(try desk.plan([0.3], after: .minutes(1)) == [])
        try desk.fill(1)
        #expect(try desk.plan([0.3], after: .minutes(1)) == ["buy 100 of 0 at 99.99"])
        #expect(desk.sent.map(\.request.origin.child) == [0, 1])
        #expect(desk.sent.allSatisfy { $0.request.timeInForce == .day })
    }

    @Test func `a rest below the smallest child goes with the last`() throws {
        let desk = try Desk("{ display: 100, min_child: 20 }")
        _ = try desk.plan([0.21])
        try desk.fillAll()
        #expect(try desk.plan([0.21], after: .minutes(1)) == ["buy 110 of 0 at 99.99"])
    }

    @Test func `a child that expired is shown again`() throws {
        let desk = try Desk("display: 100")
        _ = try desk.plan([0.3])
        try desk.fill(1, Amount(60))
        desk.finish(OrderID(1), .expired)
        #expect(try desk.plan([0.3], after: .minutes(1)) == ["buy 100 of 0 at 99.99"])
    }

    @Test func `what is shown varies, alike in each run`() throws {
        func shown() throws -> [Amount] {
            let desk = try Desk("{ display: 100, variation: 50% }")
            for _ in 0..<8 {
                _ = try desk.plan([0.9], after: .minutes(1))
                try desk.fillAll()
            }
            return desk.sent.map(\.request.quantity)
        }
        let quantities = try shown()
        #expect(try quantities == shown())
        #expect(Set(quantities).count > 3)
        #expect(quantities.dropLast().allSatisfy { $0 >= Amount(49) && $0 <= Amount(150) })
    }

    @Test(arguments: [("touch", "99.99"), ("mid", "100"), ("opposite", "100.01")])
    func `the limit is made from a price of the market`(reference: String, limit: String) throws {
        let desk = try Desk("{ display: 10, reference: \(reference) }")
        #expect(try desk.plan([0.3]) == ["buy 10 of 0 at \(limit)"])
    }

    @Test func `without a quote nothing is shown`() throws {
        let desk = try Desk("display: 10")
        desk.market.bid[0] = .nan
        #expect(try desk.plan([0.3]) == [])
        desk.market.bid[0] = 99
        #expect(try desk.plan([0.3], after: .minutes(1)) == ["buy 10 of 0 at 99"])
    }

    @Test(arguments: ["display: 0", "variation: 51%", "reference: last", "tick: 0", "duration: 0s"])
    func `settings have bounds and units`(yaml: String) {
        #expect(!IcebergExecution.Settings.issues(yaml).isEmpty)
    }
}
