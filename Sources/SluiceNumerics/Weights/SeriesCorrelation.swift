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
    // By slot, then member, then series; NaN where a member was absent.
    var values: [Double]
    // By series: the slot it writes next, and how many steps it has ever taken.
    var slots: [Int]
    var steps: [Int]
    // By member, then series: how many values the window holds, what differences are from, and their sums.
    var present: [Double]
    var references: [Double]
    var sums: [Double]
    // By pair, then series; see `product(_:_:)`.
    var products: [Double]
    var scratch: CorrelationScratch
    var repair: CorrelationRepair
    // A power of two: how many steps after one retake of the sums the next is due.
    let period: Int

    /// Refuses less than one series, member or step, and more than 2^31 values altogether.
    public init(series: Int, members: Int, window: Int = 50) throws(InvalidParameter) {
        try require("series", series, in: 1...1_000_000)
        try require("members", members, in: 1...1024)
        try require("window", window, in: 1...1_000_000)
        let (cells, overflows) = (series * members).multipliedReportingOverflow(by: window + members)
        try require("series x members x window", overflows ? .max : cells, in: 1...(1 << 31))
        (self.series, self.members, self.window) = (series, members, window)
        period = RollingMoments.period(window: window)
        values = [Double](repeating: .nan, count: series * members * window)
        slots = [Int](repeating: 0, count: series)
        steps = [Int](repeating: 0, count: series)
        present = [Double](repeating: 0, count: series * members)
        references = [Double](repeating: 0, count: series * members)
        sums = [Double](repeating: 0, count: series * members)
        products = [Double](repeating: 0, count: series * members * (members + 1) / 2)
        scratch = CorrelationScratch(members: members)
        repair = try CorrelationRepair(capacity: members)
    }

    /// How many values of a member the window of a series holds.
    public func count(series index: Int, member: Int) -> Int { Int(present[member * series + index]) }

    /// Writes how many values of each member the windows of a run of neighbouring series hold, member after member.
    public func counts(firstSeries first: Int, into counts: inout MutableSpan<Double>) {
        let count = counts.count / members
        for member in 0..<members {
            for index in 0..<count {
                counts[member * count + index] = present[member * series + first + index]
            }
        }
    }

    /// Takes the members' values of one moment of one series; what is not finite is an absent member.
    public mutating func push(_ step: Span<Double>, series index: Int) { push(step, firstSeries: index) }

    /// Takes the members' values of one moment of each of a run of neighbouring series.
    ///
    /// `step` holds the run's values of the first member, then those of the second, and so on. Gives the same bits as
    /// pushing one series after the other. A run beyond the last series is a programming error.
    public mutating func push(_ step: Span<Double>, firstSeries first: Int) {
        let count = step.count / members
        precondition(count * members == step.count && first >= 0 && first + count <= series)
        step.withUnsafeBufferPointer { step in
            var start = 0
            while start < count {
                let part = start..<Swift.min(start + CorrelationScratch.room, count)
                take(CorrelationStep(values: step, stride: count, part: part), first: first + start)
                start = part.upperBound
            }
        }
    }
}

/// The members' values of some neighbouring series, out of those of a longer run.
struct CorrelationStep {
    let values: UnsafeBufferPointer<Double>
    let stride: Int
    let part: Range<Int>

    /// A member's values, by series of the part.
    subscript(member: Int) -> UnsafeBufferPointer<Double> {
        .init(rebasing: values[member * stride + part.lowerBound..<member * stride + part.upperBound])
    }
}

/// Room for what is worked out about a few dozen series at a time: what they touch stays in the first cache.
struct CorrelationScratch: Sendable {
    static let room = 64
    // By member, then series: what left, and the differences of what entered and of what left.
    var old: [Double]
    var entering: [Double]
    var leaving: [Double]
    // By series: whether anybody is present.
    var isStep = [Bool](repeating: false, count: room)

    init(members: Int) {
        old = [Double](repeating: .nan, count: members * Self.room)
        entering = [Double](repeating: 0, count: members * Self.room)
        leaving = [Double](repeating: 0, count: members * Self.room)
    }

    /// Where a member's cells lie, for so many series.
    static func cells(_ member: Int, _ count: Int) -> Range<Int> { member * room..<member * room + count }
}
