import SluiceMarket
import Testing

@Suite struct SessionCursorTests {
    @Test(arguments: [TradingCalendar.alwaysOpen, .newYork])
    func `a cursor says of every moment what the calendar says, forwards and backwards`(
        calendar: TradingCalendar
    ) throws {
        let start = try #require(Timestamp(iso8601: "2024-11-25T00:00:00Z"))
        var cursor = SessionCursor(calendar)
        // Thanksgiving, a short session, a weekend; steps that meet midnight, the open and the closes.
        let moments = (0..<2_000).map { start + .minutes(15 * $0) }
        let around = moments.flatMap { [$0 - .nanoseconds(1), $0, $0 + .nanoseconds(1)] }
        for moment in around + around.reversed() {
            #expect(cursor.date(of: moment) == calendar.sessionDate(of: moment), "\(moment.iso8601)")
        }
    }
}
