package import SluiceDocument
public import SluiceMarket

/// A data source that can give all that it will bring as columns at once, where its cycles are plain.
///
/// Plain are cycles in each of which at most one bar of an instrument is new and ends with the cycle. What it gives is what
/// its `advance` would show cycle by cycle, to the bit, with all that it would say.
package protocol ColumnarSource: DataSource {
    /// Reads everything, before the source has started, and leaves the source as it was.
    /// - Returns: Nil where anything is not plain, or wrong: the source then is to be played.
    func history(_ wanted: ColumnarRequest) -> ColumnarHistory?
}

/// What a history is asked for.
package struct ColumnarRequest {
    /// Where the run ends at the latest; nil for the whole history.
    package let until: Timestamp?
    /// The most bytes that the columns may take.
    package let limit: Int
    /// The first cycle at or after a moment that is later than another; `distantFuture` when there is none.
    package let nextCycle: (_ bar: Timestamp, _ last: Timestamp) -> Timestamp
    /// Cycles that follow a cycle at one distance, where that is known.
    package let cycles: (_ cycle: Timestamp) -> CycleRun?

    /// Creates a request.
    package init(
        until: Timestamp?, limit: Int,
        nextCycle: @escaping (_ bar: Timestamp, _ last: Timestamp) -> Timestamp,
        cycles: @escaping (_ cycle: Timestamp) -> CycleRun?
    ) {
        (self.until, self.limit, self.nextCycle, self.cycles) = (until, limit, nextCycle, cycles)
    }
}

/// Cycles that follow one another at one distance.
public struct CycleRun: Hashable, Sendable {
    /// The distance.
    public let step: Span
    /// No cycle of the run is later than this; the run goes on to the last moment by steps that is not.
    public let last: Timestamp

    /// Creates a run.
    public init(step: Span, upTo last: Timestamp) { (self.step, self.last) = (step, last) }
}

/// All that a data source brings and says.
package struct ColumnarHistory {
    /// What its cycles show.
    package let columns: BarColumns
    /// What it says about itself when it has brought everything.
    package let remarks: [String]
    /// What it says once it has started.
    package let firstRemarks: [String]
    /// The end of the next bar, where the history ends before the data does.
    package let after: Timestamp?
    /// The end of the last bar there is, where the source knew it.
    package let lastBar: Timestamp?
    /// What it finds, with the call: 0 for the start, 1 + 2 row for asking when a row comes, 2 + 2 row for showing it.
    package let notices: [(call: Int, diagnostic: Diagnostic)]

    /// Creates a history.
    package init(
        columns: BarColumns, remarks: [String], firstRemarks: [String], after: Timestamp?,
        lastBar: Timestamp?,
        notices: [(call: Int, diagnostic: Diagnostic)]
    ) {
        (self.columns, self.remarks, self.firstRemarks) = (columns, remarks, firstRemarks)
        (self.after, self.lastBar, self.notices) = (after, lastBar, notices)
    }
}
