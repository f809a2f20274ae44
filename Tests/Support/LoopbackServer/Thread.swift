import Glibc

/// Runs a function on a thread of its own, false when the system gives none.
func spawn(_ body: @escaping @Sendable () -> Void) -> Bool {
    let life = Unmanaged.passRetained(ThreadLife(body))
    var thread = pthread_t()
    let status = pthread_create(
        &thread, nil,
        { context in
            guard let context else { return nil }
            Unmanaged<ThreadLife>.fromOpaque(context).takeRetainedValue().body()
            return nil
        }, life.toOpaque())
    guard status == 0 else {
        life.release()
        return false
    }
    pthread_detach(thread)
    return true
}

private final class ThreadLife: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Seconds of a clock that never jumps.
func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
