/// The values of one column, of a file or in memory, in the order of its rows; keeps the file mapped or the memory alive.
public struct MappedColumn<Value: BitwiseCopyable & Sendable>: RandomAccessCollection, @unchecked Sendable {
    /// The values themselves, for loops that keep this alive by `withExtendedLifetime`.
    public let buffer: UnsafeBufferPointer<Value>
    private let owner: AnyObject

    package init(_ buffer: UnsafeBufferPointer<Value>, of owner: AnyObject) {
        (self.buffer, self.owner) = (buffer, owner)
    }

    /// The first row, 0.
    public var startIndex: Int { 0 }
    /// How many rows there are.
    public var endIndex: Int { buffer.count }

    /// The value of a row.
    @inlinable
    public subscript(_ row: Int) -> Value {
        precondition(row >= 0 && row < buffer.count, "there is no such row")
        return buffer[row]
    }
}
