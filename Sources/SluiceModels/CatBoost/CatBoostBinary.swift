/// CatBoost's binary form: `CBM1`, a length, and a FlatBuffers table of trees.
struct CatBoostBinary {
    /// The fields of the table of trees, by number.
    private enum Field {
        static let (outputs, splits, sizes) = (0, 1, 2)
        static let (categories, floats, oneHot, ctr) = (4, 5, 6, 7)
        static let (leaves, steps, leafOfNode) = (8, 10, 11)
        static let (texts, estimated, scale, bias, biases) = (12, 13, 14, 15, 16)
    }

    private let core: FlatTable
    private let trees: FlatTable

    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) {
        guard bytes.count > 8, bytes.starts(with: "CBM1".utf8) else {
            throw ModelError(.malformed, "the file does not begin with 'CBM1'", at: .byte(0))
        }
        let length = (0..<4).reduce(0) { $0 | Int(bytes[4 + $1]) << (8 * $1) }
        guard length >= 8, length <= bytes.count - 8 else {
            throw ModelError(.truncated, "the file is shorter than its \(length) bytes", at: .byte(4))
        }
        core = try FlatTable(root: UnsafeBufferPointer(rebasing: bytes[8..<8 + length]))
        guard try core.text(0) == "FlabuffersModel_v1" else {
            throw ModelError(
                .unsupported, "the version '\(try core.text(0).prefix(40))' of the format is not known")
        }
        guard let trees = try core.table(1) else { throw ModelError(.malformed, "the file has no trees") }
        self.trees = trees
    }

    func parts() throws(ModelError) -> CatBoostParts {
        for field in [Field.categories, Field.oneHot, Field.ctr, Field.texts, Field.estimated] {
            guard try trees.tables(field).isEmpty else {
                throw ModelError(.unsupported, "features other than floats are not evaluated")
            }
        }
        let groups = try trees.integer(Field.outputs, default: 0)
        guard (1...10_000).contains(groups) else {
            throw ModelError(.malformed, "the model has \(groups) outputs")
        }
        var features: [CatBoostFeature] = []
        var splits: [TreeNode] = []
        var room = core.size
        for table in try trees.tables(Field.floats) {
            let column = try table.integer(2, default: -1)
            guard (0...1_000_000).contains(column) else {
                throw ModelError(.malformed, "a feature stands at place \(column)")
            }
            let feature = CatBoostFeature(
                column: column, name: try table.text(4),
                missingIsHigh: try table.byte(5, default: 0) == 2)
            features.append(feature)
            // A split is named by its number among the borders of all features.
            let borders = try table.floats(3)
            // Offsets may lead to one list again and again; a sound file has four bytes for each border.
            room -= 4 * borders.count + feature.name.utf8.count
            guard room >= 0 else { throw ModelError(.inconsistent, "features share their borders or names") }
            for border in borders { splits.append(feature.split(at: border)) }
        }
        let names = try CatBoostFeature.names(of: features)
        var forest = TreeForest(features: names.count, groups: groups)
        forest.roundsInput = true
        forest.leafWidth = groups
        try scale(&forest)
        try addTrees(to: &forest, splits)
        return CatBoostParts(forest: forest, names: names, loss: try loss(), classes: try classes())
    }

    private func scale(_ forest: inout TreeForest) throws(ModelError) {
        forest.scale = try trees.double(Field.scale, default: 1)
        let biases = try trees.doubles(Field.biases)
        let bias = try trees.double(Field.bias, default: 0)
        forest.bias =
            biases.isEmpty || biases.count == 1
            ? Array(repeating: biases.first ?? bias, count: forest.groups) : biases
        guard forest.bias.count == forest.groups, forest.scale.isFinite, forest.bias.allSatisfy(\.isFinite)
        else {
            throw ModelError(.inconsistent, "\(biases.count) biases for \(forest.groups) outputs")
        }
    }

    private func loss() throws(ModelError) -> CatBoostLoss {
        guard let parameters = try note("params") else {
            throw ModelError(.malformed, "the file does not say what the model was trained for")
        }
        return try CatBoostLoss(parameters)
    }

    private func classes() throws(ModelError) -> [String] { try CatBoostLoss.classes(note("class_params")) }

    /// What stands beside the trees under a name, as JSON.
    private func note(_ name: String) throws(ModelError) -> StructuredNode? {
        for pair in try core.tables(2) where try pair.text(0) == name {
            var text = try pair.text(1)
            return try text.withUTF8Typed { bytes throws(ModelError) in try JSONModelReader.read(bytes) }
        }
        return nil
    }

    private func addTrees(to forest: inout TreeForest, _ splits: [TreeNode]) throws(ModelError) {
        let numbers = try trees.words(Field.splits)
        let sizes = try trees.words(Field.sizes)
        let leaves = try trees.doubles(Field.leaves)
        let steps = try trees.words(Field.steps)
        let leafOfNode = try trees.words(Field.leafOfNode)
        guard sizes.reduce(0, { $0 + Int($1) }) == numbers.count,
            steps.isEmpty || steps.count == numbers.count && leafOfNode.count == numbers.count
        else { throw ModelError(.inconsistent, "the sizes of the trees do not fit their splits") }
        var (first, firstLeaf) = (0, 0)
        for size in sizes.map({ Int($0) }) {
            let range = first..<first + size
            first = range.upperBound
            if steps.isEmpty {
                var own: [TreeNode] = []
                for number in numbers[range] {
                    guard Int(number) < splits.count else {
                        throw ModelError(.inconsistent, "there is no border \(number)")
                    }
                    own.append(splits[Int(number)])
                }
                guard size <= 20, firstLeaf + forest.leafWidth << size <= leaves.count else {
                    throw ModelError(.inconsistent, "a tree of \(size) levels has too few leaves")
                }
                let end = firstLeaf + forest.leafWidth << size
                try forest.add(levels: own, values: leaves[firstLeaf..<end], at: nil)
                firstLeaf = end
            } else {
                let tree = SteppedTree(
                    borders: splits, numbers: numbers[range], steps: steps[range],
                    leafOfNode: leafOfNode[range], leaves: leaves)
                try tree.add(to: &forest)
            }
        }
    }
}

