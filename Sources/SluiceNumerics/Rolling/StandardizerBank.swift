/// Standardizes many series side by side, each against its own past.
///
/// A series is whatever has a past of its own, as one instrument, horizon and member; which index means which is the
/// caller's choice, but neighbours that are pushed together are faster, and whole columns fastest. A value that is not
/// finite gives NaN and leaves no trace. See `RollingMoments` for how sums are kept true.
public struct StandardizerBank: Sendable {
    /// The rule.
    public let rule: Standardization
    /// How many neighbouring series make a column.
    public let column: Int
    var moments: RollingMoments
    var scratch = StandardizerScratch()
    // By column: how many values each of its series has taken, while all are full and are pushed together; `moments`
    // then lags behind in counts and slots, which would cost as much to keep up as the sums. 0 when they may differ.
    private var common: [Int]

    /// Refuses less than one series, and a column that the series are no multiple of; without one all are one column.
    public init(rule: Standardization, series: Int, column: Int? = nil) throws(InvalidParameter) {
        self.rule = rule
        moments = try RollingMoments(series: series, window: rule.window)
        self.column = column ?? series
        guard self.column >= 1, series.isMultiple(of: self.column) else {
            throw InvalidParameter(
                name: "column", value: Double(self.column), expected: "a divisor of \(series) series")
        }
        common = [Int](repeating: 0, count: series / self.column)
    }

    /// How many series there are.
    public var series: Int { moments.series }

    /// How many values the window of a series holds.
    public func count(_ index: Int) -> Int { moments.count(index) }

    /// Takes the next value of one series and returns its score; NaN when there is none.
    public mutating func push(_ value: Double, series index: Int) -> Double {
        part(index..<index + 1)
        var score = Double.nan
        withUnsafePointer(to: value) { value in
            withUnsafeMutablePointer(to: &score) { score in
                walk(.init(start: value, count: 1), first: index, into: .init(start: score, count: 1))
            }
        }
        return score
    }

    /// Takes the next value of each of a run of neighbouring series, and writes their scores.
    ///
    /// `values` and `scores` are indexed from the first series of the run and equally long. Gives the same bits as
    /// pushing one after the other, several times faster. A run beyond the last series is a programming error.
    public mutating func push(
        _ values: Span<Double>, firstSeries first: Int, into scores: inout MutableSpan<Double>
    ) {
        precondition(values.count == scores.count && first >= 0 && first + values.count <= series)
        values.withUnsafeBufferPointer { values in
            scores.withUnsafeMutableBufferPointer { scores in
                if values.count == column, first.isMultiple(of: column),
                    walkTogether(values, first: first, into: scores)
                {
                    return
                }
                part(first..<first + values.count)
                var start = 0
                while start < values.count {
                    let part = start..<Swift.min(start + StandardizerScratch.room, values.count)
                    walk(
                        .init(rebasing: values[part]), first: first + start,
                        into: .init(rebasing: scores[part]))
                    start = part.upperBound
                }
            }
        }
    }

    /// Takes a value of each series of a column that stands in step; false, and nothing changed, when it does not.
    private mutating func walkTogether(
        _ values: UnsafeBufferPointer<Double>, first: Int, into scores: UnsafeMutableBufferPointer<Double>
    ) -> Bool {
        let number = first / column
        var count = common[number]
        if count == 0 { count = moments.commonCount(first..<first + column) ?? 0 }
        guard count > 0, column > 1, Self.areFinite(values) else { return false }
        walkTogether(values, first: first, count: count, into: scores)
        common[number] = count + 1
        return true
    }

    /// Gives each series of the columns of a run its own count again.
    private mutating func part(_ run: Range<Int>) {
        guard !run.isEmpty else { return }
        for number in run.lowerBound / column...(run.upperBound - 1) / column where common[number] > 0 {
            moments.setCounts(common[number], number * column..<(number + 1) * column)
            common[number] = 0
        }
    }

    /// Everything that has to survive a restart; later scores are the same to the bit.
    public var state: [Double] {
        var apart = self
        apart.part(0..<series)
        return apart.moments.state
    }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool {
        guard moments.restore(state) else { return false }
        common = [Int](repeating: 0, count: common.count)
        return true
    }
}
