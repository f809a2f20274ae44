/// Moments at a fixed distance, counted from midnight in UTC, at which something is paid: with eight hours 00:00, 08:00
/// and 16:00.
///
/// Worked number: between 07:59 and 16:00, that moment included, there are two, the last at 16:00.
public struct PaymentTimes: Hashable, Sendable {
    private let every: Int64

    /// Creates moments a time apart; nil unless it is above zero.
    public init?(every: Span) {
        guard every > .zero else { return nil }
        self.every = every.nanoseconds
    }

    /// How many there are after one moment and up to another, that one included; 0 where the other is not later.
    public func count(after start: Timestamp, through end: Timestamp) -> Int {
        end > start ? Int(number(end) - number(start)) : 0
    }

    /// The last one up to a moment.
    public func last(through moment: Timestamp) -> Timestamp {
        Timestamp(nanoseconds: number(moment) * every)
    }

    private func number(_ moment: Timestamp) -> Int64 {
        let whole = moment.nanoseconds / every
        return moment.nanoseconds % every < 0 ? whole - 1 : whole
    }
}
