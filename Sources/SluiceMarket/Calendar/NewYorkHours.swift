/// The hours of the New York Stock Exchange since 1990.
enum NewYorkHours {
    static let regular = SessionHours(open: 9 * 60 + 30, close: 16 * 60)

    /// The days of a year that differ from other weekdays: with shorter hours, or with none.
    static func exceptions(in year: Int) -> [(date: CivilDate, hours: SessionHours?)] {
        holidays(in: year).map { ($0, nil) } + shortDays(in: year)
            + unforeseen.filter { $0.date.year == year }
    }

    private static func closing(at hour: Int) -> SessionHours {
        SessionHours(open: regular.open, close: hour * 60)
    }

    private static func holidays(in year: Int) -> [CivilDate] {
        let newYear = CivilDate(validYear: year, month: 1, day: 1)
        let independence = CivilDate(validYear: year, month: 7, day: 4)
        let christmas = CivilDate(validYear: year, month: 12, day: 25)
        var days = [
            // Off a Saturday it would fall into the old year, where it is not kept.
            newYear.weekday == .saturday ? newYear : newYear.observed,
            .nth(3, .monday, of: 2, in: year),
            .easter(of: year).adding(days: -2),
            .nth(-1, .monday, of: 5, in: year),
            independence.observed,
            .nth(1, .monday, of: 9, in: year),
            .nth(4, .thursday, of: 11, in: year),
            christmas.observed,
        ]
        if year >= 1_998 { days.append(.nth(3, .monday, of: 1, in: year)) }
        if year >= 2_022 { days.append(CivilDate(validYear: year, month: 6, day: 19).observed) }
        return days
    }

    private static func shortDays(in year: Int) -> [(date: CivilDate, hours: SessionHours?)] {
        var days: [(date: CivilDate, hours: SessionHours?)] = []
        if year >= 1_992 {
            let afterThanksgiving = CivilDate.nth(4, .thursday, of: 11, in: year).adding(days: 1)
            days.append((afterThanksgiving, closing(at: year == 1_992 ? 14 : 13)))
        }
        let christmasEve = CivilDate(validYear: year, month: 12, day: 24)
        if christmasEve.weekday <= .thursday {
            days.append((christmasEve, closing(at: year <= 1_992 ? 14 : 13)))
        }
        let eve = CivilDate(validYear: year, month: 7, day: 3)
        if year >= 1_995, eve.weekday <= .thursday {
            // Between a Wednesday and a Friday it was the Friday that ended early, until 2012.
            let isFridayShort = eve.weekday == .wednesday && year <= 2_012
            days.append((isFridayShort ? eve.adding(days: 2) : eve, closing(at: 13)))
        }
        return days
    }

    /// What no rule foretells.
    private static let unforeseen: [(date: CivilDate, hours: SessionHours?)] = [
        // Days of mourning for Presidents Nixon, Reagan, Ford, George H. W. Bush and Carter.
        (CivilDate(validYear: 1_994, month: 4, day: 27), nil),
        (CivilDate(validYear: 2_004, month: 6, day: 11), nil),
        (CivilDate(validYear: 2_007, month: 1, day: 2), nil),
        (CivilDate(validYear: 2_018, month: 12, day: 5), nil),
        (CivilDate(validYear: 2_025, month: 1, day: 9), nil),
        // The attacks of 2001.
        (CivilDate(validYear: 2_001, month: 9, day: 11), nil),
        (CivilDate(validYear: 2_001, month: 9, day: 12), nil),
        (CivilDate(validYear: 2_001, month: 9, day: 13), nil),
        (CivilDate(validYear: 2_001, month: 9, day: 14), nil),
        // Hurricane Sandy.
        (CivilDate(validYear: 2_012, month: 10, day: 29), nil),
        (CivilDate(validYear: 2_012, month: 10, day: 30), nil),
        // Early closes around Christmas and the turn of the century.
        (CivilDate(validYear: 1_997, month: 12, day: 26), closing(at: 13)),
        (CivilDate(validYear: 1_999, month: 12, day: 31), closing(at: 13)),
        (CivilDate(validYear: 2_003, month: 12, day: 26), closing(at: 13)),
    ]
}

extension CivilDate {
    /// The weekday on which a holiday of this date is kept: the Friday before a Saturday, the Monday after a Sunday.
    fileprivate var observed: CivilDate {
        switch weekday {
        case .saturday: adding(days: -1)
        case .sunday: adding(days: 1)
        default: self
        }
    }
}
