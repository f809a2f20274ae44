import SluiceMarket
import Testing

@Suite struct CivilDateTests {
    @Test(arguments: [
        ("1970-01-01", 0, Weekday.thursday), ("1969-12-31", -1, .wednesday), ("2000-02-29", 11_016, .tuesday),
        ("1900-03-01", -25_508, .thursday), ("2100-02-28", 47_540, .sunday), ("2100-03-01", 47_541, .monday),
        ("0001-01-01", -719_162, .monday), ("9999-12-31", 2_932_896, .friday),
        ("2024-12-31", 20_088, .tuesday),
    ])
    func `days since 1970 and weekdays`(text: String, days: Int, weekday: Weekday) throws {
        let date = try #require(CivilDate(iso8601: text))
        #expect(date.daysSinceEpoch == days)
        #expect(CivilDate(daysSinceEpoch: days) == date)
        #expect(date.weekday == weekday)
        #expect(date.iso8601 == text)
    }

    @Test func `every day from 1600 to 2400 follows the one before`() {
        var previous = CivilDate(daysSinceEpoch: -135_141)
        var weekday = previous.weekday.rawValue
        for days in -135_140...157_419 {
            let date = CivilDate(daysSinceEpoch: days)
            weekday = weekday % 7 + 1
            guard date > previous, date.daysSinceEpoch == days, date.weekday.rawValue == weekday,
                CivilDate(year: date.year, month: date.month, day: date.day) == date
            else {
                Issue.record("\(days) is \(date)")
                return
            }
            previous = date
        }
    }

    @Test(arguments: [
        (1_900, 2, 29), (2_100, 2, 29), (2_023, 2, 29), (2_024, 2, 30), (2_024, 4, 31), (2_024, 13, 1),
        (2_024, 0, 1), (2_024, 1, 0), (0, 1, 1), (10_000, 1, 1), (.max, 1, 1), (2_024, .max, 1),
        (2_024, 1, .max),
        (2_024, .min, .min),
    ])
    func `no such day is nil`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test(arguments: [
        "", "2024", "2024-1-02", "2024-01-2", "2024-01-02 ", " 2024-01-02", "2024/01/02", "20240102",
        "2024-02-30",
        "2024-01-02T00:00:00Z", "+2024-01-02", "２０２４-01-02",
    ])
    func `other texts are no dates`(text: String) {
        #expect(CivilDate(iso8601: text) == nil)
    }

    @Test func `adding days stops at the ends`() {
        let date = CivilDate(daysSinceEpoch: 0)
        #expect(date.adding(days: -1).iso8601 == "1969-12-31")
        #expect(date.adding(days: .max) == .distantFuture)
        #expect(date.adding(days: .min) == .distantPast)
        #expect(CivilDate.distantPast.adding(days: .min) == .distantPast)
        #expect(CivilDate(daysSinceEpoch: .max) == .distantFuture)
        #expect(CivilDate(daysSinceEpoch: .min) == .distantPast)
    }
}
