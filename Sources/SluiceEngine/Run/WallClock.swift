import Glibc
public import SluiceKit
public import SluiceMarket

/// The real time that a run goes by, or waits for.
public protocol RealTime: StageClock {
    /// Waits until a moment has come; false when a stop was asked for first.
    func wait(until moment: Timestamp, _ signal: StopSignal) -> Bool
}

/// The wall clock of this machine.
public struct WallClock: RealTime {
    /// Creates a clock.
    public init() {}

    /// The present moment.
    public var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// Sleeps in short naps, so that a stop is seen soon.
    public func wait(until moment: Timestamp, _ signal: StopSignal) -> Bool {
        while !signal.isStopping {
            let left = moment.since(now).nanoseconds
            guard left > 0 else { return true }
            var time = timespec(tv_sec: 0, tv_nsec: Int(min(left, 20_000_000)))
            nanosleep(&time, nil)
        }
        return false
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
