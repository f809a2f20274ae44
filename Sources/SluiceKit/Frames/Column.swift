internal import SluiceNumerics

/// A row of numbers, one for each instrument in the universe's order: a view into a `ColumnSet`.
///
/// NaN means absent. The view is as cheap as a pointer and stays valid as long as the frame it came from;
/// stages use it within a call and do not keep it. Indices are checked in debug builds.
@frozen
public struct Column: @unchecked Sendable {
    /// The first number.
    public let base: UnsafeMutablePointer<Double>
    /// How many numbers there are.
    public let count: Int

    /// Views numbers that the caller keeps alive.
    @inlinable
    public init(base: UnsafeMutablePointer<Double>, count: Int) { (self.base, self.count) = (base, count) }

    /// The number of one instrument.
    @inlinable
    public subscript(_ index: Int) -> Double {
        get {
            assert(index >= 0 && index < count, "a column is read within its instruments")
            return base[index]
        }
        nonmutating set {
            assert(index >= 0 && index < count, "a column is written within its instruments")
            base[index] = newValue
        }
    }

    /// Sets every number.
    @inlinable
    public func fill(_ value: Double) { base.update(repeating: value, count: count) }

    /// Takes the numbers of another column of the same length.
    @inlinable
    public func copy(_ other: Column) {
        assert(other.count == count, "columns of one frame have one length")
        base.update(from: other.base, count: count)
    }
}

/// Columns in one allocation: column after column, in each the instruments in the universe's order.
public final class ColumnSet: @unchecked Sendable {
    /// How many columns there are.
    public let columns: Int
    /// How many numbers each holds.
    public let rows: Int
    /// All numbers, column after column.
    public let storage: UnsafeMutableBufferPointer<Double>
    /// The set whose memory this one shares; nil when it owns its own.
    private let owner: ColumnSet?

    /// Allocates columns of NaN.
    public init(columns: Int, rows: Int) {
        (self.columns, self.rows, self.owner) = (columns, rows, nil)
        storage = .allocate(capacity: max(columns * rows, 1))
        storage.initialize(repeating: .nan)
    }

    /// Views some neighbouring columns of another set.
    public init(sharing owner: ColumnSet, columns range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= owner.columns, "shared columns exist")
        (self.columns, self.rows, self.owner) = (range.count, owner.rows, owner)
        storage = UnsafeMutableBufferPointer(
            rebasing: owner.storage[range.lowerBound * owner.rows..<range.upperBound * owner.rows]
        )
    }

    deinit { if owner == nil { storage.deallocate() } }

    /// One column.
    @inlinable
    public subscript(_ column: Int) -> Column {
        assert(column >= 0 && column < columns, "a frame is asked for its own columns")
        // A set without instruments has no element to point at, but its allocation is never empty.
        return Column(base: storage.baseAddress.unsafelyUnwrapped + column * rows, count: rows)
    }

    /// Sets every number of every column.
    public func fill(_ value: Double) { storage.update(repeating: value) }

    /// Whether any number is finite.
    public var hasNumber: Bool { storage.contains { $0.isFinite } }

    /// Takes the numbers of another set of the same form.
    public func copy(_ other: ColumnSet) {
        precondition(other.columns == columns && other.rows == rows, "only sets of one form are copied")
        guard columns * rows > 0, let from = other.storage.baseAddress else { return }
        storage.baseAddress?.update(from: from, count: columns * rows)
    }

    /// Takes as many neighbouring rows of a set with the same columns and more rows.
    public func take(_ wider: ColumnSet, from row: Int) {
        precondition(
            wider.columns == columns && row >= 0 && row + rows <= wider.rows,
            "rows are taken from a wider set")
        guard rows > 0, let to = storage.baseAddress, let from = wider.storage.baseAddress else { return }
        guard rows > 1 else {
            var (column, place) = (0, row)
            while column < columns {
                to[column] = from[place]
                column &+= 1
                place &+= wider.rows
            }
            return
        }
        ColumnRows.take(rows, of: columns, from: from + row, step: wider.rows, to: to)
    }

    /// Becomes as many neighbouring rows of a set with the same columns and more rows.
    public func put(into wider: ColumnSet, at row: Int) {
        precondition(
            wider.columns == columns && row >= 0 && row + rows <= wider.rows, "rows are put into a wider set")
        guard rows > 0, let from = storage.baseAddress, let to = wider.storage.baseAddress else { return }
        for column in 0..<columns {
            let (own, other) = (from + column &* rows, to + (column &* wider.rows &+ row))
            other.update(from: own, count: rows)
        }
    }

    /// Takes the numbers of another set of the same form past the caches: for what is kept, and not read soon.
    public func keep(_ other: ColumnSet) {
        precondition(other.columns == columns && other.rows == rows, "only sets of one form are copied")
        guard columns * rows > 0, let to = storage.baseAddress, let from = other.storage.baseAddress else {
            return
        }
        StreamedCopy.copy(columns * rows * MemoryLayout<Double>.stride, from: from, to: to)
    }
}
