/// A day of the proleptic Gregorian calendar, without a time or a zone, from year 1 to year 9999.
@frozen
public struct CivilDate: Hashable, Sendable {
    /// Year, month and day packed so that the order of the numbers is the order of the days.
    @usableFromInline
    let packed: Int32

    @inlinable
    init(validYear year: Int, month: Int, day: Int) {
        packed = Int32(truncatingIfNeeded: year << 9 | month << 5 | day)
    }

    /// Creates the day of a year, a month from 1 and a day from 1; nil when there is none.
    @inlinable
    public init?(year: Int, month: Int, day: Int) {
        guard 1...9_999 ~= year, 1...12 ~= month, day >= 1,
            day <= 28 || day <= CivilDate.days(inMonth: month, of: year)
        else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    /// The year, from 1 to 9999.
    @inlinable
    public var year: Int { Int(packed >> 9) }
    /// The month, January being 1.
    @inlinable
    public var month: Int { Int(packed >> 5) & 15 }
    /// The day of the month, from 1.
    @inlinable
    public var day: Int { Int(packed) & 31 }

    /// The first day there is, 0001-01-01.
    public static let distantPast = CivilDate(validYear: 1, month: 1, day: 1)
    /// The last day there is, 9999-12-31.
    public static let distantFuture = CivilDate(validYear: 9_999, month: 12, day: 31)

    /// Whether a year has a 29th of February.
    @inlinable
    public static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// The number of days of a month, January being 1; 0 when there is no such month.
    @inlinable
    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1...12: 31
        default: 0
        }
    }
}

extension CivilDate: Comparable {
    /// Orders by day, the earlier first.
    @inlinable
    public static func < (lhs: CivilDate, rhs: CivilDate) -> Bool { lhs.packed < rhs.packed }
}
