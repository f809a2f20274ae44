/// How many days a year of interest has.
///
/// interest = principal x yearly rate x time / year, not compounded (ISDA 2006 Definitions, 4.16(d) and (e)). Money in
/// dollars and euros, and what is lent in shares, counts 360 days; sterling and most crypto venues count 365. Worked
/// number: 10,000 at 3% for a day are 0.833333333333 of 360 days and 0.821917808219 of 365.
public enum DayCount: String, Sendable, CaseIterable {
    /// 360 days.
    case actual360 = "actual_360"
    /// 365 days, in leap years too.
    case actual365 = "actual_365"

    /// The days of a year.
    public var days: Int { self == .actual360 ? 360 : 365 }

    /// What a principal accrues over a time, rounded half even; below zero for one factor below zero.
    /// - Throws: `AmountOverflow` for interest that no amount can hold.
    public func interest(
        on principal: Amount, yearly rate: Amount, over time: Span
    ) throws(AmountOverflow) -> Amount {
        let yearly = try principal.multiplied(by: rate, rounding: .halfEven)
        return try Amount.ratio(
            yearly.units, Int128(time.nanoseconds), Int128(Span.days(days).nanoseconds), .halfEven)
    }
}
