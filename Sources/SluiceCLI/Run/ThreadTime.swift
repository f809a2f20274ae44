import Glibc

/// How much of a processor's time the calling thread has used, which no neighbour's work adds to.
enum ThreadTime {
    /// Nanoseconds since the thread began.
    static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
