import Glibc
internal import SluiceNumerics

/// Bars and quotes of many instruments in memory, as columns that grow row by row.
///
/// A row is a cycle; the numbers of one field of one instrument lie in one piece, at an address that is a multiple of 64,
/// and are NaN where there is none. Memory behind the last row is asked for and never touched, so that it costs nothing;
/// where it is too small, columns move one after another and each gives back what it leaves.
package final class BarColumns: @unchecked Sendable {
    /// How many fields a bar has: open, high, low, close and volume.
    package static let barFields = 5

    /// What of a quote there is room for: its raw value is the number of fields.
    package enum QuoteRoom: Int, Comparable {
        case none = 0
        /// Bid and ask.
        case prices = 2
        /// Bid, ask and their sizes.
        case all = 4

        /// Orders by the number of fields.
        package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// How many instruments there are.
    package let instruments: Int
    /// How many rows there are.
    package private(set) var rows = 0
    /// The first column has the times, the others bars by instrument and field.
    private let bars: ColumnBlock
    /// Quotes by instrument and field; nil as long as there is none.
    private var quotes: ColumnBlock?
    /// What of quotes there is room for.
    package private(set) var quoteRoom: QuoteRoom
    /// The most bytes that all rows may take.
    private let limit: Int

    /// Makes room for some rows; nil where the system gives no memory, or the limit none for a row.
    ///
    /// - Parameters:
    ///   - instruments: How many instruments there are.
    ///   - rows: How many rows there is room for at first.
    ///   - quoteRoom: What of quotes there is room for from the beginning.
    ///   - limit: The most bytes that all rows may take.
    package init?(instruments: Int, rows: Int, quoteRoom: QuoteRoom, limit: Int) {
        (self.instruments, self.quoteRoom, self.limit) = (instruments, quoteRoom, limit)
        let columns = 1 + instruments * Self.barFields
        let quoteColumns = instruments * quoteRoom.rawValue
        let rows = min(rows, limit / 8 / (columns + quoteColumns))
        guard rows > 0, let bars = ColumnBlock(columns: columns, rows: rows) else { return nil }
        self.bars = bars
        guard quoteRoom > .none else { return }
        quotes = ColumnBlock(columns: quoteColumns, rows: rows)
        guard quotes != nil else { return nil }
    }

    /// How many bytes the rows take.
    package var size: Int { rows * rowBytes }
    /// How many rows there is room for.
    package var capacity: Int { bars.capacity }

    private var rowBytes: Int { (bars.columns + (quotes?.columns ?? 0)) * 8 }

    /// When each row was, in nanoseconds since 1970.
    package var times: UnsafeMutablePointer<Int64> { bars.base.assumingMemoryBound(to: Int64.self) }

    /// The numbers of an instrument's bars: the first field's by row, and how far the next field's lie from them.
    package func bar(_ instrument: Int) -> (first: UnsafeMutablePointer<Double>, stride: Int) {
        (bars.numbers(1 + instrument * Self.barFields), bars.stride)
    }

    /// The numbers of an instrument's quotes in the same way; nil where there is no room for them.
    package func quote(_ instrument: Int) -> (first: UnsafeMutablePointer<Double>, stride: Int)? {
        quotes.map { ($0.numbers(instrument * quoteRoom.rawValue), $0.stride) }
    }

    /// Makes room for so many rows; where it has to move them, for as many as are expected.
    /// - Returns: False where the system or the limit does not give it; the rows are as they were.
    package func reserve(_ wanted: Int, expecting expected: Int = 0) -> Bool {
        guard wanted <= limit / rowBytes else { return false }
        guard wanted > bars.capacity else { return true }
        let expected = expected > 0 ? expected : bars.capacity * 2
        let room = max(wanted, min(expected, limit / rowBytes))
        return bars.grow(to: room, keeping: rows) && quotes?.grow(to: room, keeping: rows) ?? true
    }

    /// Says how many rows were written through the pointers.
    package func keep(rows: Int) { self.rows = rows }

    /// Begins a row without numbers.
    /// - Returns: False where there is no memory for it.
    package func begin(_ time: Int64) -> Bool {
        guard reserve(rows + 1) else { return false }
        bars.clear(rows..<rows + 1)
        quotes?.clear(rows..<rows + 1)
        times[rows] = time
        rows += 1
        return true
    }

    /// Sets a number of the last row; fields count from open, those of quotes follow those of bars.
    /// - Returns: False where there is no memory for the first quote, or no room for a size.
    package func set(_ field: Int, _ instrument: Int, _ number: Double) -> Bool {
        if field < Self.barFields {
            bars.numbers(1 + instrument * Self.barFields + field)[rows - 1] = number
            return true
        }
        if quotes == nil {
            guard rows <= limit / (rowBytes + instruments * QuoteRoom.all.rawValue * 8) else { return false }
            quotes = ColumnBlock(columns: instruments * QuoteRoom.all.rawValue, rows: bars.capacity)
            quotes?.clear(0..<rows)
            quoteRoom = .all
        }
        guard let numbers = numbers(field, instrument) else { return false }
        numbers[rows - 1] = number
        return true
    }

    /// The numbers of a field of an instrument by row; nil where there is no room for it.
    package func column(_ field: Int, _ instrument: Int) -> UnsafeBufferPointer<Double>? {
        numbers(field, instrument).map { UnsafeBufferPointer(start: $0, count: rows) }
    }

    /// Whether any instrument has a number of a field.
    package func isUsed(_ field: Int) -> Bool {
        (0..<instruments).contains { instrument in
            guard let numbers = numbers(field, instrument) else { return false }
            return PresentNumbers.isAny(numbers, rows)
        }
    }

    private func numbers(_ field: Int, _ instrument: Int) -> UnsafeMutablePointer<Double>? {
        guard field >= Self.barFields else {
            return bars.numbers(1 + instrument * Self.barFields + field)
        }
        let field = field - Self.barFields
        guard let quotes, field < quoteRoom.rawValue else { return nil }
        return quotes.numbers(instrument * quoteRoom.rawValue + field)
    }
}
