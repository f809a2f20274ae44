public import SluiceDocument

/// The values of one column, in memory of the caller.
public enum ColumnValues {
    /// Numbers; NaN where there is none.
    case f64(UnsafeBufferPointer<Double>)
    /// Whole numbers.
    case i64(UnsafeBufferPointer<Int64>)

    var kind: ColumnShape.Kind {
        switch self {
        case .f64: .f64
        case .i64: .i64
        }
    }

    var bytes: UnsafeRawBufferPointer {
        switch self {
        case .f64(let numbers): UnsafeRawBufferPointer(numbers)
        case .i64(let integers): UnsafeRawBufferPointer(integers)
        }
    }
}

extension ColumnFile {
    /// Writes whole columns that are at hand.
    ///
    /// - Parameters:
    ///   - path: Where the file will stand; one that is there is replaced once the new one is whole.
    ///   - columns: Names and values; all of equal length.
    ///   - facts: What there is to say beside the columns, an object.
    /// - Throws: `ColumnError` when lengths differ, two names are equal, or the system refuses.
    public static func write(
        _ path: String, _ columns: [(name: String, values: ColumnValues)], facts: JSONValue = [:]
    ) throws(ColumnError) {
        let rows = (columns.first?.values.bytes.count ?? 0) / 8
        for column in columns where column.values.bytes.count != rows * 8 {
            let count = column.values.bytes.count / 8
            throw ColumnError(
                .damaged, path, "'\(column.name)' has \(count) values, the first column \(rows)")
        }
        let shapes = columns.map { ColumnShape($0.name, $0.values.kind) }
        let (layout, header) = try ColumnLayout.bytes(of: shapes, rows: rows, facts: facts, path: path)
        let file = try FreshFile(path)
        var failure: ColumnError?
        header.withUnsafeBytes { bytes in
            do throws(ColumnError) { try file.write(bytes, at: 0) } catch { failure = error }
        }
        if let failure { throw failure }
        try file.extend(to: layout.size)
        for (index, column) in columns.enumerated() {
            try file.write(column.values.bytes, at: layout.offset(of: index))
        }
        try file.keep()
    }
}
