/// A tree's splits and leaves from left to right.
///
/// The split at place n stands between leaves n and n + 1; what is left of it are the leaves from `first` to n.
struct TreeOutline {
    struct Split {
        let node: Int
        let first: Int
        let last: Int
    }

    /// The splits from left to right.
    private(set) var splits: [Split] = []
    /// The numbers of the leaves from left to right.
    private(set) var leaves: [Int] = []
    /// The splits of the levels when each level has one and the same, the root first; nil for other trees.
    private(set) var levels: [Int]?

    /// The outline of a tree; nil when it has more leaves than that.
    init?(_ tree: Tree, of forest: TreeForest, most: Int) {
        // Parents whose right side is to come.
        var waiting: [(node: Int, first: Int)] = []
        var place = tree.root
        while true {
            while place >= 0 {
                waiting.append((Int(place), leaves.count))
                place = forest.nodes[Int(place)].left
            }
            guard leaves.count < most else { return nil }
            leaves.append(Int(~place))
            guard let parent = waiting.popLast() else { break }
            splits.append(Split(node: parent.node, first: parent.first, last: leaves.count - 1))
            place = forest.nodes[parent.node].right
        }
        levels = Self.levels(splits, leaves: leaves.count, forest)
    }

    private static func levels(_ splits: [Split], leaves: Int, _ forest: TreeForest) -> [Int]? {
        guard leaves > 1, leaves.nonzeroBitCount == 1, leaves <= 256 else { return nil }
        let depth = leaves.trailingZeroBitCount
        var levels = Array(repeating: -1, count: depth)
        for (place, split) in splits.enumerated() {
            // Of a full tree the split behind leaf n stands as high as n + 1 has zeros at its end.
            let height = (place + 1).trailingZeroBitCount
            guard split.last - split.first + 1 == 1 << height else { return nil }
            let level = depth - 1 - height
            if levels[level] < 0 { levels[level] = split.node }
            let (one, other) = (forest.nodes[levels[level]], forest.nodes[split.node])
            guard one.feature == other.feature, one.threshold == other.threshold, one.rule == other.rule,
                !one.rule.contains(.isCategorical)
            else { return nil }
        }
        return levels
    }
}
