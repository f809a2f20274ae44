/// A moment, in nanoseconds since 1970 began in UTC, without leap seconds.
///
/// It reaches from September 1677 to April 2262. Arithmetic never traps: what would lie beyond is held at
/// ``distantPast`` or ``distantFuture``.
@frozen
public struct Timestamp: Hashable, Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z; negative before.
    public let nanoseconds: Int64

    /// Creates a moment from its nanoseconds since 1970 in UTC.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Creates a moment from whole seconds since 1970 in UTC, held within what a moment can be.
    @inlinable
    public init(seconds: Int64) {
        self.nanoseconds = seconds.multipliedSaturated(by: 1_000_000_000)
    }

    /// The earliest moment there is, in 1677.
    public static let distantPast = Timestamp(nanoseconds: .min)
    /// The latest moment there is, in 2262; also what never comes.
    public static let distantFuture = Timestamp(nanoseconds: .max)

    /// Whole seconds since 1970 in UTC, rounded toward the past.
    @inlinable
    public var seconds: Int64 { nanoseconds.floorDivided(by: 1_000_000_000) }

    /// The time that has passed since another moment; negative when the other is later.
    @inlinable
    public func since(_ other: Timestamp) -> Span {
        Span(nanoseconds: nanoseconds.subtractingSaturated(other.nanoseconds))
    }
}

extension Timestamp: Comparable {
    /// Orders by time, the earlier first.
    @inlinable
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool { lhs.nanoseconds < rhs.nanoseconds }

    /// The moment that comes a length of time later.
    @inlinable
    public static func + (lhs: Timestamp, rhs: Span) -> Timestamp {
        Timestamp(nanoseconds: lhs.nanoseconds.addingSaturated(rhs.nanoseconds))
    }

    /// The moment that came a length of time earlier.
    @inlinable
    public static func - (lhs: Timestamp, rhs: Span) -> Timestamp {
        Timestamp(nanoseconds: lhs.nanoseconds.subtractingSaturated(rhs.nanoseconds))
    }
}

extension FixedWidthInteger {
    /// The quotient rounded toward minus infinity; the divisor is positive.
    @inlinable
    func floorDivided(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
