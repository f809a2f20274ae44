import Glibc

/// Processor time and what is made of it.
enum Stopwatch {
    /// Processor time of the calling thread, in nanoseconds.
    static var threadTime: Int64 { time(CLOCK_THREAD_CPUTIME_ID) }
    /// Processor time of the whole process, in nanoseconds.
    static var processTime: Int64 { time(CLOCK_PROCESS_CPUTIME_ID) }

    /// Nanoseconds since some moment of the past.
    static var wallTime: Int64 { time(CLOCK_MONOTONIC) }

    private static func time(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

/// What several runs of one piece of work took.
struct Samples {
    private var values: [Double] = []

    /// Adds one.
    mutating func add(_ value: Double) { values.append(value) }
    /// The middle one.
    var median: Double { quantile(0.5) }
    /// The least.
    var least: Double { values.min() ?? .nan }
    /// How many there are.
    var count: Int { values.count }
    /// The one that 99 of 100 do not exceed.
    var p99: Double { quantile(0.99) }

    private func quantile(_ share: Double) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)]
    }
}

/// A number with so many decimals, right-aligned in a column.
func cell(_ value: Double, _ places: Int = 1, width: Int = 10) -> String {
    let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
    let rounded = (value * factor).rounded() / factor
    return cell(places == 0 && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)", width: width)
}

/// Text, right-aligned in a column.
func cell(_ text: String, width: Int = 10) -> String {
    String(repeating: " ", count: max(width - text.count, 1)) + text
}
