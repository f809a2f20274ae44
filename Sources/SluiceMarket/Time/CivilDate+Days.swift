// Days from dates and back after Howard Hinnant, "chrono-compatible low-level date algorithms": eras of 400
// years of 146,097 days, years that begin in March so that the leap day is their last.

extension CivilDate {
    /// Days since 1970-01-01, which is day 0.
    @inlinable
    public var daysSinceEpoch: Int {
        // 32 unsigned bits, since nothing here is negative and dividing them costs half.
        let month = UInt32(truncatingIfNeeded: packed >> 5) & 15
        let year = UInt32(truncatingIfNeeded: packed >> 9) &- (month <= 2 ? 1 : 0)
        let century = year / 100
        let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ UInt32(packed & 31)
        return Int(year &* 365 &+ year / 4 &- century &+ century / 4 &+ dayOfYear) - 719_469
    }

    /// Creates the day that is so many days after 1970-01-01, held within ``distantPast`` to ``distantFuture``.
    @inlinable
    public init(daysSinceEpoch days: Int) {
        let shifted = UInt32(truncatingIfNeeded: min(max(days, -719_162), 2_932_896) + 719_468)
        let era = shifted / 146_097
        let dayOfEra = shifted &- era &* 146_097
        let yearOfEra = (dayOfEra &- dayOfEra / 1_460 &+ dayOfEra / 36_524 &- dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
        let shiftedMonth = (5 &* dayOfYear &+ 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth &+ 3 : shiftedMonth &- 9
        let day = dayOfYear &- (153 &* shiftedMonth &+ 2) / 5 &+ 1
        let year = yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0)
        packed = Int32(truncatingIfNeeded: year << 9 | month << 5 | day)
    }

    /// The day so many days later, held within ``distantPast`` to ``distantFuture``.
    @inlinable
    public func adding(days: Int) -> CivilDate {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return CivilDate(daysSinceEpoch: overflow ? days : sum)
    }

    /// The day of the week.
    @inlinable
    public var weekday: Weekday { Weekday(daysSinceEpoch: daysSinceEpoch) }
}
