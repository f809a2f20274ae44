import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Executions

@Suite struct POVExecutionTests {
    private func desk(_ yaml: String = "lot: 5", volume: Double = 1_234) throws -> TradingDesk<POVExecution> {
        let desk = try TradingDesk<POVExecution>(yaml)
        desk.market.volume[0] = volume
        return desk
    }

    @Test func `a tenth of 1,234 in lots of 5 is a child of 120`() throws {
        let desk = try desk()
        #expect(try desk.plan([0.5]) == [])
        #expect(try desk.plan([0.5], after: .minutes(1)) == ["buy 120 of 0"])
        #expect(desk.stage.nextAct == nil)
        #expect(desk.sent.first?.request.origin == OrderOrigin(parent: ManualClock.start, child: 0))
    }

    @Test func `volume adds up until it is a lot, and an old bar adds nothing`() throws {
        let desk = try desk(volume: 30)
        _ = try desk.plan([0.5])
        #expect(try desk.plan([0.5], after: .minutes(1)) == [])
        desk.market.fresh[0] = 0
        #expect(try desk.plan([0.5], after: .minutes(1)) == [])
        desk.market.fresh[0] = 1
        #expect(try desk.plan([0.5], after: .minutes(1)) == ["buy 5 of 0"])
    }

    @Test(arguments: [Double.nan, 0, -5, .infinity])
    func `a volume that is none adds nothing`(volume: Double) throws {
        let desk = try desk(volume: volume)
        for _ in 0..<5 { #expect(try desk.plan([0.5], after: .minutes(1)) == []) }
    }

    @Test func `the last child is what is left`() throws {
        let desk = try desk("lot: 1", volume: 3_000)
        _ = try desk.plan([0.5])
        #expect(try desk.plan([0.5], after: .minutes(1)) == ["buy 300 of 0"])
        try desk.fillAll()
        #expect(try desk.plan([0.5], after: .minutes(1)) == ["buy 200 of 0"])
        try desk.fillAll()
        #expect(try desk.plan([0.5], after: .minutes(1)) == [])
    }

    @Test func `volume is remembered`() throws {
        let desk = try desk(volume: 30)
        for _ in 0..<2 {
            _ = try desk.plan([0.5], after: .minutes(1))
            try desk.restart()
        }
        #expect(try desk.plan([0.5], after: .minutes(1)) == ["buy 5 of 0"])
    }

    @Test(arguments: ["participation: 0%", "participation: 101%", "duration: 31d", "good_for: 1m"])
    func `settings have bounds and units`(yaml: String) {
        #expect(!POVExecution.Settings.issues(yaml).isEmpty)
    }
}
