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

    @Test(arguments: [TradingCalendar.alwaysOpen, .newYork])
    func `many moments at once are dated as one by one`(calendar: TradingCalendar) throws {
        let start = try #require(Timestamp(iso8601: "2024-11-27T00:00:00Z"))
        let moments = (0..<1_000).map { start + .minutes(15 * $0) }
        var cursor = SessionCursor(calendar)
        var first = 0
        // Some pieces lie within a session, others hold several.
        for count in [1, 3, 40, 0, 2, 300, 7, 90, 557] {
            var dates = [CivilDate](repeating: .distantPast, count: count)
            moments[first..<first + count].withUnsafeBufferPointer { moments in
                dates.withUnsafeMutableBufferPointer { dates in
                    guard let from = moments.baseAddress, let to = dates.baseAddress else { return }
                    cursor.dates(of: from, count: count, into: to)
                }
            }
            #expect(dates == moments[first..<first + count].map { calendar.sessionDate(of: $0) }, "\(first)")
            first += count
        }
        #expect(first == moments.count)
    }
}
