/// Standardizes many series side by side, each against its own past.
///
/// A series is whatever has a past of its own, as one instrument, horizon and member; which index means which is the
/// caller's choice, but neighbours that are pushed together in one column are fastest. A value that is not finite gives
/// NaN and leaves no trace. See `RollingMoments` for how sums are kept true.
public struct StandardizerBank: Sendable {
    /// The rule.
    public let rule: Standardization
    var moments: RollingMoments
    var scratch = StandardizerScratch()

    /// Refuses less than one series.
    public init(rule: Standardization, series: Int) throws(InvalidParameter) {
        self.rule = rule
        moments = try RollingMoments(series: series, window: rule.window)
    }

    /// How many series there are.
    public var series: Int { moments.series }

    /// How many values the window of a series holds.
    public func count(_ index: Int) -> Int { moments.count(index) }

    /// Takes the next value of one series and returns its score; NaN when there is none.
    public mutating func push(_ value: Double, series index: Int) -> Double {
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

    /// Everything that has to survive a restart; later scores are the same to the bit.
    public var state: [Double] { moments.state }

    /// Takes back what `state` gave; false, and nothing changed, when it does not fit.
    public mutating func restore(_ state: [Double]) -> Bool { moments.restore(state) }
}
