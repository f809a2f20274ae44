public import SluiceDocument

/// Writes a column file row by row without ever holding all rows.
///
/// Rows are gathered in a block; a full block goes to a spool beside the file, and at the end each column is put together
/// from its pieces. Between two full blocks nothing is allocated and nothing written. Until ``finish(facts:)`` the
/// file at the path stays as it was; a writer that is dropped leaves no trace.
public final class ColumnWriter {
    /// The columns, in the order of the file.
    public let columns: [ColumnShape]
    /// How many rows were ended.
    public private(set) var rows = 0
    /// The path, as it was given.
    public let path: String

    /// How many rows a block has.
    let blockRows: Int
    private let block: UnsafeMutableBufferPointer<UInt64>
    /// The row of the block that is being filled.
    private var row = 0
    private let file: FreshFile
    /// Made when the first block is full: a small table needs none.
    private var spool: FreshFile?
    private var isFinished = false

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: Where it will stand.
    ///   - columns: Its columns; their names differ.
    ///   - blockBytes: How much memory the rows at hand may take, at least one row.
    /// - Throws: `ColumnError` when two names are equal or the folder cannot be written.
    public init(_ path: String, columns: [ColumnShape], blockBytes: Int = 1 << 20) throws(ColumnError) {
        try ColumnLayout.check(columns, rows: 0, path)
        (self.path, self.columns) = (path, columns)
        file = try FreshFile(path)
        blockRows = max(1, blockBytes / 8 / max(columns.count, 1))
        block = .allocate(capacity: max(1, blockRows * columns.count))
        block.initialize(repeating: 0)
        clear()
    }

    deinit { block.deallocate() }

    /// Sets a number of the row at hand; one that is never set is NaN.
    @inline(__always)
    public func set(_ column: Int, _ number: Double) {
        precondition(columns[column].kind == .f64, "a column of whole numbers takes whole numbers")
        block[column * blockRows + row] = number.bitPattern
    }

    /// Sets a whole number of the row at hand; one that is never set is 0.
    @inline(__always)
    public func set(_ column: Int, _ integer: Int64) {
        precondition(columns[column].kind == .i64, "a column of numbers takes numbers")
        block[column * blockRows + row] = UInt64(bitPattern: integer)
    }

    /// Ends the row at hand.
    public func endRow() throws(ColumnError) {
        row += 1
        rows += 1
        if row == blockRows { try flush() }
    }

    /// Puts the columns together and the file into its place; the writer is of no more use afterwards.
    ///
    /// - Parameters:
    ///   - facts: What there is to say beside the columns, an object.
    ///   - unused: Columns that turned out to be of no use, and that the file does not get.
    /// - Throws: `ColumnError` when the system refuses; nothing is left of the file then.
    public func finish(facts: JSONValue = [:], leavingOut unused: Set<Int> = []) throws(ColumnError) {
        precondition(!isFinished, "the file is finished")
        isFinished = true
        let kept = columns.indices.filter { !unused.contains($0) }
        let (layout, header) = try ColumnLayout.bytes(
            of: kept.map { columns[$0] }, rows: rows, facts: facts, path: path)
        try write(header, at: 0)
        try file.extend(to: layout.size)
        let spooled = rows - row
        if spooled > 0, let spool { try gather(spooled, of: kept, from: spool, layout) }
        for (place, column) in kept.enumerated() where row > 0 {
            let part = UnsafeMutableBufferPointer(
                rebasing: block[column * blockRows..<column * blockRows + row])
            try file.write(UnsafeRawBufferPointer(part), at: layout.offset(of: place) + spooled * 8)
        }
        try file.keep()
        spool = nil
    }

    private func write(_ bytes: [UInt8], at offset: Int) throws(ColumnError) {
        var failure: ColumnError?
        bytes.withUnsafeBytes { bytes in
            do throws(ColumnError) { try file.write(bytes, at: offset) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func flush() throws(ColumnError) {
        if spool == nil { spool = try FreshFile(path) }
        try spool?.write(UnsafeRawBufferPointer(block), at: (rows - row) * columns.count * 8)
        row = 0
        clear()
    }

    /// Copies whole blocks column by column, many pieces of a column with one write.
    private func gather(
        _ spooled: Int, of kept: [Int], from spool: FreshFile, _ layout: ColumnLayout
    ) throws(ColumnError) {
        let piece = blockRows * 8
        let pieces = spooled / blockRows
        let together = max(1, min(pieces, (1 << 18) / piece))
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: together * piece, alignment: 64)
        defer { room.deallocate() }
        for (place, column) in kept.enumerated() {
            for first in stride(from: 0, to: pieces, by: together) {
                let count = min(together, pieces - first)
                for index in 0..<count {
                    let part = UnsafeMutableRawBufferPointer(
                        rebasing: room[index * piece..<(index + 1) * piece])
                    try spool.read(into: part, at: ((first + index) * columns.count + column) * piece)
                }
                let bytes = UnsafeRawBufferPointer(rebasing: room[..<(count * piece)])
                try file.write(bytes, at: layout.offset(of: place) + first * piece)
            }
        }
    }

    /// Makes every value of the block one that was never set.
    private func clear() {
        for (column, shape) in columns.enumerated() {
            let unset = shape.kind == .f64 ? Double.nan.bitPattern : 0
            block[column * blockRows..<(column + 1) * blockRows].update(repeating: unset)
        }
    }
}