/// A tree whose nodes say how far their children stand behind them; a distance of 0 ends at the node's own leaf.
private struct SteppedTree {
    let borders: [TreeNode]
    /// The border of each node, without a meaning where the node is a leaf.
    let numbers: ArraySlice<UInt32>
    let steps: ArraySlice<UInt32>
    let leafOfNode: ArraySlice<UInt32>
    let leaves: [Double]

    func add(to forest: inout TreeForest) throws(ModelError) {
        try forest.checkRoom(forLeaves: numbers.count + 1)
        var nodes: [TreeNode] = []
        var leafCount = 0
        // Nodes with the place among the splits that has to be told where they stand.
        var open: [(node: Int, isEnd: Bool, parent: Int, isLeft: Bool)] = [(0, isLeaf(0), -1, false)]
        while let (node, isEnd, parent, isLeft) = open.popLast() {
            guard node < numbers.count, nodes.count + leafCount <= 2 * numbers.count else {
                throw ModelError(.inconsistent, "a step leads out of its tree")
            }
            let place: Int32
            if isEnd {
                place = ~Int32(clamping: leafCount)
                forest.leaves += try values(node, forest.leafWidth)
                leafCount += 1
            } else {
                place = Int32(clamping: nodes.count)
                nodes.append(try split(node))
                for isLeft in [false, true] {
                    let step = distance(node, isLeft)
                    let child = node + step
                    open.append((child, step == 0 || isLeaf(child), nodes.count - 1, isLeft))
                }
            }
            guard parent >= 0 else { continue }
            if isLeft { nodes[parent].left = place } else { nodes[parent].right = place }
        }
        try forest.add(nodes, leafCount: leafCount, group: 0)
    }

    private func distance(_ node: Int, _ isLeft: Bool) -> Int {
        let step = steps[steps.startIndex + node]
        return Int(isLeft ? step & 0xFFFF : step >> 16)
    }

    private func split(_ node: Int) throws(ModelError) -> TreeNode {
        let number = Int(numbers[numbers.startIndex + node])
        guard number < borders.count else {
            throw ModelError(.inconsistent, "there is no border \(number)")
        }
        return borders[number]
    }

    private func isLeaf(_ node: Int) -> Bool { node < numbers.count && steps[steps.startIndex + node] == 0 }

    private func values(_ node: Int, _ width: Int) throws(ModelError) -> ArraySlice<Double> {
        let first = Int(leafOfNode[leafOfNode.startIndex + node])
        guard first <= leaves.count - width, leaves[first..<first + width].allSatisfy(\.isFinite) else {
            throw ModelError(.inconsistent, "a node leads to a leaf that does not exist or is not finite")
        }
        return leaves[first..<first + width]
    }
}

extension String {
    /// Calls with the text's bytes, and passes on errors by their type.
    fileprivate mutating func withUTF8Typed<Value>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(ModelError) -> Value
    ) throws(ModelError) -> Value {
        let result: Result<Value, ModelError> = withUTF8 { bytes in
            do throws(ModelError) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
