import SluiceMarket
import Testing

@testable import DataSources

@Suite struct BarStretchTests {
    @Test(arguments: [
        ("2024-01-02T00:00:00Z", Span.minutes(78), "2024-01-02T15:48:00Z", 0.2, 0.0, 0.2),
        ("2024-01-02T15:48:00Z", .minutes(78), "2024-01-02T17:06:00Z", 0.2, 0.2, 0.4),
        // The rest of a session is a short bar.
        ("2024-01-02T20:30:00Z", .hours(1), "2024-01-02T21:00:00Z", 1.0 / 13, 12.0 / 13, 1),
        // A session of 210 minutes.
        ("2024-07-03T13:30:00Z", .minutes(21), "2024-07-03T13:51:00Z", 21.0 / 390, 0, 0.1),
        ("2024-01-02T21:00:00Z", .days(1), "2024-01-03T21:00:00Z", 1, 0, 1),
        ("2024-01-02T21:00:00Z", .hours(7), "2024-01-03T21:00:00Z", 1, 0, 1),
    ])
    func `a bar is a part of its session`(
        after: String, every: Span, end: String, sessions: Double, from: Double, upTo: Double
    ) throws {
        let moment = try #require(Timestamp(iso8601: after))
        let bar = try #require(BarStretch(after: moment, every: every, calendar: .newYork))
        #expect(bar.end.iso8601 == end)
        #expect(abs(bar.sessions - sessions) < 1e-12)
        #expect(abs(bar.parts.lowerBound - from) < 1e-12 && abs(bar.parts.upperBound - upTo) < 1e-12)
    }

    @Test func `on 24/7 a session is a day`() throws {
        let moment = try #require(Timestamp(iso8601: "2024-01-06T05:30:00Z"))
        let bar = try #require(BarStretch(after: moment, every: .hours(6), calendar: .alwaysOpen))
        #expect(bar.end.iso8601 == "2024-01-06T06:00:00Z")
        #expect(bar.sessions == 0.25)
        #expect(bar.parts == 0...1)
    }

    @Test func `after the calendar's last year there is none`() throws {
        let moment = try #require(Timestamp(iso8601: "2101-01-01T00:00:00Z"))
        #expect(BarStretch(after: moment, every: .minutes(1), calendar: .newYork) == nil)
    }
}
