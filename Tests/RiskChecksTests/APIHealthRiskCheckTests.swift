import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct APIHealthRiskCheckTests {
    private static let refused = FinishedOrder.End.rejected(Reason("refused"))

    /// Reviews a target of 10% in cycles of a minute, each after orders that ended so.
    private func frames(_ yaml: String, _ cycles: [[FinishedOrder.End]]) throws -> [Reviewed] {
        let check = try APIHealthRiskCheck.test(yaml)
        return try cycles.enumerated().map { number, ends in
            try RiskCase(wanted: [0.1, 0], now: ManualClock.start + .minutes(number), ends: ends).review(
                check)
        }
    }

    private static func ends(failures: Int, of count: Int) -> [FinishedOrder.End] {
        (0..<count).map { $0 % 3 == 0 && $0 / 3 < failures ? refused : .filled }
    }

    @Test func `from the rate on orders are held back for the cooldown`() throws {
        let got = try frames("", [Self.ends(failures: 2, of: 10), [], [], [], [], []])
        #expect(got[0].standing == .reduceOnly && got[0].weight[0].isNaN && got[0].weight[1] == 0)
        #expect(got[0].standingCause.reason == CheckReasons.errorRate && got[0].standingCause.observed == 20)
        #expect(got[0].pauses.whole?.end == ManualClock.start + .minutes(5))
        #expect(got[4].standing == .reduceOnly && got[5].standing == .open && got[5].weight[0] == 0.1)
        #expect(try frames("", [Self.ends(failures: 2, of: 9)])[0].standing == .open)
        #expect(try frames("minimum: 9", [Self.ends(failures: 2, of: 9)])[0].standing == .reduceOnly)
        #expect(try frames("max_error_rate: 21%", [Self.ends(failures: 2, of: 10)])[0].standing == .open)
        #expect(try frames("cooldown: 60s", [Self.ends(failures: 2, of: 10), []])[1].standing == .open)
    }

    @Test func `only the last orders count, and a near rate warns`() throws {
        let forgotten = Self.ends(failures: 2, of: 6) + Array(repeating: .filled, count: 10)
        #expect(try frames("window: 10", [forgotten])[0].standing == .open)
        let near = try frames("", [Self.ends(failures: 3, of: 20)])[0]
        #expect(near.standing == .open && near.warning.reason == CheckReasons.errorRateNear)
        let imminent = try frames("{ window: 100 }", [Self.ends(failures: 10, of: 53)])[0]
        #expect(imminent.warning.reason == CheckReasons.errorRateImminent)
        let quiet = try frames("{ warn_at: 80%, urgent_at: 95% }", [Self.ends(failures: 3, of: 20)])[0]
        #expect(quiet.warning.reason.isNone)
    }

    @Test func `failures in a row are an outage, until one order goes through`() throws {
        let three = [Self.refused, .lost, Self.refused]
        let got = try frames("", [three, [], [], [], [], [], [.filled], []])
        #expect(got[0].standing == .reduceOnly && got[0].standingCause.reason == CheckReasons.venueOutage)
        #expect(got[5].standing == .reduceOnly && got[6].standing == .open && got[7].standing == .open)
        #expect(try frames("max_failures: 4", [three])[0].standing == .open)
        let again = try frames("", [three, [], [], [], [], [], [], [Self.refused]])
        #expect(again[6].standing == .open && again[7].standing == .reduceOnly)
    }

    @Test func `an order in doubt is a failure once`() throws {
        let check = try APIHealthRiskCheck.test("max_failures: 2")
        for unknown in [1, 1, 1] {
            #expect(try RiskCase(wanted: [0.1, 0], unknown: unknown).review(check).standing == .open)
        }
        #expect(try RiskCase(wanted: [0.1, 0], unknown: 2).review(check).standing == .reduceOnly)
        check.resume()
        #expect(try RiskCase(wanted: [0.1, 0], unknown: 2).review(check).standing == .open)
    }

    @Test(arguments: [Double.nan, .infinity, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        let frame = try RiskCase(equity: equity, wanted: [0.1, 0]).review(APIHealthRiskCheck.test())
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test(arguments: [
        "max_error_rate: 20", "max_failures: 0", "minimum: 51", "window: 1", "cooldown: 0s", "warn_at: 95%",
    ])
    func `settings have bounds and units`(yaml: String) {
        #expect(APIHealthRiskCheck.Settings.issues(yaml).count == 1)
    }
}

extension FinishedOrder {
    /// An order of one unit that ended so.
    static func ended(_ end: End) -> FinishedOrder {
        let order = ApprovedOrder(
            id: OrderID(1), clientID: ClientOrderID(high: 0, low: 1),
            request: OrderRequest(instrument: 0, side: .buy, quantity: Amount(1)), time: ManualClock.start)
        return FinishedOrder(order: order, filled: .zero, end: end)
    }
}
