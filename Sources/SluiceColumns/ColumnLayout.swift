import SluiceDocument

/// Where everything in a column file stands.
///
/// `SLUICECOL1\n`, the length of the header as four bytes, the header as JSON with spaces behind it up to a multiple of
/// 64 bytes from the beginning, then each column whole, filled up with zeros to a multiple of 64. Little endian.
struct ColumnLayout: Equatable {
    static let magic = Array("SLUICECOL1\n".utf8)
    static let alignment = 64
    /// What stands before the header.
    static let preamble = magic.count + 4
    static let mostColumns = 65_536
    static let mostRows = 1 << 40
    static let longestHeader = 8 << 20

    let columns: [ColumnShape]
    let rows: Int
    let facts: JSONValue
    /// Where the first column begins.
    let start: Int

    /// How far the beginnings of two columns are apart.
    var stride: Int { Self.aligned(rows * 8) }
    /// How many bytes the file has.
    var size: Int { start + columns.count * stride }

    func offset(of column: Int) -> Int { start + column * stride }

    static func aligned(_ count: Int) -> Int { (count + alignment - 1) / alignment * alignment }
}

extension ColumnLayout {
    /// The header's bytes for a table, and where everything stands.
    static func bytes(
        of columns: [ColumnShape], rows: Int, facts: JSONValue, path: String
    ) throws(ColumnError) -> (layout: ColumnLayout, bytes: [UInt8]) {
        try check(columns, rows: rows, path)
        guard case .object = facts else { throw ColumnError(.damaged, path, "its facts are no object") }
        let header: JSONValue = [
            "columns": .array(columns.map { ["name": .string($0.name), "kind": .string($0.kind.rawValue)] }),
            "rows": .int(rows), "facts": facts,
        ]
        var text = Array(header.text().utf8)
        guard text.count < longestHeader - alignment else {
            throw ColumnError(.tooLarge, path, "its header has more than \(longestHeader) bytes")
        }
        let start = aligned(preamble + text.count)
        text += repeatElement(UInt8(ascii: " "), count: start - preamble - text.count)
        var bytes = magic
        for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: text.count >> shift)) }
        return (ColumnLayout(columns: columns, rows: rows, facts: facts, start: start), bytes + text)
    }

    static func check(_ columns: [ColumnShape], rows: Int, _ path: String) throws(ColumnError) {
        guard columns.count <= mostColumns else {
            throw ColumnError(.tooLarge, path, "\(columns.count) columns; at most \(mostColumns) are allowed")
        }
        guard 0...mostRows ~= rows else {
            throw ColumnError(.tooLarge, path, "\(rows) rows; at most \(mostRows) are allowed")
        }
        var names: Set<String> = []
        for column in columns where !names.insert(column.name).inserted {
            throw ColumnError(.damaged, path, "the column '\(column.name)' stands twice")
        }
    }
}
