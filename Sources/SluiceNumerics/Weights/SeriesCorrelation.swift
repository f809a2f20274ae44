/// Rolling correlations among the members of many series, aligned by time: one past per instrument and horizon.
///
/// A step is the members' values of one moment. A pair's correlation is taken over the moments at which both were
/// present; with fewer than `minimum` of them, or a constant member, it is 0. A moment at which nobody is present is no
/// step. Cost: members squared a step; a pair with gaps in its window walks the window when it is read.
///
/// Sums are kept true as in `RollingMoments`. Source: Pearson's product-moment correlation. Worked number: 1, 2, 3, 4
/// against 1, 3, 2, 4 is 0.8.
public struct SeriesCorrelation: Sendable {
    /// How many series there are.
    public let series: Int
    /// How many members forecast each.
    public let members: Int
    /// How many steps a series remembers.
    public let window: Int
    // By slot, then series, then member; NaN where a member was absent.
    var values: [Double]
    var steps: [Int]
    var present: [Int]
    // By series; see `SeriesMoments`.
    var sums: [Double]
    var differences: [Double]
    var repair: CorrelationRepair
    let stride: Int

    /// Refuses less than one series, member or step, and more than 2^31 values altogether.
    public init(series: Int, members: Int, window: Int = 50) throws(InvalidParameter) {
        try require("series", series, in: 1...1_000_000)
        try require("members", members, in: 1...1024)
        try require("window", window, in: 1...1_000_000)
        let (cells, overflows) = (series * members).multipliedReportingOverflow(by: window)
        try require("series x members x window", overflows ? .max : cells, in: 1...(1 << 31))
        (self.series, self.members, self.window) = (series, members, window)
        stride = 2 * members + members * (members + 1) / 2
        values = [Double](repeating: .nan, count: cells)
        steps = [Int](repeating: 0, count: series)
        present = [Int](repeating: 0, count: series * members)
        sums = [Double](repeating: 0, count: series * stride)
        differences = [Double](repeating: 0, count: 2 * members)
        repair = try CorrelationRepair(capacity: members)
    }

    /// How many values of a member the window of a series holds.
    public func count(series index: Int, member: Int) -> Int { present[index * members + member] }

    /// Takes the members' values of one moment; what is not finite is an absent member.
    public mutating func push(_ step: Span<Double>, series index: Int) {
        precondition(step.count == members && index < series)
        var isEmpty = true
        for member in step.indices where step[member].isFinite { isEmpty = false }
        if isEmpty { return }
        let slot = steps[index] % window
        let isFull = steps[index] >= window
        steps[index] += 1
        let isStale = withMoments(of: index, slot: slot) { $0.replace(with: step, isFull: isFull) }
        // Each series in its turn, so that no moment takes the sums of all of them.
        if isStale || (isFull && slot == index * window / series) { retake(index) }
    }

    private mutating func withMoments(
        of index: Int, slot: Int, _ body: (SeriesMoments) -> Bool
    ) -> Bool {
        let start = (slot * series + index) * members
        let (first, sum) = (index * members, index * stride)
        return values.withUnsafeMutableBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                present.withUnsafeMutableBufferPointer { present in
                    differences.withUnsafeMutableBufferPointer { differences in
                        body(
                            SeriesMoments(
                                members: members,
                                row: .init(rebasing: values[start..<(start + members)]),
                                present: .init(rebasing: present[first..<(first + members)]),
                                sums: .init(rebasing: sums[sum..<(sum + stride)]),
                                differences: differences))
                    }
                }
            }
        }
    }

    /// Takes the sums of a series from its window, each member around its own mean.
    mutating func retake(_ index: Int) {
        let (base, filled) = (index * stride, Swift.min(steps[index], window))
        for member in 0..<members {
            var (first, shift, count) = (Double.nan, 0.0, 0.0)
            for slot in 0..<filled {
                let value = values[(slot * series + index) * members + member]
                guard !value.isNaN else { continue }
                if first.isNaN { first = value }
                shift += value - first
                count += 1
            }
            sums[base + member] = count > 0 ? first + shift / count : 0
        }
        for cell in (base + members)..<(base + stride) { sums[cell] = 0 }
        for slot in 0..<filled {
            let row = (slot * series + index) * members
            var product = base + 2 * members
            for member in 0..<members {
                let difference = difference(row + member, base + member)
                sums[base + members + member] += difference
                for other in 0...member {
                    sums[product] += difference * self.difference(row + other, base + other)
                    product += 1
                }
            }
        }
    }

    private func difference(_ cell: Int, _ reference: Int) -> Double {
        values[cell].isNaN ? 0 : values[cell] - sums[reference]
    }
}
