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

    /// Creates a recording for a universe and its cycles.
    public init(
        instruments: [String], barMinutes: Double, until: Timestamp? = nil,
        notices: HistoryNotices = HistoryNotices(),
        nextCycle: @escaping (_ bar: Timestamp, _ last: Timestamp) -> Timestamp
    ) {
        (self.instruments, self.barMinutes, self.until) = (instruments, barMinutes, until)
        (self.notices, self.nextCycle) = (notices, nextCycle)
    }

    /// Writes a source's history to a file.
    ///
    /// - Returns: False, and no file, when the columns could not tell what the source shows: a bar or quote that is
    ///   older than its cycle, a bar without a close, a quote without a price, or lines in the log.
    /// - Throws: `ColumnError`, or what the source throws.
    public func write(_ source: any DataSource, to path: String) throws -> Bool {
        var taker = try RowTaker(
            instruments, MarketFrame(count: instruments.count, barMinutes: barMinutes), path)
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
            guard try taker.take(now) else { return false }
            notices.begin(1 + 2 * taker.rows)
        }
        guard !notices.hasLines else { return false }
        func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        func moment(_ moment: Timestamp?) -> JSONValue { moment.map { .int(Int($0.nanoseconds)) } ?? .null }
        try taker.finish(facts: [
            "form": .int(HistoryColumns.form), "instruments": texts(instruments),
            "remarks": texts(source.remarks), "firstRemarks": texts(first), "after": moment(after),
            "lastBar": moment(source.lastBar), "notices": .array(notices.all.map(\.json)),
        ])
        return true
    }
}

/// Takes what a frame shows, row by row.
private struct RowTaker {
    let frame: MarketFrame
    private(set) var rows = 0
    private let instruments: [String]
    private let writer: ColumnWriter
    private let columns: [Column]
    /// By field: whether any bar has it.
    private var isUsed = [Bool](repeating: false, count: HistoryField.allCases.count)
    /// By instrument: when the quote of the cycle before was valid.
    private var quoted: [Timestamp]

    init(_ instruments: [String], _ frame: MarketFrame, _ path: String) throws(ColumnError) {
        (self.instruments, self.frame) = (instruments, frame)
        var shapes = [ColumnShape("time", .i64)]
        for field in HistoryField.allCases {
            shapes += instruments.map { ColumnShape(HistoryColumns.name(field, $0), .f64) }
        }
        // Pieces of at least a kilobyte, whatever the universe.
        writer = try ColumnWriter(path, columns: shapes, blockBytes: max(1 << 20, shapes.count * 1_024))
        columns = HistoryField.allCases.map { $0.column(of: frame) }
        quoted = [Timestamp](repeating: .distantPast, count: instruments.count)
    }

    /// Takes a row; false when columns could not tell what the frame shows.
    mutating func take(_ now: Timestamp) throws(ColumnError) -> Bool {
        for index in instruments.indices {
            let (quote, hasBar) = (frame.quoteTime[index], frame.isFresh(index))
            let hasQuote = quote != quoted[index]
            if hasBar {
                guard frame.barTime[index] == now, !frame.close[index].isNaN else { return false }
                for field in 0..<HistoryField.firstOfQuote where !set(field, index) { return false }
            }
            guard hasQuote else { continue }
            guard quote == now, !frame.bid[index].isNaN || !frame.ask[index].isNaN else { return false }
            quoted[index] = quote
            for field in HistoryField.firstOfQuote..<columns.count where !set(field, index) { return false }
        }
        writer.set(0, now.nanoseconds)
        try writer.endRow()
        rows += 1
        return true
    }

    /// Sets a number of the row; false for a NaN of other bits than the one that stands for absence.
    private mutating func set(_ field: Int, _ index: Int) -> Bool {
        let number = columns[field][index]
        guard !number.isNaN else { return number.bitPattern == Double.nan.bitPattern }
        isUsed[field] = true
        writer.set(1 + field * instruments.count + index, number)
        return true
    }

    func finish(facts: JSONValue) throws(ColumnError) {
        let unused = HistoryField.allCases.filter { !isUsed[$0.rawValue] }.flatMap { field in
            instruments.indices.map { 1 + field.rawValue * instruments.count + $0 }
        }
        try writer.finish(facts: facts, leavingOut: Set(unused))
    }
}
