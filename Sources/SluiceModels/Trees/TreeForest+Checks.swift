extension TreeForest {
    /// More numbers than the leaves of any sound model have: 512 MB of them.
    static let mostLeafNumbers = 1 << 26

    /// Refuses a tree of at most so many leaves where there would be too many: a small file may refer to the same numbers
    /// again and again.
    func checkRoom(forLeaves count: Int, at place: ModelError.Place? = nil) throws(ModelError) {
        guard leaves.count + count * leafWidth <= Self.mostLeafNumbers else {
            throw ModelError(.tooLarge, "the leaves have too many numbers", at: place)
        }
    }

    /// Adds a tree whose nodes count from 0 and whose leaves are `~number` within the tree.
    ///
    /// - Throws: `ModelError` where children are no tree: one that does not exist, that has two parents or none, or a
    ///   feature or a set that does not exist; and where the leaves add to outputs that do not exist.
    mutating func add(
        _ split: [TreeNode], leafCount: Int, group: Int, at place: ModelError.Place? = nil
    ) throws(ModelError) {
        func fault(_ message: String) -> ModelError { ModelError(.inconsistent, message, at: place) }
        guard group >= 0, group <= groups - leafWidth else {
            let last = leafWidth == 1 ? "" : " to \(group + leafWidth - 1)"
            throw fault("a tree adds to output \(group)\(last) of \(groups)")
        }
        let firstNode = Int32(clamping: nodes.count)
        let firstLeaf = Int32(clamping: leaves.count / leafWidth - leafCount)
        guard firstLeaf >= 0, leafCount == split.count + 1 else {
            throw fault("a tree of \(split.count) splits has \(leafCount) leaves")
        }
        guard Int(firstNode) + split.count < Int(Int32.max), Int(firstLeaf) + leafCount < Int(Int32.max)
        else {
            throw ModelError(.tooLarge, "the forest has too many nodes", at: place)
        }
        var isNodeMet = Array(repeating: false, count: split.count)
        var isLeafMet = Array(repeating: false, count: leafCount)
        func meet(_ child: Int32, from parent: Int) throws(ModelError) {
            if child >= 0 {
                // A child stands behind its parent, so that no walk can run in a circle.
                guard Int(child) < split.count, Int(child) > parent, !isNodeMet[Int(child)] else {
                    throw fault("split \(parent) leads to split \(child), which is none or has a parent")
                }
                isNodeMet[Int(child)] = true
            } else {
                guard Int(~child) < leafCount, !isLeafMet[Int(~child)] else {
                    throw fault("split \(parent) leads to leaf \(~child), which is none or has a parent")
                }
                isLeafMet[Int(~child)] = true
            }
        }
        for (number, node) in split.enumerated() {
            guard Int(node.feature) < features else {
                throw fault("a split asks for feature \(node.feature) of \(features)")
            }
            if node.rule.contains(.isCategorical) {
                guard let set = Int(exactly: node.threshold), set >= 0, set < sets.count else {
                    throw fault("a split asks for a set of categories that does not exist")
                }
            } else if node.threshold.isNaN {
                throw fault("a split has no threshold")
            }
            try meet(node.left, from: number)
            try meet(node.right, from: number)
        }
        nodes.append(
            contentsOf: split.lazy.map { node in
                var node = node
                node.left = node.left >= 0 ? node.left + firstNode : ~(~node.left + firstLeaf)
                node.right = node.right >= 0 ? node.right + firstNode : ~(~node.right + firstLeaf)
                return node
            })
        trees.append(Tree(root: split.isEmpty ? ~firstLeaf : firstNode, group: Int32(group)))
    }
}
