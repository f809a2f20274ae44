/// Evaluates any forest by walking each tree from its root.
///
/// The plain way, which every other one is compared with: leaves are summed in the order of the trees.
final class ForestWalker: Evaluator {
    let forest: TreeForest
    let transform: OutputTransform
    let features: Int
    let outputs: Int
    /// The row as the library sees it, and the sums.
    private let row: UnsafeMutablePointer<Double>
    private let sums: UnsafeMutablePointer<Double>

    init(_ forest: TreeForest, _ transform: OutputTransform) {
        (self.forest, self.transform, features) = (forest, transform, forest.features)
        outputs = transform.outputs(of: forest.groups)
        row = .allocate(capacity: max(features, 1))
        row.initialize(repeating: 0, count: max(features, 1))
        sums = .allocate(capacity: max(outputs, forest.groups))
        sums.initialize(repeating: 0, count: max(outputs, forest.groups))
    }

    deinit {
        row.deallocate()
        sums.deallocate()
    }

    func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
        for index in 0..<count {
            let source = rows + index * features
            for feature in 0..<features {
                let value = source[feature]
                row[feature] = forest.roundsInput ? Double(Float(value)) : value
            }
            for group in 0..<forest.groups { sums[group] = forest.base[group] }
            for tree in forest.trees { add(tree) }
            for group in 0..<forest.groups {
                sums[group] = sums[group] / forest.divisor * forest.scale + forest.bias[group]
            }
            transform.apply(sums, count: forest.groups)
            (results + index * outputs).update(from: sums, count: outputs)
        }
    }

    private func add(_ tree: Tree) {
        var place = tree.root
        while place >= 0 {
            let node = forest.nodes[Int(place)]
            place = forest.goesLeft(node, row[Int(node.feature)]) ? node.left : node.right
        }
        let leaf = Int(~place)
        for part in 0..<forest.leafWidth {
            let group = Int(tree.group) + part
            let sum = sums[group] + forest.value(ofLeaf: leaf, part, row)
            sums[group] = forest.precision == .single ? Double(Float(sum)) : sum
        }
    }
}
