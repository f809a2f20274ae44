import SluiceColumns
import SluiceDocument
import SluiceKit
import SluiceMarket

/// Where the rows of a recording go; a number that is not set is absent.
protocol RowSink {
    /// Begins a row; false where there is no room for it.
    mutating func begin(_ now: Timestamp) throws(ColumnError) -> Bool
    /// Sets a number of the row; false where there is no room for it.
    mutating func set(_ field: Int, _ instrument: Int, _ number: Double) -> Bool
    mutating func endRow() throws(ColumnError)
}

/// Takes what a frame shows, row by row.
struct RowTaker<Sink: RowSink> {
    let frame: MarketFrame
    private(set) var rows = 0
    private(set) var sink: Sink
    private let columns: [Column]
    /// By instrument: when the quote of the cycle before was valid.
    private var quoted: [Timestamp]

    init(_ frame: MarketFrame, _ sink: Sink) {
        (self.frame, self.sink) = (frame, sink)
        columns = HistoryField.allCases.map { $0.column(of: frame) }
        quoted = [Timestamp](repeating: .distantPast, count: frame.count)
    }

    /// Takes a row; false when columns could not tell what the frame shows.
    mutating func take(_ now: Timestamp) throws(ColumnError) -> Bool {
        guard try sink.begin(now) else { return false }
        for index in quoted.indices {
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
        try sink.endRow()
        rows += 1
        return true
    }

    /// Sets a number of the row; false for a NaN of other bits than the one that stands for absence.
    private mutating func set(_ field: Int, _ index: Int) -> Bool {
        let number = columns[field][index]
        guard !number.isNaN else { return number.bitPattern == Double.nan.bitPattern }
        return sink.set(field, index, number)
    }
}

/// Rows go to a file.
struct FileRows: RowSink {
    private let instruments: [String]
    private let writer: ColumnWriter
    /// By field: whether any bar has it.
    private var isUsed = [Bool](repeating: false, count: HistoryField.allCases.count)

    init(_ instruments: [String], _ path: String) throws(ColumnError) {
        self.instruments = instruments
        var shapes = [ColumnShape("time", .i64)]
        for field in HistoryField.allCases {
            shapes += instruments.map { ColumnShape(HistoryColumns.name(field, $0), .f64) }
        }
        // Pieces of at least a kilobyte, whatever the universe.
        writer = try ColumnWriter(path, columns: shapes, blockBytes: max(1 << 20, shapes.count * 1_024))
    }

    func begin(_ now: Timestamp) -> Bool {
        writer.set(0, now.nanoseconds)
        return true
    }

    mutating func set(_ field: Int, _ instrument: Int, _ number: Double) -> Bool {
        isUsed[field] = true
        writer.set(1 + field * instruments.count + instrument, number)
        return true
    }

    func endRow() throws(ColumnError) { try writer.endRow() }

    func finish(facts: JSONValue) throws(ColumnError) {
        let unused = HistoryField.allCases.filter { !isUsed[$0.rawValue] }.flatMap { field in
            instruments.indices.map { 1 + field.rawValue * instruments.count + $0 }
        }
        try writer.finish(facts: facts, leavingOut: Set(unused))
    }
}

/// Rows stay in memory.
struct MemoryRows: RowSink {
    let columns: BarColumns
    /// The first number of the row's first bar.
    private var bars: UnsafeMutablePointer<Double>
    /// How far the columns are apart.
    private var stride: Int

    init(_ columns: BarColumns) {
        self.columns = columns
        (bars, stride) = columns.bar(0)
    }

    mutating func begin(_ now: Timestamp) -> Bool {
        guard columns.begin(now.nanoseconds) else { return false }
        (bars, stride) = columns.bar(0)
        bars += columns.rows - 1
        return true
    }

    @inline(__always)
    func set(_ field: Int, _ instrument: Int, _ number: Double) -> Bool {
        guard field < HistoryField.firstOfQuote else { return columns.set(field, instrument, number) }
        bars[(instrument &* HistoryField.firstOfQuote &+ field) &* stride] = number
        return true
    }

    func endRow() {}
}
