/// The highest and the lowest of the last `window` values of many series, exact, in log2(window) steps a value.
///
/// Two tournaments a series: a value takes the oldest one's leaf and meets the winners on the way up. A value that is
/// not finite leaves no trace. Worked number: over 3, the values 5, 1, 2, 3 leave highest 3 and lowest 1.
public struct WindowExtremes: Sendable {
    /// How many series there are.
    public let series: Int
    /// How many values a series remembers.
    public let window: Int
    let leaves: Int
    // By node, then series; node 1 is the root, node n has children 2n and 2n + 1, leaves come last.
    private var highest: [Double]
    private var lowest: [Double]
    private var accepted: [Int]

    /// Refuses less than one series or value, and more than 2^30 values altogether.
    public init(series: Int, window: Int) throws(InvalidParameter) {
        try require("series", series, in: 1...1_000_000)
        try require("window", window, in: 1...1_000_000)
        try require("series x window", series * window, in: 1...(1 << 30))
        (self.series, self.window) = (series, window)
        var leaves = 1
        while leaves < window { leaves *= 2 }
        self.leaves = leaves
        highest = [Double](repeating: -.infinity, count: 2 * leaves * series)
        lowest = [Double](repeating: .infinity, count: 2 * leaves * series)
        accepted = [Int](repeating: 0, count: series)
    }

    /// Takes the next value of a series; false, and nothing changed, when it is not finite.
    @discardableResult
    public mutating func push(_ value: Double, series index: Int) -> Bool {
        guard value.isFinite else { return false }
        let slot = accepted[index] % window
        accepted[index] += 1
        Self.place(value, leaf: leaves + slot, in: &highest, series, index) { Swift.max($0, $1) }
        Self.place(value, leaf: leaves + slot, in: &lowest, series, index) { Swift.min($0, $1) }
        return true
    }

    @inline(__always)
    private static func place(
        _ value: Double, leaf: Int, in nodes: inout [Double], _ series: Int, _ index: Int,
        _ winner: (Double, Double) -> Double
    ) {
        nodes.withUnsafeMutableBufferPointer { nodes in
            nodes[leaf * series + index] = value
            var node = leaf
            var best = value
            while node > 1 {
                best = winner(best, nodes[(node ^ 1) * series + index])
                node >>= 1
                nodes[node * series + index] = best
            }
        }
    }

    /// How many values the window of a series holds.
    public func count(_ index: Int) -> Int { Swift.min(accepted[index], window) }

    /// The highest value in the window of a series; NaN while it is empty.
    public func highest(_ index: Int) -> Double { accepted[index] > 0 ? highest[rootPlace + index] : .nan }

    /// The lowest value in the window of a series; NaN while it is empty.
    public func lowest(_ index: Int) -> Double { accepted[index] > 0 ? lowest[rootPlace + index] : .nan }

    // With a window of one the only leaf is the root.
    private var rootPlace: Int { series }

    /// How many numbers `state` has.
    public var stateCount: Int { series * (1 + window) }

    /// Everything that has to survive a restart: how many values each series took, and those in its window by slot.
    public var state: [Double] {
        let first = leaves * series
        return accepted.map(Double.init)
            + highest[first..<first + window * series].map { $0.isFinite ? $0 : .nan }
    }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard state.count == stateCount else { return false }
        let counts = state[..<series].compactMap(Int.init(exactly:))
        guard counts.count == series, counts.allSatisfy({ $0 >= 0 }) else { return false }
        for index in 0..<series {
            for slot in 0..<window {
                let isHeld = slot < Swift.min(counts[index], window)
                guard state[series * (1 + slot) + index].isFinite == isHeld else { return false }
            }
        }
        accepted = counts
        for place in 0..<window * series {
            let value = state[series + place]
            highest[leaves * series + place] = value.isFinite ? value : -.infinity
            lowest[leaves * series + place] = value.isFinite ? value : .infinity
        }
        for node in stride(from: leaves - 1, to: 0, by: -1) {
            for index in 0..<series {
                let (left, right) = (2 * node * series + index, (2 * node + 1) * series + index)
                highest[node * series + index] = Swift.max(highest[left], highest[right])
                lowest[node * series + index] = Swift.min(lowest[left], lowest[right])
            }
        }
        return true
    }
}
