import Glibc
public import SluiceKit
public import SluiceMarket

/// The wall clock of this machine.
public struct WallClock: StageClock {
    /// Creates a clock.
    public init() {}

    /// The present moment.
    public var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// Waits for a length of time.
    public func sleep(for span: Span) async throws {
        try await Task.sleep(nanoseconds: UInt64(max(span.nanoseconds, 0)))
    }
}

/// Measures how long things take, in nanoseconds; never a time of day.
enum Stopwatch {
    /// Nanoseconds since some moment of the past.
    @inline(__always)
    static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
