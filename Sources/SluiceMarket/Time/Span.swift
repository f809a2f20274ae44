/// A length of time, in whole nanoseconds; the longest is about 292 years.
///
/// Arithmetic never traps: a result beyond the longest length is the longest length.
@frozen
public struct Span: Hashable, Sendable {
    /// The length, in nanoseconds.
    public let nanoseconds: Int64

    /// Creates a length from its nanoseconds.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// No time at all.
    public static let zero = Span(nanoseconds: 0)
    /// The longest length there is, about 292 years.
    public static let longest = Span(nanoseconds: .max)
}

extension Span {
    /// A length of whole nanoseconds.
    @inlinable
    public static func nanoseconds(_ count: Int) -> Span { Span(nanoseconds: Int64(count)) }

    /// A length of whole microseconds.
    @inlinable
    public static func microseconds(_ count: Int) -> Span { Span(nanoseconds: 1_000) * count }

    /// A length of whole milliseconds.
    @inlinable
    public static func milliseconds(_ count: Int) -> Span { Span(nanoseconds: 1_000_000) * count }

    /// A length of whole seconds.
    @inlinable
    public static func seconds(_ count: Int) -> Span { Span(nanoseconds: 1_000_000_000) * count }

    /// A length of whole minutes.
    @inlinable
    public static func minutes(_ count: Int) -> Span { Span(nanoseconds: 60_000_000_000) * count }

    /// A length of whole hours.
    @inlinable
    public static func hours(_ count: Int) -> Span { Span(nanoseconds: 3_600_000_000_000) * count }

    /// A length of whole days of 24 hours.
    @inlinable
    public static func days(_ count: Int) -> Span { Span(nanoseconds: 86_400_000_000_000) * count }

    /// The length in seconds, rounded to the nearest `Double`.
    @inlinable
    public var seconds: Double { Double(nanoseconds) / 1e9 }
}

extension Span: Comparable {
    /// Orders by length, the shorter first.
    @inlinable
    public static func < (lhs: Span, rhs: Span) -> Bool { lhs.nanoseconds < rhs.nanoseconds }

    /// The sum, held within what a length can be.
    @inlinable
    public static func + (lhs: Span, rhs: Span) -> Span {
        Span(nanoseconds: lhs.nanoseconds.addingSaturated(rhs.nanoseconds))
    }

    /// The difference, held within what a length can be.
    @inlinable
    public static func - (lhs: Span, rhs: Span) -> Span {
        Span(nanoseconds: lhs.nanoseconds.subtractingSaturated(rhs.nanoseconds))
    }

    /// The length taken a number of times, held within what a length can be.
    @inlinable
    public static func * (lhs: Span, rhs: Int) -> Span {
        Span(nanoseconds: lhs.nanoseconds.multipliedSaturated(by: Int64(rhs)))
    }
}

extension Int64 {
    @inlinable
    func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    @inlinable
    func subtractingSaturated(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }

    @inlinable
    func multipliedSaturated(by other: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? ((self < 0) != (other < 0) ? .min : .max) : product
    }
}
