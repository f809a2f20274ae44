import SluiceColumns
public import SluiceDocument
public import SluiceKit
public import SluiceMarket

/// Shows the columns of a history as the data source did that they were recorded from, bit for bit.
///
/// Cycle after cycle it gives the same frame, fresh flags, times of bars and quotes, moments of the next bar, findings and
/// remarks. A cursor stands at the next row, so nothing is searched, and nothing is allocated. Rows are brought a few
/// dozen at a time, because what one row has of many instruments lies in as many places.
public final class ColumnSource: StretchSource {
    /// No pipeline file names it: a run puts it in the place of a stage whose history was recorded.
    public static let manifest = Manifest("columns", "Brings the bars of a history that was recorded before.")

    private let history: HistoryColumns
    private let tile: HistoryTile
    private let report: @Sendable (Diagnostic) -> Void
    /// The next row.
    private var row = 0
    /// The next notice.
    private var notice = 0
    /// The frame that shows the last row.
    private var frame: ObjectIdentifier?

    /// Plays a history from its beginning; findings of the source that was recorded are reported again.
    public init(_ history: HistoryColumns, report: @escaping @Sendable (Diagnostic) -> Void) {
        (self.history, self.report) = (history, report)
        tile = HistoryTile(history)
    }

    /// A history comes from no settings.
    /// - Throws: `ColumnError`, always.
    public convenience init(settings: NoSettings, context: StageContext) throws {
        throw ColumnError(.lacking, context.id, "a history is played in the place of a stage, not as one")
    }

    /// Says what the recorded source said when it started.
    public func start() { tell(upTo: 0) }

    /// The cycle of the next row.
    public func nextBar() -> Timestamp? {
        tell(upTo: 1 + 2 * row)
        return row < history.rows ? history.time(of: row) : history.after
    }

    /// Shows every row up to a moment; a run that asks for each cycle of the recording gets one at a time.
    public func advance(to now: Timestamp, into market: MarketFrame) {
        if frame != ObjectIdentifier(market) { showAll(in: market) }
        market.fresh.fill(0)
        while row < history.rows, history.times.buffer[row] <= now.nanoseconds {
            tell(upTo: 2 + 2 * row)
            tile.show(row, in: market)
            row += 1
        }
    }

    /// Shows rows until something is to be said.
    public func advance(
        cycles most: Int, upTo last: Timestamp, into stretch: Stretch, after market: MarketFrame
    ) {
        if frame != ObjectIdentifier(market) { showAll(in: market) }
        tell(upTo: 2 + 2 * row)
        // A notice that comes later is said between the cycles that it belongs between.
        let silent =
            notice < history.notices.count ? (history.notices[notice].call - 1) / 2 : history.rows
        var end = row
        let bound = min(row + most, max(silent, row), history.rows)
        let times = history.times.buffer
        if end < bound, times[bound - 1] <= last.nanoseconds { end = bound }
        while end < bound, times[end] <= last.nanoseconds { end += 1 }
        for next in row..<end { stretch.times[next - row] = Timestamp(nanoseconds: times[next]) }
        stretch.begin(end - row)
        HistoryStretch(history: history, rows: row..<end, stretch: stretch, before: market).show()
        row = end
    }

    /// The end of the last bar that the recorded source knew of.
    public var lastBar: Timestamp? { history.lastBar }

    /// What the recorded source said about itself; before its end, what it said about the whole is marked so.
    public var remarks: [String] {
        guard row < history.rows else { return history.remarks }
        return history.remarks.map { history.firstRemarks.contains($0) ? $0 : "\($0) (of the whole history)" }
    }

    /// Writes the next row.
    public func remember(into memory: inout MemoryWriter) { memory.write(row) }

    /// Goes on with the row that ``remember(into:)`` wrote.
    public func recall(from memory: inout MemoryReader) throws {
        let next = try memory.int()
        guard (0...history.rows).contains(next) else { throw MemoryMismatch("the history has no such row") }
        (row, frame) = (next, nil)
        notice = history.notices.firstIndex { $0.call > 2 * next } ?? history.notices.count
    }

    /// Shows a frame that was not seen before what an older one would show.
    private func showAll(in market: MarketFrame) {
        frame = ObjectIdentifier(market)
        for index in 0..<market.count { tile.showLast(before: row, of: index, in: market) }
    }

    private func tell(upTo call: Int) {
        while notice < history.notices.count, history.notices[notice].call <= call {
            report(history.notices[notice].diagnostic)
            notice += 1
        }
    }
}
