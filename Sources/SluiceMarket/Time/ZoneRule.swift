/// A law of daylight saving that repeats each year: the footer of a TZif file, as POSIX writes it.
struct ZoneRule: Sendable {
    /// Winter's offset, in seconds east of UTC.
    var standard: Int32
    /// Nil when clocks do not change.
    var summer: Summer?

    struct Summer: Sendable {
        /// Summer's offset, in seconds east of UTC.
        var offset: Int32
        var begins: ZoneRuleDay
        var ends: ZoneRuleDay
    }

    /// The changes of a year, the earlier first; none when clocks do not change.
    func changes(in year: Int) -> [Zone.Change] {
        guard let summer else { return [] }
        let begin = summer.begins.localSeconds(in: year) - Int64(standard)
        let end = summer.ends.localSeconds(in: year) - Int64(summer.offset)
        return [min(begin, end), max(begin, end)].map { Zone.Change(moment: $0, offset: offset(at: $0)) }
    }

    /// What clocks add to UTC at a moment in seconds since 1970, in seconds.
    func offset(at seconds: Int64) -> Int32 {
        guard let summer else { return standard }
        let year = CivilDate(secondsSinceEpoch: seconds.addingSaturated(Int64(standard))).year
        let begin = summer.begins.localSeconds(in: year) - Int64(standard)
        let end = summer.ends.localSeconds(in: year) - Int64(summer.offset)
        // South of the equator summer is what the two do not enclose.
        let isSummer = begin < end ? begin <= seconds && seconds < end : seconds < end || begin <= seconds
        return isSummer ? summer.offset : standard
    }
}

/// The local moment of each year at which a rule changes clocks.
struct ZoneRuleDay: Sendable {
    enum Day: Sendable {
        /// The n-th weekday of a month, Sunday being 0; the fifth means the last.
        case weekday(Int, week: Int, month: Int)
        /// The day of the year from 1, never counting a 29th of February.
        case ordinal(Int)
        /// The day of the year from 0, counting a 29th of February.
        case offset(Int)
    }

    var day: Day
    /// Seconds after that day began; negative, or beyond a day, where the law is written so.
    var secondOfDay: Int32 = 7_200

    /// The moment in a year, in seconds since 1970 by the clocks it changes.
    func localSeconds(in year: Int) -> Int64 {
        Int64(dayNumber(in: year)) * 86_400 + Int64(secondOfDay)
    }

    private func dayNumber(in year: Int) -> Int {
        let firstOfYear = CivilDate(validYear: year, month: 1, day: 1).daysSinceEpoch
        switch day {
        case .weekday(let weekday, let week, let month):
            let first = CivilDate(validYear: year, month: month, day: 1).daysSinceEpoch
            let untilWeekday = (weekday - Weekday(daysSinceEpoch: first).rawValue % 7 + 7) % 7
            let day = untilWeekday + (week - 1) * 7
            return first + (day < CivilDate.days(inMonth: month, of: year) ? day : day - 7)
        case .ordinal(let number):
            return firstOfYear + number - (CivilDate.isLeap(year) && number >= 60 ? 0 : 1)
        case .offset(let number):
            return firstOfYear + number
        }
    }
}
