public import SluiceMarket
import Synchronization

/// How a call to a server outside ended, and how long it took.
public struct Call: Hashable, Sendable {
    /// How it ended.
    public enum Outcome: UInt8, Sendable, CaseIterable {
        /// The server answered: whatever it said, it is there.
        case answered
        /// The server asked for fewer calls: status 429.
        case limited
        /// The server had a fault of its own: a status from 500 on.
        case serverFault
        /// No answer came.
        case unanswered
    }

    /// How it ended.
    public let outcome: Outcome
    /// When it ended.
    public let time: Timestamp
    /// From the request to the answer, or to giving up.
    public let latency: Span

    /// Creates a record.
    public init(_ outcome: Outcome, at time: Timestamp, latency: Span) {
        (self.outcome, self.time, self.latency) = (outcome, time, latency)
    }

    /// Whether the server did not do its work.
    public var isFailure: Bool { outcome != .answered }
}

/// The last calls that data sources and brokers of a pipeline have made, for a risk check that watches how venues do.
///
/// The transport of those stages writes it, from any thread; calls of alert sinks are not in it. It keeps the last
/// `capacity` calls. One belongs to one engine, so that nothing is shared between pipelines. Nothing is allocated after
/// the start.
///
/// Readers see the calls that had ended when it was last shown: the engine does so once a cycle, so that a cycle that is
/// run again from its record sees what it saw.
public final class CallLog: Sendable {
    /// How many calls it remembers.
    public let capacity: Int

    private struct State: Sendable {
        var calls: [Call]
        var count = 0
        /// How many of them readers see.
        var shown = 0
    }

    private let state: Mutex<State>
    /// Whether calls have ended that were not shown yet.
    private let hasMore = Atomic(false)

    /// Creates an empty log; a capacity below one is taken for one.
    public init(capacity: Int = 1_024) {
        self.capacity = max(capacity, 1)
        let none = Call(.answered, at: .distantPast, latency: .zero)
        state = Mutex(State(calls: Array(repeating: none, count: self.capacity)))
    }

    /// Records a call that has ended.
    public func record(_ call: Call) {
        state.withLock { state in
            state.calls[state.count % state.calls.count] = call
            state.count += 1
        }
        hasMore.store(true, ordering: .releasing)
    }

    /// Lets readers see the calls so far.
    public func show() {
        guard hasMore.load(ordering: .relaxed) else { return }
        // First, so that a call which ends meanwhile is shown next time at the latest.
        hasMore.store(false, ordering: .sequentiallyConsistent)
        state.withLock { $0.shown = $0.count }
    }

    /// Hands over the calls shown after the first `seen` of all, oldest first, and gives the number of all shown so far.
    ///
    /// Those that were overwritten meanwhile are left out. A `seen` of another log's is taken for this one's end.
    public func read(after seen: Int, _ body: (Call) -> Void) -> Int {
        state.withLock { state in
            let first = max(seen, state.count - state.calls.count, 0)
            guard first < state.shown else { return state.shown }
            for number in first..<state.shown { body(state.calls[number % state.calls.count]) }
            return state.shown
        }
    }
}

/// A transport that records how each call ended.
public struct RecordingTransport: Transport {
    private let inner: any Transport
    private let log: CallLog
    private let clock: any StageClock

    /// Records the calls of a transport, with the times of a clock.
    public init(_ inner: any Transport, into log: CallLog, clock: any StageClock) {
        (self.inner, self.log, self.clock) = (inner, log, clock)
    }

    /// Sends a request, and records how it ended.
    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let start = clock.now
        func record(_ outcome: Call.Outcome) {
            let end = clock.now
            log.record(Call(outcome, at: end, latency: max(end.since(start), .zero)))
        }
        do throws(TransportError) {
            let response = try await inner.send(request)
            record(response.status == 429 ? .limited : response.status >= 500 ? .serverFault : .answered)
            return response
        } catch {
            record(.unanswered)
            throw error
        }
    }
}
