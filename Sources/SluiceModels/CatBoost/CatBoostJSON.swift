/// CatBoost's JSON form.
struct CatBoostJSON {
    private let root: StructuredNode

    init(_ root: StructuredNode) { self.root = root }

    func parts() throws(ModelError) -> CatBoostParts {
        let features = try self.features()
        let names = try CatBoostFeature.names(of: features)
        let scaling = try root.member("scale_and_bias").elements()
        guard scaling.count == 2 else { throw root.fault("'scale_and_bias' has not two members") }
        let bias = try scaling[1].numbers()
        let groups = try self.groups(atLeast: bias.count)
        var forest = TreeForest(features: names.count, groups: groups)
        forest.roundsInput = true
        forest.leafWidth = groups
        forest.scale = try scaling[0].number()
        forest.bias = bias.count == 1 ? Array(repeating: bias[0], count: groups) : bias
        guard forest.bias.count == groups, forest.scale.isFinite, forest.bias.allSatisfy(\.isFinite) else {
            throw scaling[1].fault("\(bias.count) biases for \(groups) outputs", .inconsistent)
        }
        try addTrees(
            to: &forest,
            Dictionary(features.enumerated().map { ($0.offset, $0.element) }) { first, _ in first })
        return CatBoostParts(
            forest: forest, names: names, loss: try CatBoostLoss(root.member("model_info").member("params")),
            classes: try CatBoostLoss.classes(root.member("model_info")[optional: "class_params"]))
    }

    private func features() throws(ModelError) -> [CatBoostFeature] {
        let info = try root.member("features_info")
        for kind in ["categorical_features", "text_features", "embedding_features", "ctrs"] {
            if let others = info[optional: kind], try !others.elements().isEmpty {
                throw others.fault("features other than floats are not evaluated", .unsupported)
            }
        }
        var features: [CatBoostFeature] = []
        for node in try info.member("float_features").elements() {
            features.append(
                CatBoostFeature(
                    column: try node.member("flat_feature_index").integer(in: 0...1_000_000),
                    name: try node[optional: "feature_id"]?.text() ?? "",
                    missingIsHigh: try node[optional: "nan_value_treatment"]?.text() == "AsTrue"))
        }
        return features
    }

    /// How many numbers a leaf has.
    private func groups(atLeast biases: Int) throws(ModelError) -> Int {
        guard let tree = try root[optional: "oblivious_trees"]?.elements().first else {
            var node = try root.member("trees").elements().first
            while let next = node?[optional: "left"] { node = next }
            return max(try node?.member("value").numbers().count ?? 1, biases, 1)
        }
        let depth = try tree[optional: "splits"]?.elements().count ?? 0
        guard depth <= 20 else { throw tree.fault("the tree has \(depth) levels", .tooLarge) }
        return max(try tree.member("leaf_values").numbers().count >> depth, 1)
    }

    private func addTrees(
        to forest: inout TreeForest, _ features: [Int: CatBoostFeature]
    ) throws(ModelError) {
        if let oblivious = root[optional: "oblivious_trees"] {
            for tree in try oblivious.elements() {
                var levels: [TreeNode] = []
                for split in try tree[optional: "splits"]?.elements() ?? [] {
                    levels.append(try self.split(split, features))
                }
                try forest.add(
                    levels: levels, values: tree.member("leaf_values").numbers(), at: .path(tree.path))
            }
        } else {
            for tree in try root.member("trees").elements() { try addTree(tree, to: &forest, features) }
        }
    }

    private func split(
        _ node: StructuredNode, _ features: [Int: CatBoostFeature]
    ) throws(ModelError) -> TreeNode {
        guard try node[optional: "split_type"]?.text() ?? "FloatFeature" == "FloatFeature" else {
            throw node.fault("splits other than of float features are not evaluated", .unsupported)
        }
        let index = try node.member("float_feature_index").integer(in: 0...1_000_000)
        guard let feature = features[index] else {
            throw node.fault("there is no float feature \(index)", .inconsistent)
        }
        return feature.split(at: Float(try node.member("border").number()))
    }

    /// A tree whose nodes stand within each other.
    private func addTree(
        _ tree: StructuredNode, to forest: inout TreeForest, _ features: [Int: CatBoostFeature]
    ) throws(ModelError) {
        var splits: [TreeNode] = []
        var leafCount = 0
        var open: [(node: StructuredNode, parent: Int, isLeft: Bool)] = [(tree, -1, false)]
        while let (node, parent, isLeft) = open.popLast() {
            let place: Int32
            if let split = node[optional: "split"] {
                place = Int32(clamping: splits.count)
                splits.append(try self.split(split, features))
                open.append((try node.member("right"), splits.count - 1, false))
                open.append((try node.member("left"), splits.count - 1, true))
            } else {
                place = ~Int32(clamping: leafCount)
                let values = try node.member("value").numbers()
                guard values.count == forest.leafWidth, values.allSatisfy(\.isFinite) else {
                    throw node.fault(
                        "a leaf has \(values.count) numbers, or one that is not finite", .inconsistent)
                }
                forest.leaves += values
                leafCount += 1
            }
            guard parent >= 0 else { continue }
            if isLeft { splits[parent].left = place } else { splits[parent].right = place }
        }
        try forest.add(splits, leafCount: leafCount, group: 0, at: .path(tree.path))
    }
}
