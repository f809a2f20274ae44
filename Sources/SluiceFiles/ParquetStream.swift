import CDuckDB
import SluiceKit

/// The rows of a Parquet file as CSV text, read by DuckDB's library from a path that the user names.
///
/// Numbers have as many digits as read back as the same number; times are ISO 8601.
final class ParquetStream: FileStream {
    private let rows: OpaquePointer
    private let path: String
    private let columns: Int
    private var output: [UInt8] = []
    /// What of `output` is not yet given.
    private var given = 0

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - real: The file's real path.
    ///   - library: The path of the library; nil where the user named none.
    ///   - path: What errors name.
    /// - Throws: `FileError` when there is no library, or it cannot read the file.
    init(_ real: String, library: String?, path: String) throws(FileError) {
        guard let library else {
            throw FileError(
                .unreadable, path,
                "Parquet is read by DuckDB's library: set SLUICE_DUCKDB to libduckdb.so of duckdb.org, or to"
                    + " _duckdb*.so of Python's package duckdb")
        }
        // DuckDB would take such a name as a pattern.
        guard !real.utf8.contains(where: { Array("*?[".utf8).contains($0) }) else {
            throw FileError(.unreadable, path, "DuckDB reads no file whose name has '*', '?' or '['")
        }
        var rows: OpaquePointer?
        if let problem = cduckdb_open(library, real, &rows) {
            throw FileError(.unreadable, path, Self.firstLine(problem))
        }
        guard let rows else { throw FileError(.unreadable, path, "DuckDB gives no rows") }
        (self.rows, self.path, columns) = (rows, path, cduckdb_column_count(rows))
        for column in 0..<columns {
            let name = cduckdb_column_name(rows, column).map { String(cString: $0) } ?? ""
            append(Array(name.utf8), isLast: column == columns - 1)
        }
    }

    deinit { cduckdb_close(rows) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        while given == output.count {
            output.removeAll(keepingCapacity: true)
            given = 0
            var count = 0
            if let problem = cduckdb_next(rows, &count) {
                throw FileError(.damaged, path, Self.firstLine(problem))
            }
            guard count > 0 else { return 0 }
            for row in 0..<count { append(row: row) }
        }
        let count = min(buffer.count, output.count - given)
        output[given..<given + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
        given += count
        return count
    }

    private func append(row: Int) {
        for column in 0..<columns {
            var length = 0
            let text = cduckdb_text(rows, column, row, &length)
            append(
                UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : length),
                isLast: column == columns - 1)
        }
    }

    private func append(_ field: some Collection<UInt8>, isLast: Bool) {
        let quote = UInt8(ascii: "\"")
        if field.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }) {
            output.append(quote)
            for byte in field {
                if byte == quote { output.append(quote) }
                output.append(byte)
            }
            output.append(quote)
        } else {
            output += field
        }
        output.append(isLast ? 0x0A : UInt8(ascii: ","))
    }

    private static func firstLine(_ text: UnsafePointer<CChar>) -> String {
        String(String(cString: text).prefix { !$0.isNewline })
    }
}
