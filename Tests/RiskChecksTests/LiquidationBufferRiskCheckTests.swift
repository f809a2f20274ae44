import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct LiquidationBufferRiskCheckTests {
    private func reviewed(_ yaml: String, _ item: RiskCase) throws -> Reviewed {
        try item.review(LiquidationBufferRiskCheck.test(yaml, in: .risk(item.held.count)))
    }

    @Test func `by the account the margin of a position counts`() throws {
        // 1 - 4.5/5 is a tenth; 1 - 4.1/5 is 18%; 1 - 4/5 a fifth.
        let frame = try reviewed("", RiskCase(held: [4.5, 0], wanted: [5, 0.1]))
        #expect(frame.weight[0].isNaN && frame.weight[1] == 0.1)
        #expect(frame.causes[0].reason == CheckReasons.liquidationBuffer)
        #expect(near(frame.causes[0].observed, 10, within: 1e-9) && frame.causes[0].limit == 15)
        #expect(frame.warning.reason == CheckReasons.liquidationBuffer)
        let warned = try reviewed("", RiskCase(held: [4.1, 0], wanted: [4.2, 0]))
        #expect(warned.weight[0] == 4.2 && warned.warning.reason == CheckReasons.bufferNear)
        #expect(
            try reviewed("warn_below: 15%", RiskCase(held: [4.1, 0], wanted: [4.2, 0])).warning.reason.isNone)
        #expect(try reviewed("min_buffer: 5%", RiskCase(held: [4.5, 0], wanted: [4.6, 0])).weight[0] == 4.6)
    }

    @Test func `an isolated contract has its own price`() throws {
        // Bought at 100 with a leverage of 10: closed at 90.45, and the mark is 95.
        let yaml = "{ method: isolated, max_leverage: 10, project: false }"
        var item = RiskCase(held: [1, -1], wanted: [1.1, -1.1])
        item.marks = [95, 95]
        let frame = try reviewed(yaml, item)
        #expect(frame.weight[0].isNaN && near(frame.causes[0].observed, 4.787, within: 1e-3))
        // Sold at 100 it would be closed at 109.45.
        #expect(frame.weight[1].isNaN == false || frame.causes[1].observed > 15 - 1)
        let closed = try reviewed(
            "{ method: isolated, max_leverage: 10, close_below: 5% }", item)
        #expect(closed.weight[0] == 0 && closed.causes[0].limit == 5)
    }

    @Test func `a target is refused that would leave too little above its maintenance`() throws {
        let item = RiskCase(wanted: [1.7, 1.5])
        let frame = try reviewed("{ maintenance: 50%, min_buffer: 20%, warn_below: 20% }", item)
        #expect(frame.weight[0].isNaN && frame.weight[1] == 1.5)
        #expect(frame.causes[0].reason == CheckReasons.projectedBuffer && near(frame.causes[0].observed, 15))
        let free = try reviewed(
            "{ maintenance: 50%, min_buffer: 20%, warn_below: 20%, project: false }", item)
        #expect(free.weight[0] == 1.7)
    }

    @Test(arguments: [Double.nan, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        let frame = try reviewed("", RiskCase(equity: equity, wanted: [0.1, 0]))
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test(arguments: [
        "min_buffer: 15", "warn_below: 10%", "close_below: 16%", "max_leverage: 0.5", "maintenance: 100%",
    ])
    func `settings have bounds and units, and buffers fall`(yaml: String) {
        #expect(LiquidationBufferRiskCheck.Settings.issues(yaml).count == 1)
    }
}
