internal import CForest

/// A forest of large trees, eight of which are walked side by side without a branch.
///
/// A node takes 8 bytes and stands beside its sibling; its feature and threshold are a code and a bound (see
/// `CodeColumns`), and a leaf leads to itself. The tables take less room than the plain form.
final class WalkedForest {
    /// The most columns: a code's place and that of its twin fit 16 bits.
    static let mostColumns = 1 << 15

    /// The forest, without its splits.
    let forest: TreeForest
    let walk: Store<cforest_walk>
    let columnCount: Int
    /// The forest's number of the leaf that a node is.
    let leafNumbers: [Int32]
    let hasOneSum: Bool
    let columns: Store<cforest_column>
    let thresholds: Store<Double>
    private let nodes: Store<cforest_node>
    private let values: Store<Double>
    private let roots: Store<UInt32>

    /// Nil for a forest with categories or too many thresholds.
    init?(_ source: TreeForest) {
        guard !source.nodes.contains(where: { $0.rule.contains(.isCategorical) }),
            source.nodes.count < 1 << 28,
            let columns = CodeColumns(source, most: Self.mostColumns)
        else { return nil }
        var layout = Layout(columns: columns)
        var roots: [UInt32] = []
        for tree in source.trees { roots.append(layout.add(tree, of: source)) }
        roots += Array(repeating: roots.first ?? 0, count: Int(cforest_side))
        var forest = source
        forest.nodes = []
        hasOneSum = source.hasOneSum
        if hasOneSum { forest.leaves = [] }
        self.forest = forest
        leafNumbers = hasOneSum ? [] : layout.leafNumbers
        values = Store(hasOneSum ? layout.leafNumbers.map { $0 < 0 ? 0 : source.leaves[Int($0)] } : [])
        nodes = Store(layout.nodes)
        self.roots = Store(roots)
        self.columns = Store(columns.columns)
        thresholds = Store(columns.thresholds)
        columnCount = columns.columns.count
        walk = Store([
            cforest_walk(
                nodes: nodes.start, values: values.start, roots: self.roots.start,
                tree_count: UInt32(source.trees.count), is_single: source.precision == .single ? 1 : 0)
        ])
    }

    /// Nodes of trees one behind another, siblings side by side.
    private struct Layout {
        let columns: CodeColumns
        private(set) var nodes: [cforest_node] = []
        private(set) var leafNumbers: [Int32] = []

        init(columns: CodeColumns) { self.columns = columns }

        /// Adds a tree and returns its root's place.
        mutating func add(_ tree: Tree, of forest: TreeForest) -> UInt32 {
            let root = nodes.count
            append()
            var open = [(place: root, node: tree.root)]
            while let (place, node) = open.popLast() {
                guard node >= 0 else {
                    nodes[place] = cforest_node(code: 0, bound: .max, child: UInt32(place))
                    leafNumbers[place] = ~node
                    continue
                }
                let split = forest.nodes[Int(node)]
                let own = columns.split(split)
                let isLeft = own.offset == 128
                let child = nodes.count
                append()
                append()
                nodes[place] = cforest_node(
                    code: UInt16(own.column + (isLeft ? 0 : columns.columns.count)),
                    bound: UInt16(own.bound ^ 0x80) + 1, child: UInt32(child))
                open.append((child + 1, split.right))
                open.append((child, split.left))
            }
            return UInt32(root)
        }

        private mutating func append() {
            nodes.append(cforest_node())
            leafNumbers.append(-1)
        }
    }

    /// How many bytes the tables take.
    var bytes: Int {
        nodes.bytes + values.bytes + roots.bytes + columns.bytes + thresholds.bytes + leafNumbers.count * 4
            + forest.leaves.count * 8
    }
}
