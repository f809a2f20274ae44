/// Whether calls to something that keeps failing should wait.
///
/// Closed, `failures` in a row open it. Open, nothing is allowed until more than `recovery` has passed since the last
/// failure; then it is half open. Half open, `successes` in a row close it, and any failure opens it again. Worked number:
/// with 2, 10 s and 1, failures at 0 and 1 open it; at 11 it is still open, at 11.001 a success closes it.
public struct CircuitBreaker: Hashable, Sendable {
    /// How the breaker stands.
    public enum State: String, Sendable, CaseIterable {
        /// Calls pass.
        case closed
        /// Calls are refused.
        case open
        /// Calls pass, to see whether it works again.
        case halfOpen = "half_open"
    }

    /// Failures in a row that open it.
    public let failures: Int
    /// How long it stays open after the last failure.
    public let recovery: Span
    /// Successes in a row that close it.
    public let successes: Int
    /// How it stands after the last call.
    public private(set) var state = State.closed
    private var count = 0
    private var lastFailure = Timestamp.distantPast

    /// Creates a closed breaker; nil for counts below one and a time below zero.
    public init?(failures: Int = 5, recovery: Span = .seconds(30), successes: Int = 2) {
        guard failures >= 1, successes >= 1, recovery >= .zero else { return nil }
        (self.failures, self.recovery, self.successes) = (failures, recovery, successes)
    }

    /// Whether a call may be made now; an open breaker whose time is over becomes half open.
    public mutating func allows(at now: Timestamp) -> Bool {
        guard state == .open else { return true }
        guard now.since(lastFailure) > recovery else { return false }
        (state, count) = (.halfOpen, 0)
        return true
    }

    /// Takes the result of a call that was allowed; of one that was not, nothing.
    public mutating func record(success: Bool, at now: Timestamp) {
        switch (state, success) {
        case (.open, _): return
        case (.closed, true): count = 0
        case (.closed, false):
            lastFailure = now
            count += 1
            if count >= failures { (state, count) = (.open, 0) }
        case (.halfOpen, true):
            count += 1
            if count >= successes { (state, count) = (.closed, 0) }
        case (.halfOpen, false):
            lastFailure = now
            (state, count) = (.open, 0)
        }
    }

    /// What has to survive a restart: the state's place, the count, and the last failure in nanoseconds.
    public var memory: [Int] {
        [State.allCases.firstIndex(of: state) ?? 0, count, Int(lastFailure.nanoseconds)]
    }

    /// Takes back what `memory` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ memory: [Int]) -> Bool {
        guard memory.count == 3, State.allCases.indices.contains(memory[0]), memory[1] >= 0 else {
            return false
        }
        (state, count) = (State.allCases[memory[0]], memory[1])
        lastFailure = Timestamp(nanoseconds: Int64(memory[2]))
        return true
    }
}
