/// Whether the price that a position is valued at is of now.
///
/// age = now - time of the mark. Up to `oldest` it is fresh, up to twice that stale, beyond hard-stale; a mark later than
/// now by more than `ahead` says that a clock is wrong. Worked number: with 180 s, a mark 180.001 s old is stale, one
/// 360.001 s old hard-stale.
public struct MarkAge: Hashable, Sendable {
    /// How a mark stands.
    public enum State: String, Sendable, CaseIterable {
        /// Of now.
        case fresh
        /// Older than it may be; a warning.
        case stale
        /// More than twice as old; no new risk.
        case hardStale = "hard_stale"
        /// There never was one.
        case missing
        /// From a future that no clock allows.
        case clockSkew = "clock_skew"
    }

    /// The oldest fresh mark.
    public let oldest: Span
    /// How far in the future a mark may be.
    public let ahead: Span

    /// Creates a rule; nil for times below zero.
    public init?(oldest: Span, ahead: Span = .seconds(5)) {
        guard oldest >= .zero, ahead >= .zero else { return nil }
        (self.oldest, self.ahead) = (oldest, ahead)
    }

    /// Only a mark of this very moment is fresh.
    public static let strictest = MarkAge(validOldest: .zero, ahead: .zero)

    private init(validOldest oldest: Span, ahead: Span) { (self.oldest, self.ahead) = (oldest, ahead) }

    /// How a mark of a time stands; nil for none.
    public func state(of mark: Timestamp?, at now: Timestamp) -> State {
        guard let mark else { return .missing }
        let age = now.since(mark)
        if age < Span.zero - ahead { return .clockSkew }
        if age <= oldest { return .fresh }
        return age <= oldest * 2 ? .stale : .hardStale
    }
}
