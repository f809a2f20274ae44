import SluiceMarket

/// What became of a line.
enum LineOutcome {
    /// A bar.
    case bar
    /// A bar of an instrument outside the universe, or of a time outside the one in use.
    case unused
    /// A bar that ended outside every session.
    case outside
    /// A line that is no bar.
    case bad
}

/// Reads the lines of one file into records.
struct LineParser {
    private let columns: ColumnPlan
    private let decimals = DecimalReader()
    private var times: TimeReader
    private let symbols: SymbolTable
    /// The instrument of every line; nil when a column says it.
    private let instrument: Int?
    /// Bars that end after the first and not after the second moment are used.
    private let used: (after: Int64, upTo: Int64)

    init(
        columns: ColumnPlan, times: TimeReader, symbols: SymbolTable, instrument: Int?,
        used: (after: Int64, upTo: Int64)
    ) {
        (self.columns, self.times, self.symbols) = (columns, times, symbols)
        (self.instrument, self.used) = (instrument, used)
    }

    /// Reads the line at the cursor, wholly or only its time and instrument.
    ///
    /// The cursor then is at the line feed of a whole bar, else anywhere in the line.
    @inline(__always)
    mutating func take(
        _ cursor: inout UnsafePointer<UInt8>, wholly: Bool, into record: inout BarRecord
    ) -> LineOutcome {
        guard wholly else { return read(&cursor, upTo: columns.scanned, isScan: true, into: &record) }
        let outcome = read(&cursor, upTo: columns.count, isScan: false, into: &record)
        guard outcome == .bar else { return outcome }
        if cursor.pointee == CSVByte.carriageReturn { cursor += 1 }
        guard cursor.pointee == CSVByte.newline else { return .bad }
        return columns.fill(&record) ? .bar : .bad
    }

    @inline(__always)
    private mutating func read(
        _ cursor: inout UnsafePointer<UInt8>, upTo count: Int, isScan: Bool, into record: inout BarRecord
    ) -> LineOutcome {
        var at = cursor
        defer { cursor = at }
        if let instrument { record.instrument = instrument }
        for column in 0..<count {
            if column > 0 {
                guard at.pointee == CSVByte.comma else { return .bad }
                at += 1
            }
            let field = columns.fields[column]
            if field < BarField.numbers, !isScan {
                columns.values[Int(field)] = decimals.read(&at)
            } else if field == BarField.time.rawValue {
                record.end = times.end(&at)
                guard record.end > BarClock.malformed else {
                    return record.end == BarClock.outside ? .outside : .bad
                }
                guard record.end > used.after, record.end <= used.upTo else { return .unused }
            } else if field == BarField.symbol.rawValue {
                record.instrument = symbols.read(&at)
                guard record.instrument >= 0 else { return .unused }
            } else {
                CSVByte.skipField(&at)
            }
        }
        return .bar
    }
}
