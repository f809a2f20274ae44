/// Sum, mean and standard deviation of the last `window` values of many series, each in constant time a value.
///
/// Values that are not finite are refused and stay out of the window. Sums are of differences from a reference inside
/// the window, which costs a subtraction and saves the digits that a plain sum of squares loses. They are taken anew
/// from the window once in eight to sixteen windows (in turn, so that no step does it for all series), whenever a
/// value leaves that dwarfs the rest, and whenever the mean has left the reference by several standard deviations.
/// Results thus depend on the last `window` values alone, to about 1e-12 of a standard deviation.
///
/// Source: shifted data (Chan, Golub, LeVeque 1983). Worked number: 1, 2, 3, 4 in a window of 3 leave mean 3 and
/// standard deviation 1 with n - 1.
public struct RollingMoments: Sendable {
    /// How many series there are.
    public let series: Int
    /// How many values a series remembers.
    public let window: Int
    // By slot, then series: in a step all series write side by side.
    var values: [Double]
    // The slot that a series writes next, and how many values it has ever taken.
    var slots: [Int]
    var accepted: [Int]
    var reference: [Double]
    var sum: [Double]
    var square: [Double]
    // A power of two: how many values after one retake of the sums the next is due.
    let period: Int

    /// Refuses less than one series or value, and more than 2^31 values altogether.
    public init(series: Int, window: Int) throws(InvalidParameter) {
        try require("series", series, in: 1...1_000_000)
        try require("window", window, in: 1...1_000_000)
        try require("series x window", series * window, in: 1...(1 << 31))
        self.series = series
        self.window = window
        period = Self.period(window: window)
        values = [Double](repeating: 0, count: series * window)
        slots = [Int](repeating: 0, count: series)
        accepted = [Int](repeating: 0, count: series)
        reference = [Double](repeating: 0, count: series)
        sum = [Double](repeating: 0, count: series)
        square = [Double](repeating: 0, count: series)
    }

    /// Takes the next value of a series; false, and nothing changed, when it is not finite.
    @discardableResult
    public mutating func push(_ value: Double, series index: Int) -> Bool {
        guard value.isFinite else { return false }
        if accepted[index] == 0 { reference[index] = value }
        let cell = slots[index] * series + index
        let entering = value - reference[index]
        let leaving = accepted[index] >= window ? values[cell] - reference[index] : 0
        values[cell] = value
        sum[index] += entering - leaving
        square[index] += entering * entering - leaving * leaving
        slots[index] = slots[index] + 1 == window ? 0 : slots[index] + 1
        accepted[index] += 1
        let staleness = Self.staleness(
            sum: sum[index], square: square[index], part: 1 / Double(count(index)), leaving: leaving)
        if staleness != 0 || isDue(index) { retake(index..<index + 1, count: count(index)) }
        return true
    }

    /// How many values the window of a series holds.
    public func count(_ index: Int) -> Int { Swift.min(accepted[index], window) }

    /// How many values each of some neighbouring series has taken; nil unless all are full and have taken equally many.
    func commonCount(_ run: Range<Int>) -> Int? {
        let count = accepted[run.lowerBound]
        guard count >= window else { return nil }
        return accepted.withUnsafeBufferPointer { accepted in
            let counts = UnsafeBufferPointer(rebasing: accepted[run])
            var differing = 0
            for index in 0..<counts.count { differing |= counts[index] ^ count }
            return differing == 0 ? count : nil
        }
    }

    /// Says how many values each of some neighbouring series has taken.
    mutating func setCounts(_ count: Int, _ run: Range<Int>) {
        let slot = count % window
        for index in run {
            accepted[index] = count
            slots[index] = slot
        }
    }

    /// The mean of a series' window; NaN while it is empty.
    public func mean(_ index: Int) -> Double {
        let count = count(index)
        return count > 0 ? reference[index] + sum[index] / Double(count) : .nan
    }

    /// The sum of a series' window; 0 while it is empty.
    public func total(_ index: Int) -> Double { reference[index] * Double(count(index)) + sum[index] }

    /// The variance of a series' window, with `count - lost` in the denominator; NaN when that is not above zero.
    ///
    /// `lost` is 0 for the population and 1 for a sample.
    public func variance(_ index: Int, lost: Int = 1) -> Double {
        let count = count(index)
        guard count > lost else { return .nan }
        // Products with quotients of one: those of a full window need not be worked out again and again.
        let part = sum[index] * sum[index] * (1 / Double(count))
        return Swift.max(square[index] - part, 0) * (1 / Double(count - lost))
    }

    /// The square root of `variance`.
    public func standardDeviation(_ index: Int, lost: Int = 1) -> Double {
        variance(index, lost: lost).squareRoot()
    }
}

extension RollingMoments {
    /// How many numbers `state` has.
    public var stateCount: Int { series * (4 + window) }

    /// Everything that has to survive a restart; later results are the same to the bit.
    public var state: [Double] { accepted.map(Double.init) + reference + sum + square + values }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == stateCount, state.allSatisfy(\.isFinite) else { return false }
        let counts = state[..<series].compactMap(Int.init(exactly:))
        guard counts.count == series, counts.allSatisfy({ $0 >= 0 }) else { return false }
        accepted = counts
        slots = counts.map { $0 % window }
        reference = Array(state[series..<(2 * series)])
        sum = Array(state[(2 * series)..<(3 * series)])
        square = Array(state[(3 * series)..<(4 * series)])
        values = Array(state[(4 * series)...])
        return true
    }
}
