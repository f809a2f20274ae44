import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct MarginRiskCheckTests {
    private func reviewed(_ yaml: String, _ item: RiskCase, at time: Span = .hours(12)) throws -> Reviewed {
        var item = item
        item.now = Timestamp(seconds: 1_700_006_400) + time
        return try item.review(MarginRiskCheck.test(yaml, in: .risk(item.held.count)))
    }

    @Test func `in a call the position that frees most is closed first, until the rest is out of danger`()
        throws
    {
        let item = RiskCase(
            held: [6, 5, -1], wanted: [.nan, 6, .nan], pending: [0, 0, 0])
        let frame = try reviewed("maintenance: 10%", item)
        #expect(frame.standing == .reduceOnly && frame.standingCause.reason == CheckReasons.marginCall)
        #expect(near(frame.standingCause.observed, 120) && frame.openOrders == .cancelAdding)
        #expect(frame.weight[0] == 0 && frame.causes[0].reason == CheckReasons.marginCall)
        #expect(near(frame.causes[0].observed, 60) && frame.weight[1].isNaN && frame.weight[2].isNaN)
        let deep = try reviewed(
            "maintenance: 10%", RiskCase(held: [9, 12, -1], wanted: [.nan, .nan, .nan], pending: [0, 0, 0]))
        #expect(deep.weight[1] == 0 && deep.weight[0] == 0 && deep.weight[2].isNaN)
        let open = try reviewed("{ maintenance: 10%, close: false }", item)
        #expect(open.standing == .reduceOnly && open.weight[0].isNaN)
    }

    @Test func `near liquidation nothing is added, and a high utilisation warns`() throws {
        let near = try reviewed("maintenance: 10%", RiskCase(held: [9.5, 0], wanted: [.nan, 0.1]))
        #expect(near.standing == .reduceOnly && near.weight[1].isNaN && near.weight[0].isNaN)
        #expect(near.standingCause.reason == CheckReasons.liquidationRisk)
        #expect(
            try reviewed("near_liquidation: 0%", RiskCase(held: [19.5, 0], wanted: [.nan, 0]))
                .standing == .open)
        let high = try reviewed("", RiskCase(held: [8, 0], wanted: [.nan, 0]))
        #expect(high.standing == .open && high.warning.reason == CheckReasons.highUtilization)
        #expect(high.warning.observed == 80 && high.warning.limit == 80)
        #expect(
            try reviewed("high_utilization: 90%", RiskCase(held: [8, 0], wanted: [.nan, 0])).warnings
                == [CheckReasons.marginImminent])
    }

    @Test func `what is added is scaled to the initial margin`() throws {
        let frame = try reviewed("max_utilization: 50%", RiskCase(held: [2, 0], wanted: [4, 4]))
        #expect(near(frame.weight[0], 3) && near(frame.weight[1], 2))
        #expect(frame.causes[0].reason == CheckReasons.marginLimit && near(frame.causes[0].observed, 80))
        let dear = try reviewed(
            "{ initial: { I1: 50%, default: 10% }, max_utilization: 100% }", RiskCase(wanted: [0, 4]))
        #expect(near(dear.weight[1], 2))
    }

    @Test func `additions fit the rates of the hours to come`() throws {
        let yaml = """
            { max_utilization: 100%, windows: [{ name: night, hours: "22:00-06:00", initial: 20%, maintenance: 10% }] }
            """
        let item = RiskCase(wanted: [8, 0])
        #expect(try reviewed(yaml, item, at: .hours(12)).weight[0] == 8)
        #expect(try reviewed(yaml, item, at: .hours(21) + .minutes(29)).weight[0] == 8)
        #expect(near(try reviewed(yaml, item, at: .hours(21) + .minutes(30)).weight[0], 5))
        #expect(near(try reviewed(yaml, item, at: .hours(23)).weight[0], 5))
        let late = yaml.replacing("{ max", with: "{ ahead: 0s, max")
        #expect(try reviewed(late, item, at: .hours(21) + .minutes(59)).weight[0] == 8)
        let local = yaml.replacing("{ max", with: "{ clock: calendar, max")
        #expect(near(try reviewed(local, item, at: .hours(28)).weight[0], 5))
    }

    @Test(arguments: [0, -5, Double.nan, .infinity, 1e300])
    func `an equity that is none adds nothing, and one below zero closes`(equity: Double) throws {
        let frame = try reviewed("", RiskCase(equity: equity, held: [0.1, 0], wanted: [0, 0.1]))
        #expect(frame.standing == .reduceOnly && frame.weight[0] == 0 && frame.weight[1].isNaN)
        let kept = try reviewed("", RiskCase(equity: equity, held: [0.1, 0], wanted: [.nan, .nan]))
        #expect(equity <= 0 ? kept.weight[0] == 0 : kept.weight[0].isNaN)
    }

    @Test(arguments: [
        "initial: 5", "maintenance: 11%", "{ initial: { I0: 3%, default: 10% } }", "max_utilization: 0%",
        #"windows: [{ name: x, hours: "9-10", initial: 20%, maintenance: 10% }]"#,
    ])
    func `settings have bounds and units, and maintenance is not above initial`(yaml: String) {
        #expect(MarginRiskCheck.Settings.issues(yaml).count == 1)
    }
}
