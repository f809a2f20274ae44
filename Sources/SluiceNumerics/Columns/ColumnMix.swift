internal import CColumns

/// Mixes the numbers at each place of eleven columns into one word, and adds the words up; not for security.
///
/// A word begins as the place's number in its row, and the sum, over its numbers, of the number and of the product of the
/// number's halves under a key of its column, as XXH3 (Collet) sums what it reads; then every bit of it changes half of
/// the others. Equal bits give equal sums on every machine.
public struct ColumnMix {
    private var columns: ccolumns_market

    /// Reads two columns of times, and nine that lie each `rows` numbers behind the one before; the caller keeps them
    /// alive, and nobody writes to them meanwhile.
    public init(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer, nine: UnsafeRawPointer, rows: Int) {
        func words(_ numbers: UnsafeRawPointer) -> UnsafePointer<UInt64> {
            numbers.assumingMemoryBound(to: UInt64.self)
        }
        columns = ccolumns_market(
            bar_time: words(first), quote_time: words(second), numbers: words(nine), rows: Int64(rows))
    }

    /// The sum of the words of some rows, each of so many places.
    public func sum(rows: Int, of places: Int) -> UInt64 {
        var sum: UInt64 = 0
        withUnsafePointer(to: columns) { ccolumns_fingerprint($0, Int64(places), Int64(rows), &sum) }
        return sum
    }
}
