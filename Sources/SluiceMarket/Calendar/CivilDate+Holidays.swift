extension CivilDate {
    /// Western Easter Sunday of a year from 1583 on; 2024 has it on 31 March.
    ///
    /// The anonymous Gregorian computus, as in Meeus, "Astronomical Algorithms", chapter 8.
    static func easter(of year: Int) -> CivilDate {
        let lunarYear = year % 19
        let century = year / 100
        let epact =
            (19 * lunarYear + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30
        let weekdayShift = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 4) % 7
        let correction = (lunarYear + 11 * epact + 22 * weekdayShift) / 451
        let days = epact + weekdayShift - 7 * correction + 114
        return CivilDate(validYear: year, month: days / 31, day: days % 31 + 1)
    }

    /// The n-th weekday of a month; negative counts from its end.
    static func nth(_ number: Int, _ weekday: Weekday, of month: Int, in year: Int) -> CivilDate {
        let length = CivilDate.days(inMonth: month, of: year)
        let anchor = CivilDate(validYear: year, month: month, day: number > 0 ? 1 : length - 6)
        let until = (weekday.rawValue - anchor.weekday.rawValue + 7) % 7
        return anchor.adding(days: until + 7 * (number > 0 ? number - 1 : number + 1))
    }
}
