/// Ranks from 1 to n in ascending order; equal numbers share the mean of their ranks.
///
/// Numbers that are not finite are absent: they have no rank and take no part in the others'. Memory is taken once, a
/// ranking costs n log n steps. Worked number: 3, 1, 3, 2 have the ranks 3.5, 1, 3.5, 2.
public struct AverageRanks: Sendable {
    private var sorted: SortedEntries

    /// Makes room for some numbers.
    ///
    /// Refuses a capacity outside 1 to 10 million.
    public init(capacity: Int) throws(InvalidParameter) {
        try require("capacity", capacity, in: 1...10_000_000)
        sorted = SortedEntries(capacity: capacity)
    }

    /// Writes the rank of each number, NaN for one that is absent, and returns how many have a rank.
    ///
    /// More numbers than the capacity, or ranks of another length, are a programming error.
    @discardableResult
    public mutating func rank(_ values: Span<Double>, into ranks: inout MutableSpan<Double>) -> Int {
        precondition(ranks.count == values.count, "every number has a place for its rank")
        return values.withUnsafeBufferPointer { values in
            ranks.withUnsafeMutableBufferPointer { rank(values, into: $0) }
        }
    }

    mutating func rank(
        _ values: UnsafeBufferPointer<Double>, into ranks: UnsafeMutableBufferPointer<Double>
    ) -> Int {
        let count = sorted.sort(values)
        if count < values.count { ranks.update(repeating: .nan) }
        sorted.lend { entries in
            var start = 0
            while start < count {
                var end = start + 1
                while end < count, entries[end].key == entries[start].key { end += 1 }
                let rank = Double(start + end + 1) / 2
                for entry in start..<end { ranks[entries[entry].place] = rank }
                start = end
            }
        }
        return count
    }
}
