/// `TreeEnsembleRegressor` and `TreeEnsembleClassifier`: a list of each property by node of any tree.
struct ONNXForest {
    private let node: ONNXGraph.Node
    private let isClassifier: Bool
    private var forest: TreeForest
    /// For each tree, by its number in the file, its nodes' numbers and their places in the lists.
    private var trees: [Int64: [Int64: Int]] = [:]
    private var order: [Int64] = []
    /// For each node that is a leaf what it adds to which output.
    private var weights: [Key: [(output: Int, weight: Float)]] = [:]
    /// Whether two classes share one score.
    private var isOneScore = false

    private struct Key: Hashable {
        let tree: Int64
        let node: Int64
    }

    init(_ node: ONNXGraph.Node, features: Int) throws(ModelError) {
        self.node = node
        isClassifier = node.operation.hasSuffix("Classifier")
        forest = TreeForest(features: features, groups: 1)
        try readWeights(features)
        try readNodes()
    }

    private func integers(_ name: String) -> [Int64] { node.attributes[name]?.integers ?? [] }
    private func floats(_ name: String) -> [Float] { node.attributes[name]?.floats ?? [] }
    private func fault(_ message: String, _ code: ModelError.Code = .inconsistent) -> ModelError {
        ModelError(code, "the operation '\(node.operation)' \(message)")
    }

    private mutating func readWeights(_ features: Int) throws(ModelError) {
        let word = isClassifier ? "class" : "target"
        let (ids, nodes, owners) = (
            integers("\(word)_ids"), integers("\(word)_nodeids"), integers("\(word)_treeids")
        )
        let values = floats("\(word)_weights")
        guard values.count == ids.count, nodes.count == ids.count, owners.count == ids.count, !ids.isEmpty
        else {
            throw fault("has not one output, node and tree for each weight")
        }
        let classes = ONNXScores.classes(node)
        isOneScore = isClassifier && classes == 2 && Set(ids).count == 1
        let groups = isOneScore ? 1 : isClassifier ? classes : Int(node.attributes["n_targets"]?.integer ?? 1)
        guard (1...10_000).contains(groups) else { throw fault("has \(groups) outputs", .malformed) }
        forest = TreeForest(features: features, groups: groups)
        (forest.leafWidth, forest.precision, forest.roundsInput) = (groups, .single, true)
        for index in ids.indices {
            let output = isOneScore ? 0 : Int(clamping: ids[index])
            guard output >= 0, output < groups, values[index].isFinite else {
                throw fault("has a weight of an output that does not exist")
            }
            weights[Key(tree: owners[index], node: nodes[index]), default: []].append((output, values[index]))
        }
        let base = floats("base_values").map { Double($0) }
        guard base.isEmpty || base.count == groups || base.count == 1 else {
            throw fault("has \(base.count) base values")
        }
        if !base.isEmpty {
            forest.base = base.count == groups ? base : Array(repeating: base[0], count: groups)
        }
    }

    private mutating func readNodes() throws(ModelError) {
        let (owners, numbers) = (integers("nodes_treeids"), integers("nodes_nodeids"))
        guard owners.count == numbers.count, !owners.isEmpty else { throw fault("has no nodes") }
        for (index, owner) in owners.enumerated() {
            if trees[owner] == nil { order.append(owner) }
            guard trees[owner, default: [:]].updateValue(index, forKey: numbers[index]) == nil else {
                throw fault("has a node twice")
            }
        }
        let lists = Lists(
            modes: node.attributes["nodes_modes"]?.texts ?? [], features: integers("nodes_featureids"),
            values: floats("nodes_values"), yes: integers("nodes_truenodeids"),
            no: integers("nodes_falsenodeids"),
            tracks: integers("nodes_missing_value_tracks_true"))
        guard lists.fit(owners.count) else { throw fault("has not one number for each node") }
        for owner in order { try add(owner, lists) }
    }

