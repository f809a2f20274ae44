/// A day of the week, numbered as ISO 8601 does: Monday is 1, Sunday 7.
public enum Weekday: Int, CaseIterable, Comparable, Sendable {
    case monday = 1
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday

    /// Orders within the week, Monday first.
    @inlinable
    public static func < (lhs: Weekday, rhs: Weekday) -> Bool { lhs.rawValue < rhs.rawValue }

    /// The day of the week of a day counted from 1970-01-01, a Thursday.
    @inlinable
    public init(daysSinceEpoch days: Int) {
        let remainder = days % 7
        // Thursday is the fourth of the week: three days after Monday.
        let sinceMonday = (remainder + (remainder < 0 ? 7 : 0) + 3) % 7
        self = Weekday(rawValue: sinceMonday + 1) ?? .monday
    }
}
