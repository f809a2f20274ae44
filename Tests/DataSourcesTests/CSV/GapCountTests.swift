import SluiceMarket
import Testing

@testable import DataSources

@Suite struct GapCountTests {
    private func missing(
        _ earlier: String, _ later: String, _ interval: Span, _ calendar: TradingCalendar = .newYork
    ) throws -> Int {
        let gaps = GapCount(calendar: calendar, interval: interval)
        let (first, second) = (
            try #require(Timestamp(iso8601: earlier)), try #require(Timestamp(iso8601: later))
        )
        return gaps.missing(between: first.nanoseconds, and: second.nanoseconds)
    }

    @Test(arguments: [
        // Minutes of one session, and from one into the next over night and weekend.
        ("2024-01-02T14:31:00Z", "2024-01-02T14:32:00Z", Span.minutes(1), 0),
        ("2024-01-02T14:31:00Z", "2024-01-02T14:35:00Z", .minutes(1), 3),
        ("2024-01-02T21:00:00Z", "2024-01-03T14:31:00Z", .minutes(1), 0),
        ("2024-01-02T20:58:00Z", "2024-01-03T14:33:00Z", .minutes(1), 4),
        ("2024-01-05T21:00:00Z", "2024-01-08T14:31:00Z", .minutes(1), 0),
        ("2024-01-02T21:00:00Z", "2024-01-04T14:31:00Z", .minutes(1), 390),
        // Hours on the clock's grid, though the session's begins at half past.
        ("2024-01-02T15:00:00Z", "2024-01-02T16:00:00Z", .hours(1), 0),
        ("2024-01-02T15:00:00Z", "2024-01-02T18:00:00Z", .hours(1), 2),
        ("2024-01-02T21:00:00Z", "2024-01-03T15:00:00Z", .hours(1), 0),
        ("2024-01-02T20:30:00Z", "2024-01-02T21:00:00Z", .hours(1), 0),
        // Days: a holiday is none, a session is one.
        ("2024-01-12T21:00:00Z", "2024-01-16T21:00:00Z", .days(1), 0),
        ("2024-01-11T21:00:00Z", "2024-01-16T21:00:00Z", .days(1), 1),
        ("2024-01-03T05:00:00Z", "2024-01-04T05:00:00Z", .days(1), 0),
        ("2024-01-02T21:00:00Z", "2024-01-12T21:00:00Z", .days(2), 3),
        ("2024-01-02T21:00:00Z", "2024-01-02T21:00:00Z", .days(1), 0),
    ])
    func `bars that the calendar foresees are counted`(
        earlier: String, later: String, interval: Span, expected: Int
    ) throws {
        #expect(try missing(earlier, later, interval) == expected)
    }

    @Test(arguments: [(1, 0), (2, 1), (5, 4), (1_441, 1_440)])
    func `on 24/7 every interval has a bar`(minutes: Int, expected: Int) throws {
        let start = try #require(Timestamp(iso8601: "2024-01-06T00:00:00Z"))
        let later = (start + .minutes(minutes)).iso8601
        #expect(try missing(start.iso8601, later, .minutes(1), .alwaysOpen) == expected)
    }
}