    private struct Lists {
        let modes: [String]
        let features: [Int64]
        let values: [Float]
        let yes: [Int64]
        let no: [Int64]
        let tracks: [Int64]

        func fit(_ count: Int) -> Bool {
            [modes.count, features.count, values.count, yes.count, no.count].allSatisfy { $0 == count }
                && (tracks.isEmpty || tracks.count == count)
        }
    }

    private mutating func add(_ owner: Int64, _ lists: Lists) throws(ModelError) {
        guard let places = trees[owner], let root = places.keys.min() else { return }
        try forest.checkRoom(forLeaves: places.count / 2 + 1)
        var splits: [TreeNode] = []
        var leafCount = 0
        var open: [(node: Int64, parent: Int, isLeft: Bool)] = [(root, -1, false)]
        while let (number, parent, isLeft) = open.popLast() {
            guard let index = places[number], splits.count + leafCount <= places.count else {
                throw fault("leads to a node that does not exist, or in a circle")
            }
            let place: Int32
            if lists.modes[index] == "LEAF" {
                place = ~Int32(clamping: leafCount)
                var numbers = Array(repeating: 0.0, count: forest.leafWidth)
                for (output, weight) in weights[Key(tree: owner, node: number)] ?? [] {
                    numbers[output] += Double(weight)
                }
                forest.leaves += numbers
                leafCount += 1
            } else {
                place = Int32(clamping: splits.count)
                let (split, isSwapped) = try split(index, lists)
                splits.append(split)
                let (left, right) = isSwapped ? (lists.no, lists.yes) : (lists.yes, lists.no)
                open.append((right[index], splits.count - 1, false))
                open.append((left[index], splits.count - 1, true))
            }
            guard parent >= 0 else { continue }
            if isLeft { splits[parent].left = place } else { splits[parent].right = place }
        }
        try forest.add(splits, leafCount: leafCount, group: 0)
    }

    /// A split as `value <= threshold`, and whether its branches change places for that.
    private func split(_ index: Int, _ lists: Lists) throws(ModelError) -> (TreeNode, isSwapped: Bool) {
        guard let feature = UInt32(exactly: lists.features[index]) else { throw fault("has no feature") }
        let value = lists.values[index]
        let threshold: Float
        let isSwapped: Bool
        switch lists.modes[index] {
        case "BRANCH_LEQ": (threshold, isSwapped) = (value, false)
        case "BRANCH_LT": (threshold, isSwapped) = (value.nextDown, false)
        case "BRANCH_GT": (threshold, isSwapped) = (value, true)
        case "BRANCH_GTE": (threshold, isSwapped) = (value.nextDown, true)
        case let mode: throw fault("has a split '\(mode.prefix(20))', which is not evaluated", .unsupported)
        }
        // What is not a number fails every comparison, unless missing values go the other way.
        let missingIsTrue = !lists.tracks.isEmpty && lists.tracks[index] != 0
        let split = TreeNode(
            threshold: Double(threshold), feature: feature,
            rule: missingIsTrue != isSwapped ? .missingLeft : [],
            left: 0, right: 0)
        return (split, isSwapped)
    }

    /// The forest with what becomes of its scores.
    func evaluator() throws(ModelError) -> any Evaluator {
        var forest = forest
        switch node.attributes["aggregate_function"]?.text ?? "SUM" {
        case "SUM": break
        case "AVERAGE": forest.divisor = Double(max(forest.trees.count, 1))
        case let name:
            throw fault("joins trees by '\(name.prefix(20))', which is not evaluated", .unsupported)
        }
        let transform = try ONNXScores.transform(node)
        let choice = ForestChoice(forest)
        guard isOneScore else { return choice.evaluator(transform) }
        if transform == .sigmoid(slope: 1) { return choice.evaluator(.bothClasses) }
        guard transform == .identity, weights.values.joined().allSatisfy({ $0.weight >= 0 }) else {
            throw fault("has one score of two classes, which is not evaluated", .unsupported)
        }
        return choice.evaluator(.complement)
    }
}
