import SluiceKit
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct SwitchRiskCheckTests {
    private func reviewed(_ yaml: String, equity: Double = 100_000) throws -> Reviewed {
        try RiskCase(equity: equity, held: [0.1, 0.1, 0.1], wanted: [0.05, 0.2, -0.1], pending: [0, 0, 0])
            .review(SwitchRiskCheck.test(yaml, in: .risk(3)))
    }

    @Test func `a switch that is on lets only reductions through`() throws {
        let off = try reviewed("")
        #expect(off.standing == .open && off.weight == [0.05, 0.2, -0.1] && off.openOrders == .keep)
        let killed = try reviewed("kill_switch: true")
        #expect(
            killed.standing == .halt && passesOnlyReductions(killed) && killed.openOrders == .cancelAdding)
        #expect(killed.standingCause.reason == CheckReasons.switchedOff)
        let reduced = try reviewed("{ reduce_only: true, cancel_orders: false }")
        #expect(
            reduced.standing == .reduceOnly && passesOnlyReductions(reduced) && reduced.openOrders == .keep)
        #expect(try reviewed("{ kill_switch: true, cancel_all: true }").openOrders == .cancelAll)
        #expect(try reviewed("cancel_all: true").openOrders == .keep)
        #expect(reduced.standingCause.reason == CheckReasons.switchedToReduce)
    }

    @Test(arguments: [Double.nan, .infinity, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        #expect(try reviewed("", equity: equity).standing == .reduceOnly)
    }
}
