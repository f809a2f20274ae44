import SluiceMarket
import Testing

@Suite struct NewYorkSessionTests {
    private let calendar = TradingCalendar.newYork

    private func session(_ date: String) throws -> Session? {
        calendar.session(on: try #require(CivilDate(iso8601: date)))
    }

    private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

    @Test(arguments: [
        // New Year's Day off a Sunday; off a Saturday it is not kept.
        ("2023-01-02", false), ("2021-12-31", true), ("2022-01-03", true), ("2028-01-03", true),
        ("2024-01-01", false),
        // Martin Luther King's and Washington's birthdays.
        ("1997-01-20", true), ("1998-01-19", false), ("2024-01-15", false), ("2024-02-19", false),
        // Good Fridays, the earliest and the latest there are in the years.
        ("2008-03-21", false), ("2024-03-29", false), ("2038-04-23", false), ("2099-04-10", false),
        ("2024-04-01", true),
        ("2024-05-27", false), ("2021-06-18", true), ("2022-06-20", false), ("2027-06-18", false),
        ("2024-06-19", false),
        ("2020-07-03", false), ("2021-07-05", false), ("2024-07-04", false), ("2024-09-02", false),
        ("2024-11-28", false),
        ("2021-12-24", false), ("2022-12-26", false), ("2024-12-25", false), ("2024-12-26", true),
        // Election Day and Veterans Day are sessions.
        ("2024-11-05", true), ("2024-11-11", true), ("2024-02-29", true), ("2000-02-29", true),
        ("2100-03-01", true),
        // What no rule foretells.
        ("1994-04-27", false), ("2001-09-10", true), ("2001-09-11", false), ("2001-09-14", false),
        ("2001-09-17", true),
        ("2004-06-11", false), ("2007-01-02", false), ("2012-10-29", false), ("2012-10-30", false),
        ("2012-10-31", true),
        ("2018-12-05", false), ("2025-01-09", false),
        // Weekends, and years the calendar does not have.
        ("2024-01-06", false), ("2024-01-07", false), ("1989-12-29", false), ("1990-01-02", true),
        ("2100-12-31", true),
        ("2101-01-03", false), ("0001-01-01", false), ("9999-12-31", false),
    ])
    func `days with a session and days without`(date: String, hasSession: Bool) throws {
        #expect(try (session(date) != nil) == hasSession)
    }

    @Test(arguments: [
        ("2024-01-02", "14:30", "21:00"), ("2024-07-02", "13:30", "20:00"), ("2024-07-03", "13:30", "17:00"),
        ("2013-07-03", "13:30", "17:00"), ("2012-07-03", "13:30", "17:00"), ("2002-07-03", "13:30", "20:00"),
        ("2002-07-05", "13:30", "17:00"), ("1996-07-05", "13:30", "17:00"), ("1991-07-05", "13:30", "20:00"),
        ("2026-07-02", "13:30", "20:00"), ("2024-11-29", "14:30", "18:00"), ("1992-11-27", "14:30", "19:00"),
        ("1991-11-29", "14:30", "21:00"), ("2024-12-24", "14:30", "18:00"), ("1990-12-24", "14:30", "19:00"),
        ("2003-12-26", "14:30", "18:00"), ("1999-12-31", "14:30", "18:00"), ("1997-12-26", "14:30", "18:00"),
        ("2008-12-26", "14:30", "21:00"), ("2024-03-08", "14:30", "21:00"), ("2024-03-11", "13:30", "20:00"),
        ("2024-11-01", "13:30", "20:00"), ("2024-11-04", "14:30", "21:00"), ("2006-04-03", "13:30", "20:00"),
        ("2007-03-12", "13:30", "20:00"), ("2100-07-02", "13:30", "20:00"),
    ])
    func `hours in UTC`(date: String, open: String, close: String) throws {
        let session = try #require(try session(date))
        #expect(session.date.iso8601 == date)
        #expect(session.open.iso8601 == "\(date)T\(open):00Z")
        #expect(session.close.iso8601 == "\(date)T\(close):00Z")
    }

    @Test(arguments: [
        (1_990, 253), (2_001, 248), (2_012, 250), (2_018, 251), (2_024, 252), (2_025, 250), (2_026, 251),
    ])
    func `sessions of a year`(year: Int, count: Int) throws {
        var date = try #require(CivilDate(year: year, month: 1, day: 1))
        var sessions = 0
        while date.year == year {
            if calendar.session(on: date) != nil { sessions += 1 }
            date = date.adding(days: 1)
        }
        #expect(sessions == count)
    }

    @Test(arguments: [
        // Moment, whether open, the date it is accounted to, the next session's and the one before's.
        ("2024-07-03T13:29:59.999999999Z", false, "2024-07-03", "2024-07-03", "2024-07-02"),
        ("2024-07-03T13:30:00Z", true, "2024-07-03", "2024-07-05", "2024-07-02"),
        ("2024-07-03T16:59:59.999999999Z", true, "2024-07-03", "2024-07-05", "2024-07-02"),
        ("2024-07-03T17:00:00Z", false, "2024-07-03", "2024-07-05", "2024-07-03"),
        ("2024-07-03T17:00:00.000000001Z", false, "2024-07-05", "2024-07-05", "2024-07-03"),
        ("2024-07-04T15:00:00Z", false, "2024-07-05", "2024-07-05", "2024-07-03"),
        ("2024-07-06T00:00:00Z", false, "2024-07-08", "2024-07-08", "2024-07-05"),
        ("2001-09-12T15:00:00Z", false, "2001-09-17", "2001-09-17", "2001-09-10"),
    ])
    func `moments around sessions`(
        text: String, isOpen: Bool, date: String, next: String, previous: String
    ) throws {
        let moment = try moment(text)
        #expect(calendar.isOpen(at: moment) == isOpen)
        #expect((calendar.session(containing: moment) != nil) == isOpen)
        #expect(calendar.sessionDate(of: moment).iso8601 == date)
        #expect(calendar.nextSession(after: moment)?.date.iso8601 == next)
        #expect(calendar.previousSession(before: moment)?.date.iso8601 == previous)
    }

    @Test func `sessions follow one another both ways`() throws {
        var forward: [Session] = []
        var moment = Timestamp.distantPast
        while let session = calendar.nextSession(after: moment) {
            forward.append(session)
            moment = session.open
        }
        var backward: [Session] = []
        moment = .distantFuture
        while let session = calendar.previousSession(before: moment) {
            backward.append(session)
            moment = session.open
        }
        #expect(forward.count == 27_895)
        #expect(forward == backward.reversed())
        #expect(forward.allSatisfy { $0.length == .minutes(390) || $0.length <= .minutes(270) })
    }

    @Test func `nothing lies outside the calendar's years`() {
        for moment in [Timestamp.distantPast, .distantFuture] {
            #expect(!calendar.isOpen(at: moment))
            #expect(calendar.session(containing: moment) == nil)
        }
        #expect(calendar.previousSession(before: .distantPast) == nil)
        #expect(calendar.nextSession(after: .distantFuture) == nil)
        #expect(calendar.nextSession(after: .distantPast)?.date.iso8601 == "1990-01-02")
        #expect(calendar.previousSession(before: .distantFuture)?.date.iso8601 == "2100-12-31")
        #expect(calendar.sessionDate(of: .distantFuture).iso8601 == "2262-04-11")
    }

    @Test func `calendars go by their names`() {
        #expect(TradingCalendar.names.compactMap { TradingCalendar.named($0)?.name } == ["24/7", "XNYS"])
        #expect(TradingCalendar.named("xnys") == nil)
        #expect(calendar != .alwaysOpen)
        #expect(calendar.zone.offset(at: 0) == -18_000)
    }
}
