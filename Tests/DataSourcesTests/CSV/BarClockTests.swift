import SluiceMarket
import Testing

@testable import DataSources

@Suite struct BarClockTests {
    private func end(
        _ moment: String, interval: Span, stamp: BarStamp = .start, calendar: TradingCalendar = .newYork
    ) throws -> String {
        var clock = BarClock(calendar: calendar, interval: interval, stamp: stamp)
        let moment = try #require(Timestamp(iso8601: moment))
        let end = clock.end(of: moment.nanoseconds)
        // Asked again, the session is known.
        #expect(clock.end(of: moment.nanoseconds) == end)
        return end == BarClock.outside ? "outside" : Timestamp(nanoseconds: end).iso8601
    }

    // 2 January 2024 is a Tuesday; XNYS trades from 14:30 to 21:00 UTC.
    @Test(arguments: [
        ("2024-01-02T14:30:00Z", Span.minutes(1), "2024-01-02T14:31:00Z"),
        ("2024-01-02T20:59:00Z", .minutes(1), "2024-01-02T21:00:00Z"),
        ("2024-01-02T21:00:00Z", .minutes(1), "outside"), ("2024-01-02T14:29:00Z", .minutes(1), "outside"),
        ("2024-01-06T15:00:00Z", .minutes(1), "outside"),
        ("2024-01-02T20:30:00Z", .hours(1), "2024-01-02T21:00:00Z"),
        ("2024-01-02T14:00:00Z", .hours(1), "2024-01-02T15:00:00Z"),
        ("2024-01-02T20:00:00Z", .hours(1), "2024-01-02T21:00:00Z"),
        // A bar that is not on the session's grid and goes on after the close may hold later trades.
        ("2024-01-02T20:00:00Z", .hours(4), "outside"),
        ("2024-01-02T18:30:00Z", .hours(4), "2024-01-02T21:00:00Z"),
        // An early close, at 18:00 UTC.
        ("2024-11-29T17:59:00Z", .minutes(1), "2024-11-29T18:00:00Z"),
        ("2024-11-29T18:00:00Z", .minutes(1), "outside"),
    ])
    func `a bar within a session ends an interval after its start`(
        start: String, interval: Span, expected: String
    ) throws {
        #expect(try end(start, interval: interval) == expected)
    }

    @Test(arguments: [
        ("2024-01-02T14:30:00Z", "outside"), ("2024-01-02T14:31:00Z", "2024-01-02T14:31:00Z"),
        ("2024-01-02T21:00:00Z", "2024-01-02T21:00:00Z"), ("2024-01-02T21:01:00Z", "outside"),
    ])
    func `a stamp at the end is the end`(moment: String, expected: String) throws {
        #expect(try end(moment, interval: .minutes(1), stamp: .end) == expected)
    }

    @Test(arguments: [
        // Midnight in New York, midnight in UTC, and the open.
        ("2024-01-02T05:00:00Z", 1, "2024-01-02T21:00:00Z"),
        ("2024-01-02T00:00:00Z", 1, "2024-01-02T21:00:00Z"),
        ("2024-01-02T14:30:00Z", 1, "2024-01-02T21:00:00Z"),
        ("2024-07-03T04:00:00Z", 1, "2024-07-03T17:00:00Z"),
        ("2024-01-05T21:00:00Z", 1, "2024-01-08T21:00:00Z"),
        ("2024-01-02T05:00:00Z", 2, "2024-01-03T21:00:00Z"),
        // What began within a session is not over at its close.
        ("2024-01-02T15:00:00Z", 1, "2024-01-03T15:00:00Z"),
    ])
    func `a bar of days that begins outside a session ends with the one that follows`(
        start: String, days: Int, expected: String
    ) throws {
        #expect(try end(start, interval: .days(days)) == expected)
    }

    @Test func `a stamp at the end of a day is never moved back`() throws {
        #expect(try end("2024-01-03T05:00:00Z", interval: .days(1), stamp: .end) == "2024-01-03T05:00:00Z")
    }

    @Test(arguments: [Span.minutes(1), .hours(7), .days(1), .days(7)])
    func `on 24/7 a bar ends an interval after its start`(interval: Span) throws {
        let start = try #require(Timestamp(iso8601: "2024-01-06T21:15:00Z"))
        #expect(
            try end(start.iso8601, interval: interval, calendar: .alwaysOpen) == (start + interval).iso8601)
    }

    @Test func `the calendar's years have an end`() throws {
        var clock = BarClock(calendar: .newYork, interval: .days(1), stamp: .start)
        let late = try #require(Timestamp(iso8601: "2150-01-01T00:00:00Z"))
        #expect(clock.end(of: late.nanoseconds) == BarClock.malformed)
    }
}
