import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct VWAPExecutionTests {
    private func children(_ yaml: String, cycles: Int, volume: Double = 10_000) throws -> [String] {
        let desk = try TradingDesk<VWAPExecution>(yaml)
        desk.market.volume[0] = volume
        return try (0..<cycles).flatMap { _ in
            let orders = try desk.plan([0.01], after: .minutes(1))
            try desk.fillAll()
            return orders
        }
    }

    @Test func `10 by a profile of 1, 2, 1 are 3, 5 and 2`() throws {
        let orders = try children("{ bucket: 1m, profile: [1, 2, 1] }", cycles: 3)
        #expect(orders == ["buy 3 of 0", "buy 5 of 0", "buy 2 of 0"])
    }

    @Test func `a bucket without volume has no child`() throws {
        let orders = try children("{ bucket: 1m, profile: [1, 0, 1] }", cycles: 3)
        #expect(orders == ["buy 5 of 0", "buy 5 of 0"])
        #expect(try children("{ bucket: 1m, profile: [1, 9], min_child: 3 }", cycles: 2) == ["buy 10 of 0"])
    }

    @Test func `a child is at most a part of the volume, and the rest is carried`() throws {
        let yaml = "{ bucket: 1m, profile: [5, 1, 1, 1, 1, 1], max_participation: 10% }"
        // Nothing was observed before the first child; then 3.9 of each bar's 39.
        let orders = try children(yaml, cycles: 6, volume: 39)
        #expect(orders == ["buy 3 of 0", "buy 3 of 0", "buy 2 of 0", "buy 1 of 0", "buy 1 of 0"])
        #expect(try children(yaml, cycles: 6, volume: .nan) == [])
    }

    @Test func `the profile of a session is the default`() throws {
        let desk = try TradingDesk<VWAPExecution>("")
        #expect(try desk.plan([0.1]) == ["buy 12 of 0"])
        #expect(desk.stage.nextAct == ManualClock.start + .minutes(30))
        try desk.fillAll()
        #expect(try desk.act(after: .minutes(30)) == ["buy 9 of 0"])
    }

    @Test(arguments: [
        "profile: []", "profile: [0, 0]", "profile: [-1]", "bucket: 0s", "max_participation: 101%",
        "time_in_force: gtd", "catch_up: x",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(!VWAPExecution.Settings.issues(yaml).isEmpty)
    }
}
