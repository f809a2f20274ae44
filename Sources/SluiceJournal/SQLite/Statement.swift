import CSQLite
import SluiceMarket

/// A compiled statement.
///
/// Bind its values from 1, step, read its columns from 0, and reset it.
package final class Statement {
    private let handle: OpaquePointer
    private let database: Database

    init(_ handle: OpaquePointer, _ database: Database) { (self.handle, self.database) = (handle, database) }

    deinit { sqlite3_finalize(handle) }

    /// Runs a statement that gives no rows, and makes it ready for the next values.
    package func run() throws(JournalError) {
        defer { reset() }
        _ = try step()
    }

    /// Runs a statement with the bytes of some values as one of its own.
    func run(binding values: [some BitwiseCopyable], at place: Int32) throws(JournalError) {
        let failure: JournalError? = values.withUnsafeBytes { bytes in
            do throws(JournalError) {
                bind(place, borrowing: bytes)
                try run()
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }

    /// Goes on to the next row; false when there is none.
    package func step() throws(JournalError) -> Bool {
        let status = sqlite3_step(handle)
        switch status {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.error(status, "the statement failed")
        }
    }

    /// Makes it ready to run again, with the values it has.
    func reset() { sqlite3_reset(handle) }
}

// SQLite copies what is bound before the call returns.
private nonisolated(unsafe) let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

// MARK: - Values

extension Statement {
    func bind(_ place: Int32, _ value: Bool) { bind(place, value ? 1 as Int64 : 0) }

    package func bind(_ place: Int32, _ value: Int64) { sqlite3_bind_int64(handle, place, value) }

    func bind(_ place: Int32, _ value: Int64?) {
        if let value { bind(place, value) } else { sqlite3_bind_null(handle, place) }
    }

    package func bind(_ place: Int32, _ value: Double) { sqlite3_bind_double(handle, place, value) }

    package func bind(_ place: Int32, _ value: String) {
        var value = value
        value.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                // What has no address, as an empty text may, SQLite would take for NULL.
                guard let start = bytes.baseAddress else {
                    _ = sqlite3_bind_text(handle, place, "", 0, copied)
                    return
                }
                sqlite3_bind_text(handle, place, start, Int32(bytes.count), copied)
            }
        }
    }

    package func bind(_ place: Int32, _ value: String?) {
        if let value { bind(place, value) } else { sqlite3_bind_null(handle, place) }
    }

    /// An exact decimal goes in as its text: SQLite's own numbers are binary.
    func bind(_ place: Int32, _ value: Amount) { bind(place, value.description) }

    func bind(_ place: Int32, _ value: Amount?) { bind(place, value?.description) }

    func bind(_ place: Int32, _ value: Timestamp) { bind(place, value.nanoseconds) }

    /// The bytes have to stay where they are until the statement was reset.
    private func bind(_ place: Int32, borrowing bytes: UnsafeRawBufferPointer) {
        sqlite3_bind_blob64(
            handle, place, bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1), UInt64(bytes.count),
            nil)
    }
}

// MARK: - Columns

extension Statement {
    /// How a value is kept.
    enum Kind {
        case whole
        case real
        case text
    }

    func kind(_ column: Int32) -> Kind {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: .whole
        case SQLITE_FLOAT: .real
        default: .text
        }
    }

    var columnCount: Int32 { sqlite3_column_count(handle) }

    func name(_ column: Int32) -> String {
        sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    func text(_ column: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, column) else { return "" }
        return String(cString: bytes)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func time(_ column: Int32) -> Timestamp { Timestamp(nanoseconds: int(column)) }

    /// Lends the bytes of a column.
    func bytes<Value>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        let start = sqlite3_column_blob(handle, column)
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// An exact decimal.
    /// - Throws: `malformed` when the text is none.
    func amount(_ column: Int32) throws(JournalError) -> Amount {
        let text = text(column)
        guard let amount = Amount(parsing: text) else {
            throw JournalError(.malformed, "'\(text)' is no amount", at: database.path)
        }
        return amount
    }

    func optionalAmount(_ column: Int32) throws(JournalError) -> Amount? {
        isNull(column) ? nil : try amount(column)
    }
}
