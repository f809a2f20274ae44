import Glibc
import SluiceMarket

/// SIGINT and SIGTERM, taken by one thread that waits for them.
enum StopSignals {
    /// Keeps the signals from every thread; called before there is a second one.
    static func block() {
        signal(SIGPIPE, SIG_IGN)
        // A script's `&` starts its children with SIGINT ignored.
        signal(SIGINT, SIG_DFL)
        var set = stopSet()
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for a signal and returns its number.
    static func wait() -> Int32 {
        var set = stopSet()
        var number: Int32 = 0
        while sigwait(&set, &number) != 0 {}
        return number
    }

    private static func stopSet() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }
}

/// A thread of our own for work that must not share a pool.
enum WorkThread {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread; false when the system has none to give.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let failed = pthread_create(&thread, nil, WorkThread.run, work.toOpaque())
        if failed != 0 { work.release() } else { pthread_detach(thread) }
        return failed == 0
    }

    private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
        context in
        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
        return nil
    }
}

extension StopSignals {
    /// Lets the calling thread rest.
    static func rest(for span: Span) {
        var time = timespec(
            tv_sec: Int(span.nanoseconds / 1_000_000_000), tv_nsec: Int(span.nanoseconds % 1_000_000_000))
        nanosleep(&time, nil)
    }
}
