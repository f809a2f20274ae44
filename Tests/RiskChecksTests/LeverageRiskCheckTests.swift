import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct LeverageRiskCheckTests {
    private static let caps = """
        { max_leverage: { I1: 3, default: 5 }, windows: [{ hours: "20:00-13:00", max_leverage: 2 }] }
        """

    private func reviewed(_ yaml: String, _ item: RiskCase, at hour: Int = 15) throws -> Reviewed {
        var item = item
        // Hours of New York, which in winter is five behind UTC.
        item.now = ManualClock.start.midnight + .hours(hour + 5)
        return try item.review(LeverageRiskCheck.test(yaml, in: .risk(item.held.count)))
    }

    @Test func `by day the usual caps hold, at night the window's`() throws {
        let item = RiskCase(wanted: [6, -4])
        let day = try reviewed(Self.caps, item)
        #expect(day.weight == [5, -3] && day.causes[1].reason == CheckReasons.leverageLimit)
        #expect(day.causes[1].observed == 4 && day.causes[1].limit == 3)
        #expect(try reviewed(Self.caps, item, at: 21).weight == [2, -2])
        #expect(try reviewed(Self.caps, item, at: 13).weight == [5, -3])
        #expect(try reviewed(Self.caps, item, at: 12).weight == [2, -2])
    }

    @Test func `a holding above a lower cap is not sold, and may be reduced`() throws {
        let item = RiskCase(held: [4, 2.5], wanted: [4.5, 2.2])
        let night = try reviewed(Self.caps, item, at: 21)
        #expect(night.weight[0].isNaN && night.weight[1] == 2.2)
    }

    @Test func `the book has a cap of its own`() throws {
        let frame = try reviewed("{ max_leverage: 5, max_book: 4 }", RiskCase(wanted: [3, 5]))
        #expect(near(frame.weight[0], 1.5) && near(frame.weight[1], 2.5))
        #expect(frame.causes[0].reason == CheckReasons.bookLeverage)
        let window = """
            { max_leverage: 5, windows: [{ hours: "14:00-16:00", max_leverage: 5, max_book: 2 }] }
            """
        #expect(near(try reviewed(window, RiskCase(wanted: [3, 5])).weight[0], 0.75))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 0, -5])
    func `an equity that is unknown or not positive refuses new risk`(equity: Double) throws {
        let frame = try reviewed("", RiskCase(equity: equity, wanted: [0.1, 0]))
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test func `names are instruments of the pipeline`() throws {
        for yaml in [
            "max_leverage: { XXX: 2, default: 1 }",
            #"windows: [{ hours: "20:00-13:00", max_leverage: { XXX: 0.5, default: 0.5 } }]"#,
        ] {
            #expect(
                LeverageRiskCheck.issues(yaml).map(\.message) == [
                    "'max_leverage' names 'XXX', which is no instrument of the pipeline"
                ])
        }
    }

    /// Not as the ancestor, which took a day cap above the usual one and let it have no effect.
    @Test(arguments: [
        "max_leverage: -1", "max_book: 1001", #"windows: [{ hours: "9-10", max_leverage: 1 }]"#,
        #"{ max_leverage: 5, windows: [{ hours: "13:00-20:00", max_leverage: 10 }] }"#,
        #"windows: [{ hours: "13:00-20:00" }]"#,
    ])
    func `settings have bounds, and a window's cap has an effect`(yaml: String) {
        #expect(LeverageRiskCheck.Settings.issues(yaml).count == 1)
    }
}

extension Timestamp {
    /// The beginning of its day in UTC.
    fileprivate var midnight: Timestamp { Timestamp(seconds: seconds - seconds % 86_400) }
}
