extension Zone {
    /// New York by the laws of the United States since 1967, without a file; standard time throughout before.
    ///
    /// Uniform Time Act of 1966, its amendments of 1986 and 2005, and the winters of the oil crisis, 1974
    /// and 1975, in which summer time began in January and February.
    public static let newYork = Zone(
        changes: newYorkChanges,
        first: -18_000,
        rule: newYorkRule(begins: .weekday(0, week: 2, month: 3), ends: .weekday(0, week: 1, month: 11))
    )

    /// Spring and autumn in turn, from 1967 to 2006; the rule of 2007 follows.
    private static let newYorkChanges: [Change] = (1_967...2_006).flatMap { year in
        let begins: ZoneRuleDay.Day =
            switch year {
            case 1_974: .weekday(0, week: 1, month: 1)
            case 1_975: .weekday(0, week: 4, month: 2)
            case ...1_986: .weekday(0, week: 5, month: 4)
            default: .weekday(0, week: 1, month: 4)
            }
        return newYorkRule(begins: begins, ends: .weekday(0, week: 5, month: 10)).changes(in: year)
    }

    private static func newYorkRule(begins: ZoneRuleDay.Day, ends: ZoneRuleDay.Day) -> ZoneRule {
        ZoneRule(
            standard: -18_000,
            summer: .init(offset: -14_400, begins: ZoneRuleDay(day: begins), ends: ZoneRuleDay(day: ends))
        )
    }
}
