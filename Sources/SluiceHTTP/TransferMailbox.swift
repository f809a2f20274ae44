import CCurl
import Glibc
import Synchronization

/// What the client's thread and everyone else share: the jobs to start, the tickets to look at, the wish to stop.
final class TransferMailbox: Sendable {
    /// What the thread has to do next.
    struct Contents: Sendable {
        var jobs: [TransferJob] = []
        var cancelled: [TransferTicket] = []
        var isStopping = false
    }

    private struct State {
        var contents = Contents()
        /// The thread, once it was started and until someone waits for its end.
        var thread: pthread_t?
        var wasStarted = false
        /// Why no further job is taken, nil while they are.
        var closed: (code: HTTPError.Code, message: String)?
        /// The address of the multi handle, 0 while there is none to wake.
        var multi: UInt = 0

        func wake() {
            guard let handle = UnsafeMutableRawPointer(bitPattern: multi) else { return }
            ccurl_multi_wakeup(handle)
        }
    }

    private let state = Mutex(State())

    /// Hands a job over; `start` starts the thread, at the first job only, and returns nil when it cannot.
    func submit(_ job: TransferJob, start: () -> pthread_t?) {
        let refusal: (code: HTTPError.Code, message: String)? = state.withLock { state in
            if let closed = state.closed { return closed }
            if !state.wasStarted {
                guard let thread = start() else { return (.unavailable, "the system gave no thread") }
                state.thread = thread
                state.wasStarted = true
            }
            state.contents.jobs.append(job)
            state.wake()
            return nil
        }
        if let refusal { job.fail(refusal.code, refusal.message) }
    }

    /// Asks the thread to give up a job.
    func cancel(_ ticket: TransferTicket) {
        ticket.cancel()
        state.withLock { state in
            guard state.closed == nil, state.wasStarted else { return }
            state.contents.cancelled.append(ticket)
            state.wake()
        }
    }

    /// Takes no more jobs and asks the thread to stop; returns it to the first caller, to wait for.
    func stop() -> pthread_t? {
        state.withLock { state in
            if state.closed == nil { state.closed = (.cancelled, "the HTTP client was shut down") }
            state.contents.isStopping = true
            state.wake()
            defer { state.thread = nil }
            return state.thread
        }
    }

    /// For the thread: makes its multi handle known to those who wake it.
    func open(_ multi: UnsafeMutableRawPointer) {
        state.withLock { $0.multi = UInt(bitPattern: multi) }
    }

    /// For the thread: empties the mailbox.
    func take() -> Contents {
        state.withLock { state in
            defer { state.contents = Contents(isStopping: state.contents.isStopping) }
            return state.contents
        }
    }

    /// For the thread, before it ends: no one wakes the multi handle any more, and the jobs left over fail.
    func close(_ code: HTTPError.Code, _ message: String) {
        let left = state.withLock { state in
            state.multi = 0
            if state.closed == nil { state.closed = (code, message) }
            defer { state.contents = Contents(isStopping: true) }
            return state.contents.jobs
        }
        for job in left { job.fail(code, message) }
    }
}
