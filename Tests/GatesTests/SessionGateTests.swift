import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct SessionGateTests {
    private func word(_ yaml: String, _ time: String) throws -> Left {
        try SessionGate.test(yaml).left(of: [1], in: .one(), at: .test(time))[0]
    }

    @Test(arguments: [
        ("14:29:59", "market_closed"), ("14:30:00", "open_blackout"), ("14:32:59", "open_blackout"),
        ("14:33:00", ""), ("16:59:59", ""), ("17:00:00", "lunch"), ("17:59:59", "lunch"), ("18:00:00", ""),
        ("20:57:59", ""), ("20:58:00", "close_blackout"), ("20:59:59", "close_blackout"),
        ("21:00:00", "market_closed"),
    ])
    func `the day of New York in winter`(time: String, reason: String) throws {
        #expect(try word("", "2024-01-02T\(time)Z").reason == reason)
    }

    @Test func `the market's clocks count, in summer too`() throws {
        #expect(try word("", "2024-07-02T16:30:00Z").reason == "lunch")
        #expect(try word("", "2024-07-02T17:30:00Z").passes)
        // The day before Independence Day ends at 13:00.
        #expect(try word("allow_lunch: true", "2024-07-03T16:59:00Z").reason == "close_blackout")
    }

    @Test func `the two ends say how near`() throws {
        let open = try word("", "2024-01-02T14:31:00Z")
        #expect(open.observed == 60_000 && open.limit == 180_000)
        let close = try word("close_blackout: 5m", "2024-01-02T20:56:00Z")
        #expect(close.observed == 240_000 && close.limit == 300_000)
        #expect(try word("open_blackout: 0s", "2024-01-02T14:30:00Z").passes)
    }

    @Test func `a window says how long it has been on, over midnight too`() throws {
        let lunch = try word("", "2024-01-02T17:15:00Z")
        #expect(lunch.observed == 900_000 && lunch.limit == 3_600_000)
        let late = try word("blackouts: [23:00-10:00]", "2024-01-02T14:45:00Z")
        #expect(late.reason == "time_blackout" && late.observed == 38_700_000 && late.limit == 39_600_000)
    }

    @Test func `lunch may be worked through, or be at another time`() throws {
        #expect(try word("allow_lunch: true", "2024-01-02T17:30:00Z").passes)
        #expect(try word("lunch: 11:00-11:30", "2024-01-02T16:15:00Z").reason == "lunch")
        #expect(try word("lunch: 11:00-11:30", "2024-01-02T17:30:00Z").passes)
    }

    @Test func `windows let through, blackouts do not`() throws {
        let windows = "windows: [09:45-11:00, 14:00-15:30]"
        #expect(try word(windows, "2024-01-02T15:00:00Z").passes)
        #expect(try word(windows, "2024-01-02T16:00:00Z").reason == "outside_windows")
        #expect(try word("blackouts: [10:00-10:05]", "2024-01-02T15:04:59Z").reason == "time_blackout")
        #expect(try word("blackouts: [10:00-10:05]", "2024-01-02T15:05:00Z").passes)
    }

    @Test func `sizes shrink by the time of day`() throws {
        let scales = "scales: { 09:30-10:00: 50%, 09:30-09:45: 20%, default: 80% }"
        #expect(try word(scales, "2024-01-02T14:40:00Z").scale == 0.2)
        let half = try word(scales, "2024-01-02T14:50:00Z")
        #expect(half.scale == 0.5 && half.reason == "time_scaled" && half.observed == 50)
        #expect(try word(scales, "2024-01-02T15:30:00Z").scale == 0.8)
        #expect(try word("scales: { 09:30-10:00: 0%, default: 100% }", "2024-01-02T14:50:00Z").scale == 0)
    }

    @Test(arguments: [
        "open_blackout: 2d", "lunch: noon", "windows: [9-10]", "scales: { morning: 50%, default: 100% }",
        "scales: 101%", "windows: [25:00-26:00]",
    ])
    func `settings have bounds`(yaml: String) { #expect(!SessionGate.issues(yaml).isEmpty) }

    @Test func `cycles of a day have no time of day`() {
        #expect(!SessionGate.issues("", in: .test(every: .days(1))).isEmpty)
        #expect(SessionGate.issues("", in: .test(every: .minutes(5))).isEmpty)
    }
}
