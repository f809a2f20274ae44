public import SluiceDocument

/// A table whose columns lie in a file one after another, mapped into memory.
///
/// Opening it checks every length against the file's size, and reads no number. The numbers themselves have no
/// checksum; whoever needs one keeps it in the facts. Columns begin at multiples of 64 bytes.
public final class ColumnFile: @unchecked Sendable {
    /// The columns, in the order of the file.
    public var columns: [ColumnShape] { layout.columns }
    /// How many values each column has.
    public var rows: Int { layout.rows }
    /// What the writer had to say beside the columns, an object.
    public var facts: JSONValue { layout.facts }
    /// The path, as it was given.
    public let path: String
    /// How many bytes the file has.
    public var size: Int { bytes.count }

    let layout: ColumnLayout
    private let bytes: UnsafeRawBufferPointer
    private let owner: AnyObject
    private let places: [String: Int]

    /// Maps a file of columns.
    /// - Throws: `ColumnError` when it cannot be read, is none, or its parts do not fit together.
    public convenience init(_ path: String) throws(ColumnError) {
        let file = try MappedFile(path)
        try self.init(file.bytes, of: file, path: path)
    }

    /// Takes bytes that hold such a file.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, at an address that is a multiple of eight.
    ///   - owner: What keeps the bytes in place for as long as it lives.
    ///   - path: What errors name.
    /// - Throws: `ColumnError` when the bytes are no such file, or its parts do not fit together.
    public init(_ bytes: UnsafeRawBufferPointer, of owner: AnyObject, path: String) throws(ColumnError) {
        layout = try ColumnLayout(of: bytes, path: path)
        (self.bytes, self.owner, self.path) = (bytes, owner, path)
        places = Dictionary(uniqueKeysWithValues: layout.columns.enumerated().map { ($1.name, $0) })
    }

    /// Looks at the whole file as bytes, such as for a fingerprint.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withExtendedLifetime(owner) { body(bytes) }
    }

    /// The place of a column, or nil.
    public func place(of name: String) -> Int? { places[name] }

    /// The numbers of a column; nil when it holds whole numbers.
    public func numbers(at column: Int) -> MappedColumn<Double>? {
        layout.columns[column].kind == .f64 ? values(column, of: Double.self) : nil
    }

    /// The whole numbers of a column; nil when it holds other numbers.
    public func integers(at column: Int) -> MappedColumn<Int64>? {
        layout.columns[column].kind == .i64 ? values(column, of: Int64.self) : nil
    }

    /// The numbers of a column by its name.
    /// - Throws: `ColumnError` when there is no such column of numbers.
    public func numbers(_ name: String) throws(ColumnError) -> MappedColumn<Double> {
        guard let place = places[name], let numbers = numbers(at: place) else {
            throw ColumnError(.lacking, path, "it has no column '\(name)' of numbers")
        }
        return numbers
    }

    /// The whole numbers of a column by its name.
    /// - Throws: `ColumnError` when there is no such column of whole numbers.
    public func integers(_ name: String) throws(ColumnError) -> MappedColumn<Int64> {
        guard let place = places[name], let integers = integers(at: place) else {
            throw ColumnError(.lacking, path, "it has no column '\(name)' of whole numbers")
        }
        return integers
    }

    private func values<Value>(_ column: Int, of type: Value.Type) -> MappedColumn<Value> {
        let part = bytes[layout.offset(of: column)..<layout.offset(of: column) + layout.rows * 8]
        return MappedColumn(UnsafeRawBufferPointer(rebasing: part).assumingMemoryBound(to: type), of: owner)
    }
}
