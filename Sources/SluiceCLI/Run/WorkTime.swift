import Glibc

/// How much time has passed and how much of the processors' all threads have used, since some moment.
struct WorkTime {
    /// Seconds on the clock of the wall.
    let wall: Double
    /// Seconds of the processors.
    let cpu: Double

    /// The time now; what it is since is the same for all of one process.
    static var now: WorkTime {
        WorkTime(wall: seconds(CLOCK_MONOTONIC), cpu: seconds(CLOCK_PROCESS_CPUTIME_ID))
    }

    /// What has passed since a moment before.
    func since(_ before: WorkTime) -> WorkTime { WorkTime(wall: wall - before.wall, cpu: cpu - before.cpu) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
