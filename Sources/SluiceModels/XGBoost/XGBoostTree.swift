/// One tree of an XGBoost file: a list of each property by node.
struct XGBoostTree {
    private let node: StructuredNode
    private let left: [Double]
    private let right: [Double]
    private let features: [Double]
    private let conditions: [Double]
    private let defaults: [Double]
    private let types: [Double]
    /// For the node of each set of categories the set.
    private let sets: [Int: [Int]]
    /// How many numbers a leaf has, and where they stand if it is more than one.
    private let width: Int
    private let wide: Wide

    /// Where the numbers of a leaf stand: in its own list by leaf (from version 3.2 on), or by node.
    private enum Wide {
        case none
        case byLeaf([Double])
        case byNode([Double])
    }

    init(_ node: StructuredNode) throws(ModelError) {
        self.node = node
        left = try node.member("left_children").numbers()
        right = try node.member("right_children").numbers()
        features = try node.member("split_indices").numbers()
        conditions = try node.member("split_conditions").numbers()
        defaults = try node.member("default_left").numbers()
        types = try node[optional: "split_type"]?.numbers() ?? []
        sets = try Self.sets(node)
        let size = node[optional: "tree_param"]?[optional: "size_leaf_vector"]
        width = max(try size?.integer(in: 0...10_000) ?? 1, 1)
        wide = try Self.wide(node, width)
        let counts = [right.count, features.count, conditions.count, defaults.count]
        guard !left.isEmpty, counts.allSatisfy({ $0 == left.count }),
            types.isEmpty || types.count == left.count
        else {
            throw node.fault("the tree has not one number for each node", .inconsistent)
        }
    }

    private static func wide(_ node: StructuredNode, _ width: Int) throws(ModelError) -> Wide {
        guard width > 1 else { return .none }
        if let weights = node[optional: "leaf_weights"] { return .byLeaf(try weights.numbers()) }
        return .byNode(try node.member("base_weights").numbers())
    }

    private static func sets(_ node: StructuredNode) throws(ModelError) -> [Int: [Int]] {
        let nodes = try node[optional: "categories_nodes"]?.numbers() ?? []
        guard !nodes.isEmpty else { return [:] }
        let starts = try node.member("categories_segments").numbers()
        let sizes = try node.member("categories_sizes").numbers()
        let categories = try node.member("categories").numbers()
        guard starts.count == nodes.count, sizes.count == nodes.count else {
            throw node.fault("the sets of categories do not fit", .inconsistent)
        }
        var sets: [Int: [Int]] = [:]
        for index in nodes.indices {
            guard let owner = Int(exactly: nodes[index]), let start = Int(exactly: starts[index]),
                let size = Int(exactly: sizes[index]), start >= 0, size >= 0, start <= categories.count - size
            else { throw node.fault("the sets of categories do not fit", .inconsistent) }
            var set: [Int] = []
            for value in categories[start..<start + size] {
                // Categories are indices: one beyond a million would ask for a bit each.
                guard let category = Int(exactly: value), category >= 0, category < 1 << 20 else {
                    throw node.fault("a category is \(value)")
                }
                set.append(category)
            }
            sets[owner] = set
        }
        return sets
    }

    /// Adds the tree to a forest; nodes that nothing leads to, which pruning leaves behind, are left out.
    func add(to forest: inout TreeForest, group: Int, weight: Float?) throws(ModelError) {
        var splits: [TreeNode] = []
        var leaves: [Double] = []
        var leafCount = 0
        guard width == forest.leafWidth else {
            throw node.fault("a leaf has \(width) numbers for \(forest.leafWidth) outputs", .inconsistent)
        }
        try forest.checkRoom(forLeaves: left.count / 2 + 1, at: .path(node.path))
        // Nodes whose place is given, with where their parent must be told it.
        var open: [(node: Int, parent: Int, isLeft: Bool)] = [(0, -1, false)]
        while let (index, parent, isLeft) = open.popLast() {
            guard splits.count + leafCount <= left.count else {
                throw node.fault("the children run in a circle", .inconsistent)
            }
            let place: Int32
            if left[index] == -1 {
                place = ~Int32(clamping: leafCount)
                leafCount += 1
                for part in 0..<width { leaves.append(try leaf(index, part, weight)) }
            } else {
                place = Int32(clamping: splits.count)
                splits.append(try split(index, &forest))
                open.append((try child(right[index], of: index), splits.count - 1, false))
                open.append((try child(left[index], of: index), splits.count - 1, true))
            }
            guard parent >= 0 else { continue }
            if isLeft { splits[parent].left = place } else { splits[parent].right = place }
        }
        forest.leaves += leaves
        try forest.add(splits, leafCount: leafCount, group: group, at: .path(node.path))
    }

    private func child(_ number: Double, of parent: Int) throws(ModelError) -> Int {
        guard let child = Int(exactly: number), child >= 0, child < left.count else {
            throw node.fault("node \(parent) leads to node \(number), which does not exist", .inconsistent)
        }
        return child
    }

    private func leaf(_ index: Int, _ part: Int, _ weight: Float?) throws(ModelError) -> Double {
        let value: Float
        switch wide {
        case .none: value = Float(conditions[index])
        case .byNode(let numbers): value = try number(numbers, Double(index), part)
        // The right child of a leaf is the leaf's own number.
        case .byLeaf(let numbers): value = try number(numbers, right[index], part)
        }
        guard value.isFinite else { throw node.fault("a leaf is worth \(value)") }
        return Double(weight.map { value * $0 } ?? value)
    }

    private func number(_ numbers: [Double], _ row: Double, _ part: Int) throws(ModelError) -> Float {
        guard let row = Int(exactly: row), row >= 0, row < numbers.count / width else {
            throw node.fault("a leaf has no numbers", .inconsistent)
        }
        return Float(numbers[row * width + part])
    }

    private func split(_ index: Int, _ forest: inout TreeForest) throws(ModelError) -> TreeNode {
        guard let feature = UInt32(exactly: features[index]) else {
            throw node.fault("a feature is \(features[index])")
        }
        var split = TreeNode(threshold: 0, feature: feature, rule: [], left: 0, right: 0)
        if defaults[index] != 0 { split.rule.insert(.missingLeft) }
        if !types.isEmpty, types[index] == 1 {
            guard let set = sets[index] else { throw node.fault("node \(index) has no set of categories") }
            split.rule.insert(.isCategorical)
            split.threshold = Double(forest.sets.count)
            var words = Array(repeating: UInt32(0), count: (set.max() ?? 0) / 32 + 1)
            guard forest.sets.words.count + words.count <= 1 << 24 else {
                throw node.fault("the sets of categories are too large", .tooLarge)
            }
            for category in set { words[category / 32] |= 1 << UInt32(category % 32) }
            forest.sets.add(words)
        } else {
            // Below a number of single precision is at most the one before it.
            split.threshold = Double(Float(conditions[index]).nextDown)
        }
        return split
    }
}
