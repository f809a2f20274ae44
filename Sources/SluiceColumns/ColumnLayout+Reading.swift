import SluiceDocument

extension ColumnLayout {
    /// Reads the header of a file, and checks that all of it lies within the file.
    init(of file: UnsafeRawBufferPointer, path: String) throws(ColumnError) {
        func damaged(_ message: String) -> ColumnError { ColumnError(.damaged, path, message) }
        guard file.starts(with: Self.magic) else {
            throw ColumnError(.foreign, path, "it does not begin as a column file does")
        }
        guard file.count >= Self.preamble else { throw damaged("it ends within its first line") }
        let length = Int(
            UInt32(littleEndian: file.loadUnaligned(fromByteOffset: Self.magic.count, as: UInt32.self)))
        guard length <= Self.longestHeader, Self.preamble + length <= file.count else {
            throw damaged("its header of \(length) bytes does not fit its \(file.count) bytes")
        }
        let start = Self.preamble + length
        guard start.isMultiple(of: Self.alignment) else {
            throw damaged("its columns begin at byte \(start), which is no multiple of \(Self.alignment)")
        }
        let header: JSONValue
        do throws(JSONSyntaxError) {
            header = try JSONReader.read(Array(file[Self.preamble..<start]))
        } catch {
            throw damaged("its header is no JSON: \(error.message)")
        }
        guard case .array(let described)? = header["columns"], case .int(let rows)? = header["rows"],
            let facts = header["facts"], case .object = facts
        else { throw damaged("its header lacks columns, rows or facts") }
        var columns: [ColumnShape] = []
        for column in described {
            guard case .string(let name)? = column["name"], case .string(let word)? = column["kind"],
                let kind = ColumnShape.Kind(rawValue: word)
            else { throw damaged("its header describes column \(columns.count + 1) in another way") }
            columns.append(ColumnShape(name, kind))
        }
        try Self.check(columns, rows: rows, path)
        self.init(columns: columns, rows: rows, facts: facts, start: start)
        // At most 65,536 columns of 2^40 rows: the size stays far below what 64 bits hold.
        guard file.count == size else {
            throw damaged("it has \(file.count) bytes; \(columns.count) columns of \(rows) rows need \(size)")
        }
    }
}
