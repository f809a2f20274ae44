/// A quantile of the last `window` values of many series.
///
/// Between two values it is interpolated (Hyndman and Fan 1996, type 7). A value that is not finite leaves no trace.
/// Cost: a shift of at most the window a value. Worked number: 1, 2, 3, 4 have the 0.95 quantile 3.85.
public struct RollingQuantile: Sendable {
    /// How many series there are.
    public let series: Int
    /// How many values a series remembers.
    public let window: Int
    /// Which quantile, 0 to 1.
    public let level: Double
    // By series, then place: as they came, in a ring, and sorted.
    private var recent: [Double]
    private var sorted: [Double]
    private var accepted: [Int]

    /// Refuses less than one series or value, and a level outside 0 to 1.
    public init(series: Int, window: Int, level: Double) throws(InvalidParameter) {
        try require("series", series, in: 1...1_000_000)
        try require("window", window, in: 1...1_000_000)
        try require("series x window", series * window, in: 1...(1 << 30))
        try require("level", level, in: 0...1)
        (self.series, self.window, self.level) = (series, window, level)
        recent = [Double](repeating: 0, count: series * window)
        sorted = recent
        accepted = [Int](repeating: 0, count: series)
    }

    /// How many values the window of a series holds.
    public func count(_ index: Int) -> Int { Swift.min(accepted[index], window) }

    /// Takes the next value of a series.
    public mutating func push(_ value: Double, series index: Int) {
        guard value.isFinite else { return }
        let first = index * window
        let cell = first + accepted[index] % window
        var count = count(index)
        if count == window {
            let gone = place(of: recent[cell], first: first, count: count)
            for spot in (first + gone)..<(first + count - 1) { sorted[spot] = sorted[spot + 1] }
            count -= 1
        }
        let new = place(of: value, first: first, count: count)
        for spot in Swift.stride(from: first + count, to: first + new, by: -1) {
            sorted[spot] = sorted[spot - 1]
        }
        sorted[first + new] = value
        recent[cell] = value
        accepted[index] += 1
    }

    /// The quantile of a series; NaN while it is empty.
    public func value(_ index: Int) -> Double {
        let count = count(index)
        guard count > 0 else { return .nan }
        let place = level * Double(count - 1)
        let below = Int(place)
        let low = sorted[index * window + below]
        let high = sorted[index * window + Swift.min(below + 1, count - 1)]
        return low + (place - Double(below)) * (high - low)
    }

    /// The first place in the sorted part of a series whose value is not below another.
    private func place(of value: Double, first: Int, count: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[first + middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Everything that has to survive a restart.
    public var state: [Double] { accepted.map(Double.init) + recent }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == series + recent.count, state.allSatisfy({ $0.isFinite }) else { return false }
        let counts = state[..<series].compactMap(Int.init(exactly:))
        guard counts.count == series, counts.allSatisfy({ $0 >= 0 }) else { return false }
        accepted = counts
        recent = Array(state[series...])
        for index in 0..<series {
            let first = index * window
            let held = recent[first..<(first + count(index))].sorted()
            sorted.replaceSubrange(first..<(first + held.count), with: held)
        }
        return true
    }
}
