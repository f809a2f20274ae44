import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct StopExecutionTests {
    private func desk(_ yaml: String = "", holding: Double = 0) throws -> TradingDesk<StopExecution> {
        let desk = try TradingDesk<StopExecution>(yaml, holding: holding)
        (desk.market.bid[0], desk.market.ask[0]) = (99.9, 100)
        return desk
    }

    @Test func `a buy 25bps over an ask of 100 is woken at 100,25`() throws {
        #expect(try desk().plan([0.1]) == ["buy 100 of 0 from 100.25"])
        #expect(try desk(holding: 10).plan([0]) == ["sell 10 of 0 from 99.65"])
        #expect(try desk("{ offset: 0bps, reference: touch }").plan([0.1]) == ["buy 100 of 0 from 99.9"])
    }

    @Test func `it rests until the other side is wanted`() throws {
        let desk = try desk()
        _ = try desk.plan([0.1])
        #expect(try desk.plan([0.1], after: .minutes(1)) == [])
        #expect(try desk.plan([0], after: .minutes(1)) == ["cancel 1"])
    }

    @Test(arguments: ["offset: -1bps", "time_in_force: gtd", "tick: 0", "reference: x"])
    func `settings have bounds and units`(yaml: String) {
        #expect(!StopExecution.Settings.issues(yaml).isEmpty)
    }
}
