import SluiceColumns
import SluiceDocument
public import SluiceKit
public import SluiceMarket

/// Plays a data source from its first bar to its last, and keeps what it shows as columns.
///
/// Whatever the source does with its bars, such as folding, sorting, adjusting or leaving out, is done once, by the source
/// itself, so that the columns are what it shows and nothing else. Holds blocks of rows only.
public struct HistoryRecording {
    /// The universe, in its order.
    public let instruments: [String]
    /// The length of a bar in minutes of trading, as the market frame has it.
    public let barMinutes: Double
    /// Where the run ends at the latest; nil for the whole history.
    public let until: Timestamp?
    /// What the source says meanwhile; its context must report there.
    public let notices: HistoryNotices
    /// The first cycle at or after a moment that is later than another; `distantFuture` when there is none.
    public let nextCycle: (_ bar: Timestamp, _ last: Timestamp) -> Timestamp
    /// Cycles that follow a cycle at one distance, so that not each of them has to be asked for; nil where unknown.
    public let cycles: (_ cycle: Timestamp) -> CycleRun?

    /// Creates a recording for a universe and its cycles, each of which is asked for.
    public init(
        instruments: [String], barMinutes: Double, until: Timestamp? = nil,
        notices: HistoryNotices = HistoryNotices(),
        nextCycle: @escaping (_ bar: Timestamp, _ last: Timestamp) -> Timestamp
    ) {
        self.init(
            instruments: instruments, barMinutes: barMinutes, until: until, notices: notices,
            nextCycle: nextCycle, cycles: { _ in nil })
    }

    /// Creates a recording for a universe and its cycles, of which whole runs may be known.
    public init(
        instruments: [String], barMinutes: Double, until: Timestamp? = nil,
        notices: HistoryNotices = HistoryNotices(),
        nextCycle: @escaping (_ bar: Timestamp, _ last: Timestamp) -> Timestamp,
        cycles: @escaping (_ cycle: Timestamp) -> CycleRun?
    ) {
        self.cycles = cycles
        (self.instruments, self.barMinutes, self.until) = (instruments, barMinutes, until)
        (self.notices, self.nextCycle) = (notices, nextCycle)
    }

    /// Writes a source's history to a file.
    ///
    /// - Returns: False, and no file, when the columns could not tell what the source shows: a bar or quote that is
    ///   older than its cycle, a bar without a close, a quote without a price, or lines in the log.
    /// - Throws: `ColumnError`, or what the source throws.
    public func write(_ source: any DataSource, to path: String) throws -> Bool {
        let frame = MarketFrame(count: instruments.count, barMinutes: barMinutes)
        var taker = RowTaker(frame, try FileRows(instruments, path))
        guard let (firstRemarks, after) = try play(source, &taker) else { return false }
        func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        func moment(_ moment: Timestamp?) -> JSONValue { moment.map { .int(Int($0.nanoseconds)) } ?? .null }
        try taker.sink.finish(facts: [
            "form": .int(HistoryColumns.form), "instruments": texts(instruments),
            "remarks": texts(source.remarks), "firstRemarks": texts(firstRemarks), "after": moment(after),
            "lastBar": moment(source.lastBar), "notices": .array(notices.all.map(\.json)),
        ])
        return true
    }

    /// Reads a source's history into memory, without a file.
    ///
    /// A source that can tell its bars as columns itself is not played at all.
    ///
    /// - Parameters:
    ///   - source: The source, built and not yet started.
    ///   - limit: The most bytes that the columns may take.
    /// - Returns: Nil where ``write(_:to:)`` leaves no file, and where the limit or the memory is too small. The source
    ///   may have been played then.
    /// - Throws: What the source throws.
    public func columns(of source: any DataSource, limit: Int = .max) throws -> HistoryColumns? {
        if let source = source as? any ColumnarSource {
            let wanted = ColumnarRequest(until: until, limit: limit, nextCycle: nextCycle, cycles: cycles)
            if let history = source.history(wanted) { return HistoryColumns(history, of: instruments) }
        }
        return try playedColumns(of: source, limit: limit)
    }

    /// As ``columns(of:limit:)`` by playing the source, whatever it can tell.
    package func playedColumns(of source: any DataSource, limit: Int = .max) throws -> HistoryColumns? {
        let columns = BarColumns(
            instruments: instruments.count, rows: Self.firstRows, quoteRoom: .none, limit: limit)
        guard let columns else { return nil }
        let frame = MarketFrame(count: instruments.count, barMinutes: barMinutes)
        var taker = RowTaker(frame, MemoryRows(columns))
        guard let (firstRemarks, after) = try play(source, &taker) else { return nil }
        let history = ColumnarHistory(
            columns: columns, remarks: source.remarks, firstRemarks: firstRemarks, after: after,
            lastBar: source.lastBar, notices: notices.all.map { ($0.call, $0.diagnostic) })
        return HistoryColumns(history, of: instruments)
    }

    /// How many rows there is room for at first.
    private static let firstRows = 4_096

    /// Plays a source to its end or the run's.
    /// - Returns: What it said about itself once it had started, and the end of the next bar where the run ends before
    ///   the data do; nil when columns could not tell what it shows.
    private func play(
        _ source: any DataSource, _ taker: inout RowTaker<some RowSink>
    ) throws -> (firstRemarks: [String], after: Timestamp?)? {
        var now = Timestamp.distantPast
        var after: Timestamp?
        try source.start()
        let first = source.remarks
        notices.begin(1)
        while let bar = try source.nextBar(), bar != .distantFuture {
            now = nextCycle(bar, now)
            guard now != .distantFuture, until.map({ now <= $0 }) ?? true else {
                after = bar
                break
            }
            notices.begin(2 + 2 * taker.rows)
            try source.advance(to: now, into: taker.frame)
            guard try taker.take(now) else { return nil }
            notices.begin(1 + 2 * taker.rows)
        }
        return notices.hasLines ? nil : (first, after)
    }
}
