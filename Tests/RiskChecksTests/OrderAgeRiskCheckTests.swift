import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct OrderAgeRiskCheckTests {
    /// Reviews targets while an order of the first instrument has been open for a time.
    private func reviewed(_ yaml: String, _ age: Span) throws -> Reviewed {
        try RiskCase(
            held: [0.1, 0.1], wanted: [0.2, 0.05], pending: [0.05, 0], now: ManualClock.start + age
        ).review(OrderAgeRiskCheck.test(yaml, in: .risk(2)))
    }

    @Test func `an order that does not fill is said, and one overdue lets nothing be added beside it`() throws
    {
        #expect(try reviewed("", .seconds(300)).warnings.isEmpty)
        let old = try reviewed("", .seconds(301))
        #expect(old.warnings == [CheckReasons.orderUnfilled] && old.weight == [0.2, 0.05])
        #expect(old.warning.observed == 301_000 && old.warning.limit == 300_000)
        #expect(try reviewed("", .hours(23)).warnings == [CheckReasons.orderAgeImminent])
        #expect(try reviewed("urgent_at: 99%", .hours(23)).warnings == [CheckReasons.orderUnfilled])
        #expect(try reviewed("warn_after: 1h", .minutes(59)).warnings.isEmpty)
        let overdue = try reviewed("", .hours(24) + .seconds(1))
        #expect(overdue.weight[0].isNaN && overdue.weight[1] == 0.05 && overdue.openOrders == .keep)
        #expect(overdue.causes[0].reason == CheckReasons.orderOverdue)
        #expect(
            try reviewed("{ max_age: 10m, cancel_orders: true }", .minutes(11)).openOrders == .cancelAdding)
    }

    @Test func `an order of the future is overdue`() throws {
        #expect(try reviewed("", .seconds(-1)).weight[0].isNaN)
    }

    @Test(arguments: ["warn_after: 300", "max_age: 0s", "max_age: 1m", "urgent_at: 0%"])
    func `settings have bounds and units, and ages rise`(yaml: String) {
        #expect(OrderAgeRiskCheck.Settings.issues(yaml).count == 1)
    }
}
