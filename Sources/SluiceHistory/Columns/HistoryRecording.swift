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
    /// The first cycle at or after a moment that is later than another; `distantFuture` when there is none.
    public let nextCycle: (_ bar: Timestamp, _ last: Timestamp) -> Timestamp

    /// Creates a recording for a universe and its cycles.
    public init(
        instruments: [String], barMinutes: Double,
        nextCycle: @escaping (_ bar: Timestamp, _ last: Timestamp) -> Timestamp
    ) {
        (self.instruments, self.barMinutes, self.nextCycle) = (instruments, barMinutes, nextCycle)
    }

    /// Writes a source's history to a file.
    ///
    /// - Returns: False, and no file, when the columns could not tell what the source shows: a bar or quote that is
    ///   older than its cycle.
    /// - Throws: `ColumnError`, or what the source throws.
    public func write(_ source: any DataSource, to path: String) throws -> Bool {
        let frame = MarketFrame(count: instruments.count, barMinutes: barMinutes)
        let fields = HistoryField.allCases
        let shapes =
            [ColumnShape("time", .i64)]
            + fields.flatMap { field in
                instruments.map { ColumnShape(HistoryColumns.name(field, $0), .f64) }
            }
        // Pieces of at least a kilobyte, whatever the universe.
        let writer = try ColumnWriter(path, columns: shapes, blockBytes: max(1 << 20, shapes.count * 1_024))
        let columns = fields.map { $0.column(of: frame) }
        var now = Timestamp.distantPast
        // By field: whether any bar has it.
        var isUsed = [Bool](repeating: false, count: fields.count)
        // By instrument: when the quote of the cycle before was valid.
        var quoted = [Timestamp](repeating: .distantPast, count: instruments.count)
        try source.start()
        while let bar = try source.nextBar(), bar != .distantFuture {
            now = nextCycle(bar, now)
            guard now != .distantFuture else { break }
            try source.advance(to: now, into: frame)
            var isFresh = false
            for index in instruments.indices {
                let (quote, hasBar) = (frame.quoteTime[index], frame.isFresh(index))
                let hasQuote = quote != quoted[index]
                guard !hasQuote || quote == now, !hasBar || frame.barTime[index] == now else { return false }
                guard hasBar || hasQuote else { continue }
                (isFresh, quoted[index]) = (true, quote)
                for field in fields where field.isOfQuote ? hasQuote : hasBar {
                    let number = columns[field.rawValue][index]
                    guard !number.isNaN else { continue }
                    isUsed[field.rawValue] = true
                    writer.set(1 + field.rawValue * instruments.count + index, number)
                }
            }
            guard isFresh else { continue }
            writer.set(0, now.nanoseconds)
            try writer.endRow()
        }
        let unused = fields.filter { !isUsed[$0.rawValue] }.flatMap { field in
            instruments.indices.map { 1 + field.rawValue * instruments.count + $0 }
        }
        let facts: JSONValue = [
            "form": .int(HistoryColumns.form), "instruments": .array(instruments.map { .string($0) }),
            "remarks": .array(source.remarks.map { .string($0) }),
        ]
        try writer.finish(facts: facts, leavingOut: Set(unused))
        return true
    }
}
