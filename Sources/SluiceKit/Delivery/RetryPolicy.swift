import Glibc
public import SluiceMarket

/// When to try again what failed: exponential backoff with full jitter, and no sooner than the server asks.
///
/// Full jitter draws the wait evenly between zero and a ceiling that grows with every try, so that many senders
/// that failed together do not come back together (Brooker, "Exponential Backoff And Jitter", 2015).
public struct RetryPolicy: Hashable, Sendable {
    /// The ceiling of the wait after the first try.
    public var initial: Span
    /// What the ceiling is multiplied by after every further try.
    public var multiplier: Double
    /// The ceiling that is never passed.
    public var maximum: Span
    /// How many tries there are in all, the first included.
    public var maxAttempts: Int
    /// How long after the first try the last may begin.
    public var giveUpAfter: Span
    /// The longest wait that a server can ask for; it is held to this.
    public var longestRetryAfter: Span

    /// Creates a policy; the defaults make five tries within some 15 seconds, more if the server asks to wait.
    public init(
        initial: Span = .seconds(1),
        multiplier: Double = 2,
        maximum: Span = .seconds(60),
        maxAttempts: Int = 5,
        giveUpAfter: Span = .minutes(15),
        longestRetryAfter: Span = .minutes(5)
    ) {
        (self.initial, self.multiplier, self.maximum) = (initial, multiplier, maximum)
        (self.maxAttempts, self.giveUpAfter) = (maxAttempts, giveUpAfter)
        self.longestRetryAfter = longestRetryAfter
    }

    /// Whether an answer of this status may be another one later: 408, 425, 429 and 500 to 599.
    ///
    /// It says nothing on whether the request may be repeated: an order may not, unless its venue knows it again.
    public static func isRetried(status: Int) -> Bool {
        [408, 425, 429].contains(status) || (500...599).contains(status)
    }

    /// The longest wait after a try, counted from 1: `initial` times `multiplier` for each try before it.
    ///
    /// With the defaults 1, 2, 4, 8 seconds and so on up to 60.
    public func ceiling(attempt: Int) -> Span {
        guard attempt >= 1, initial > .zero else { return .zero }
        let nanoseconds = Double(initial.nanoseconds) * pow(multiplier, Double(attempt - 1))
        guard nanoseconds < Double(maximum.nanoseconds) else { return maximum }
        return Span(nanoseconds: Int64(max(nanoseconds, 0)))
    }

    /// How long to wait after a failed try.
    ///
    /// - Parameters:
    ///   - attempt: The number of the try that failed, counted from 1.
    ///   - elapsed: The time since the first try began.
    ///   - retryAfter: What the server asked for; see ``RetryAfter``.
    ///   - dice: Thrown once, whatever the outcome.
    /// - Returns: The wait before the next try; nil to give up.
    public func delay(
        attempt: Int,
        elapsed: Span = .zero,
        retryAfter: Span? = nil,
        using dice: inout some RandomNumberGenerator
    ) -> Span? {
        let fraction = Double(dice.next() >> 11) * 0x1p-53
        let drawn = Span(nanoseconds: Int64(Double(ceiling(attempt: attempt).nanoseconds) * fraction))
        let asked = max(.zero, min(retryAfter ?? .zero, longestRetryAfter))
        let delay = max(drawn, asked)
        guard attempt < maxAttempts, elapsed + delay <= giveUpAfter else { return nil }
        return delay
    }
}
