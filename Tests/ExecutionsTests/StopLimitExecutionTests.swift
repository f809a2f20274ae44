import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct StopLimitExecutionTests {
    private func desk(_ yaml: String = "", holding: Double = 0) throws -> TradingDesk<StopLimitExecution> {
        let desk = try TradingDesk<StopLimitExecution>(yaml, holding: holding)
        (desk.market.bid[0], desk.market.ask[0]) = (99.9, 100)
        return desk
    }

    @Test func `a buy that is woken at 100,25 with 10bps of room is limited to 100,35`() throws {
        #expect(try desk().plan([0.1]) == ["buy 100 of 0 from 100.25 at 100.35"])
        #expect(try desk(holding: 10).plan([0]) == ["sell 10 of 0 from 99.65 at 99.56"])
        #expect(try desk("limit_offset: 0bps").plan([0.1]) == ["buy 100 of 0 from 100.25 at 100.25"])
    }

    @Test func `a price that would not be above zero sends nothing`() throws {
        let desk = try desk("{ tick: 1000 }", holding: 10)
        #expect(try desk.plan([0]) == [])
    }

    @Test(arguments: ["limit_offset: -1bps", "offset: 2001bps", "good_for: 5m"])
    func `settings have bounds and units`(yaml: String) {
        #expect(!StopLimitExecution.Settings.issues(yaml).isEmpty)
    }
}
