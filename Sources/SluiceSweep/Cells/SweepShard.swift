/// A share of a plan's cells: those whose number, divided by the count of shards, leaves the shard's number.
package struct SweepShard: Hashable, Sendable {
    /// The number, from 0.
    package let index: Int
    /// How many shards there are.
    package let count: Int

    /// All cells in one shard.
    package static let whole = SweepShard(0, of: 1)

    /// Names a shard.
    package init(_ index: Int, of count: Int) { (self.index, self.count) = (index, count) }

    /// Reads `i/N`, such as `0/4`; nil for anything else.
    package init?(parsing text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
            let index = Int(parts[0]), let count = Int(parts[1]), index < count, count <= SweepGrid.limit
        else { return nil }
        self.init(index, of: count)
    }

    /// The shard as `i/N`.
    package var text: String { "\(index)/\(count)" }

    /// The numbers of its cells in a plan of so many.
    package func cells(of total: Int) -> StrideTo<Int> { stride(from: index, to: total, by: count) }

    /// The name of the file of its results.
    package var fileName: String { "shard-\(index)-of-\(count).jsonl" }

    /// Reads the name of a file of results; nil for any other.
    package init?(fileName: String) {
        guard fileName.hasPrefix("shard-"), fileName.hasSuffix(".jsonl") else { return nil }
        let words = fileName.dropFirst(6).dropLast(6).split(separator: "-", omittingEmptySubsequences: false)
        guard words.count == 3, words[1] == "of",
            let shard = SweepShard(parsing: "\(words[0])/\(words[2])"), shard.fileName == fileName
        else { return nil }
        self = shard
    }
}
