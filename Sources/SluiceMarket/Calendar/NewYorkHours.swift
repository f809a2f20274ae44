/// The hours of the New York Stock Exchange by date, from 1990 on.
enum NewYorkHours {
    /// What a date's session is; nil on weekends and holidays.
    static func hours(on date: CivilDate, _ weekday: Weekday) -> SessionHours? {
        guard weekday != .saturday, weekday != .sunday, !isHoliday(date, weekday) else { return nil }
        return SessionHours(open: 9 * 60 + 30, close: closingHour(on: date, weekday) * 60)
    }

    /// Closings that no rule foretells: Nixon's, Reagan's, Ford's, Bush's and Carter's days of mourning, the
    /// attacks of September 2001, hurricane Sandy.
    private static let closures: Set<CivilDate> = dates([
        (1_994, 4, 27), (2_001, 9, 11), (2_001, 9, 12), (2_001, 9, 13), (2_001, 9, 14), (2_004, 6, 11),
        (2_007, 1, 2), (2_012, 10, 29), (2_012, 10, 30), (2_018, 12, 5), (2_025, 1, 9),
    ])

    /// Days that ended at 13:00 though no rule says so.
    private static let shortDays: Set<CivilDate> = dates([(1_997, 12, 26), (1_999, 12, 31), (2_003, 12, 26)])

    private static func dates(_ days: [(year: Int, month: Int, day: Int)]) -> Set<CivilDate> {
        Set(days.map { CivilDate(validYear: $0.year, month: $0.month, day: $0.day) })
    }

    /// Whether a weekday has no session.
    private static func isHoliday(_ date: CivilDate, _ weekday: Weekday) -> Bool {
        let (year, month, day) = (date.year, date.month, date.day)
        let week = (day + 6) / 7
        let isRule =
            switch month {
            // New Year's Day moves off a Sunday, but off a Saturday it would fall into the old year.
            case 1:
                day == 1 || (day == 2 && weekday == .monday)
                    || (weekday == .monday && week == 3 && year >= 1_998)
            case 2: weekday == .monday && week == 3
            case 3, 4: date == CivilDate.easter(of: year).adding(days: -2)
            case 5: weekday == .monday && day > 24
            case 6: year >= 2_022 && isObserved(19, on: day, weekday)
            case 7: isObserved(4, on: day, weekday)
            case 9: weekday == .monday && week == 1
            case 11: weekday == .thursday && week == 4
            case 12: isObserved(25, on: day, weekday)
            default: false
            }
        return isRule || closures.contains(date)
    }

    /// Whether a holiday of fixed date is kept on a weekday: on itself, on the Friday before a Saturday, or on the
    /// Monday after a Sunday.
    private static func isObserved(_ holiday: Int, on day: Int, _ weekday: Weekday) -> Bool {
        switch weekday {
        case .friday: day == holiday || day == holiday - 1
        case .monday: day == holiday || day == holiday + 1
        default: day == holiday
        }
    }

    /// The hour at which a session ends: 16, or before and after some holidays 13 and once 14.
    private static func closingHour(on date: CivilDate, _ weekday: Weekday) -> Int {
        let (year, month, day) = (date.year, date.month, date.day)
        switch (month, day) {
        // The eve of Independence Day, but a Wednesday's only since 2013; until then the Friday after instead.
        case (7, 3) where year >= 1_995 && (weekday != .wednesday || year >= 2_013): return 13
        case (7, 5) where 1_995...2_012 ~= year && weekday == .friday: return 13
        // The day after Thanksgiving, which is the fourth Thursday.
        case (11, 23...29) where weekday == .friday && year >= 1_992: return year == 1_992 ? 14 : 13
        case (12, 24): return year <= 1_992 ? 14 : 13
        default: return shortDays.contains(date) ? 13 : 16
        }
    }
}
