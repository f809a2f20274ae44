public import SluiceKit
public import SluiceMarket
import Synchronization

/// A clock that stands still until a test moves it.
///
/// A sleeper either moves the clock itself and goes on at once, which suits retries, or waits until the test
/// has moved the clock far enough.
public final class ManualClock: StageClock {
    /// What a call of `sleep` does.
    public enum Sleeping: Sendable {
        /// Moves the clock to the end of the sleep and goes on.
        case movesTheClock
        /// Waits until `advance` has moved the clock to the end of the sleep.
        case waits
    }

    private struct Sleeper {
        let number: Int
        let wakes: Timestamp
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Timestamp
        var sleeps: [Span] = []
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>
    private let sleeping: Sleeping

    /// The moment a clock shows unless a test says otherwise: 2 January 2024, 15:00 UTC, within a session of XNYS.
    public static let start = Timestamp(seconds: 1_704_207_600)

    /// Creates a clock that shows a moment.
    public init(at now: Timestamp = start, sleeping: Sleeping = .movesTheClock) {
        state = Mutex(State(now: now))
        self.sleeping = sleeping
    }

    /// The moment it shows.
    public var now: Timestamp { state.withLock(\.now) }

    /// The length of every sleep that was asked for, in order.
    public var sleeps: [Span] { state.withLock(\.sleeps) }

    /// How many sleepers wait at the moment.
    public var sleepers: Int { state.withLock(\.sleepers.count) }

    /// Moves the clock on and wakes the sleepers whose time has come, the earliest first.
    public func advance(by span: Span) {
        let woken = state.withLock { state in
            state.now = state.now + span
            let now = state.now
            let woken = state.sleepers.filter { $0.wakes <= now }.sorted { $0.wakes < $1.wakes }
            state.sleepers.removeAll { $0.wakes <= now }
            return woken
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Sleeps in the clock's own time.
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(for span: Span) async throws {
        try Task.checkCancellation()
        let number = state.withLock { state in
            state.sleeps.append(span)
            if sleeping == .movesTheClock { state.now = state.now + max(span, .zero) }
            return state.sleeps.count
        }
        guard sleeping == .waits, span > .zero else { return }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    guard state.cancelled.remove(number) == nil else { return true }
                    let sleeper = Sleeper(
                        number: number, wakes: state.now + span, continuation: continuation)
                    state.sleepers.append(sleeper)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    private func cancel(_ number: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
                state.cancelled.insert(number)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
