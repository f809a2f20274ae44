import SluiceKit

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
///
/// Plain values and pointers only; whoever makes it keeps what they point at.
struct LineParser {
    let columns: ColumnView
    let times: UnsafeMutablePointer<TimeReader>
    let symbols: SymbolView
    /// The instrument of every line; negative when a column says it.
    let instrument: Int
    /// Bars that end by this moment are left out.
    let usedAfter: Int64
    /// Bars that end after this moment are left out.
    let usedUpTo: Int64
    private let decimals = DecimalReader()
    // The values of another module's enum cost a call each.
    private let numbers = UInt8(BarField.numbers)
    private let time = BarField.time.rawValue
    private let symbol = BarField.symbol.rawValue

    init(
        columns: ColumnView, times: UnsafeMutablePointer<TimeReader>, symbols: SymbolView, instrument: Int?,
        used: (after: Int64, upTo: Int64)
    ) {
        (self.columns, self.times, self.symbols) = (columns, times, symbols)
        self.instrument = instrument ?? SymbolTable.unknown
        // No end of a bar is as early as what stands for none.
        (usedAfter, usedUpTo) = (max(used.after, BarClock.malformed), used.upTo)
    }

    /// How a line is read.
    enum Depth {
        /// Only its time and instrument.
        case scan
        /// All of it.
        case whole
        /// All of it, in the order that most files have.
        case usual
    }

    /// Reads the line at the cursor, wholly or only its time and instrument.
    ///
    /// The cursor then is at the line feed of a whole bar, else anywhere in the line.
    @inline(__always)
    func take(
        _ cursor: inout UnsafePointer<UInt8>, _ depth: Depth, into record: UnsafeMutablePointer<BarRecord>
    ) -> LineOutcome {
        let outcome =
            switch depth {
            case .scan: read(&cursor, upTo: columns.scanned, isScan: true, into: record)
            case .whole: read(&cursor, upTo: columns.count, isScan: false, into: record)
            case .usual: readUsual(&cursor, into: record)
            }
        guard outcome == .bar, depth != .scan else { return outcome }
        if cursor.pointee == CSVByte.carriageReturn { cursor += 1 }
        guard cursor.pointee == CSVByte.newline else { return .bad }
        return columns.fill(record) ? .bar : .bad
    }

    @inline(__always)
    private func read(
        _ cursor: inout UnsafePointer<UInt8>, upTo count: Int, isScan: Bool,
        into record: UnsafeMutablePointer<BarRecord>
    ) -> LineOutcome {
        record.pointee.instrument = instrument
        var column = 0
        while true {
            if column == columns.barColumn, !isScan {
                guard let end = readBar(cursor) else { return .bad }
                cursor = end
                column &+= 5
                guard column < count else { return .bar }
                guard cursor.pointee == CSVByte.comma else { return .bad }
                cursor += 1
            }
            let field = columns.fields[column]
            if field < numbers, !isScan {
                cursor = decimals.take(cursor, columns.values + Int(field), columns.divisors + Int(field))
            } else if field == time {
                let end: Int64
                (end, cursor) = times.pointee.end(cursor)
                guard end > BarClock.malformed else { return end == BarClock.outside ? .outside : .bad }
                guard end > usedAfter, end <= usedUpTo else { return .unused }
                record.pointee.end = end
            } else if field == symbol {
                let instrument: Int
                (instrument, cursor) = symbols.read(cursor)
                guard instrument >= 0 else { return .unused }
                record.pointee.instrument = instrument
            } else {
                cursor = CSVByte.fieldEnd(cursor)
            }
            column &+= 1
            guard column < count else { return .bar }
            guard cursor.pointee == CSVByte.comma else { return .bad }
            cursor += 1
        }
    }

    /// Reads a line of time, symbol if there is one, and the numbers of a bar.
    @inline(__always)
    private func readUsual(
        _ cursor: inout UnsafePointer<UInt8>, into record: UnsafeMutablePointer<BarRecord>
    ) -> LineOutcome {
        let (end, afterTime) = times.pointee.end(cursor, isBeforeComma: true)
        guard end > usedAfter, end <= usedUpTo else {
            if end > BarClock.malformed { return .unused }
            return end == BarClock.outside ? .outside : .bad
        }
        cursor = afterTime
        guard cursor.pointee == CSVByte.comma else { return .bad }
        cursor += 1
        record.pointee.end = end
        record.pointee.instrument = instrument
        if instrument < 0 {
            let (symbol, afterSymbol) = symbols.read(cursor, isBeforeComma: true)
            cursor = afterSymbol
            guard symbol >= 0 else { return .unused }
            record.pointee.instrument = symbol
            guard cursor.pointee == CSVByte.comma else { return .bad }
            cursor += 1
        }
        guard let numbersEnd = readBar(cursor) else { return .bad }
        cursor = numbersEnd
        return .bar
    }

    /// Reads open, high, low, close and volume.
    /// - Returns: The end of the last of them; nil where one of the first four does not end with a comma.
    @inline(__always)
    private func readBar(_ text: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        let (values, divisors) = (columns.values, columns.divisors)
        let (shapes, wides) = (columns.shapes, columns.wides)
        var cursor = text
        for field in 0..<4 {
            let next = decimals.take(cursor, field, values, divisors, shapes, wides)
            guard let next else { return nil }
            cursor = next
        }
        return decimals.takeWhole(cursor, values + 4, divisors + 4)
    }
}
