/// The sums of a row, and what becomes of them.
final class ForestSums {
    let forest: TreeForest
    let outputs: Int
    private let transform: OutputTransform
    private let divisor: Double
    let sums: Store<Double>
    private let row: Store<Double>

    /// `divisor` replaces the forest's.
    init(_ forest: TreeForest, _ transform: OutputTransform, divisor: Double?) {
        (self.forest, self.transform, self.divisor) = (forest, transform, divisor ?? forest.divisor)
        outputs = transform.outputs(of: forest.groups)
        sums = Store(Array(repeating: 0, count: max(outputs, forest.groups)))
        row = Store(Array(repeating: 0, count: forest.features))
    }

    /// Begins a row whose leaves are added one by one.
    func begin(_ source: UnsafePointer<Double>) {
        if forest.linear != nil {
            for feature in 0..<forest.features {
                row.start[feature] = forest.roundsInput ? Double(Float(source[feature])) : source[feature]
            }
        }
        for group in 0..<forest.groups { sums.start[group] = forest.base[group] }
    }

    /// Adds a leaf of a tree.
    @inline(__always)
    func add(leaf: Int, of tree: Int) {
        for part in 0..<forest.leafWidth {
            let group = Int(forest.trees[tree].group) + part
            let sum = sums.start[group] + forest.value(ofLeaf: leaf, part, row.start)
            sums.start[group] = forest.precision == .single ? Double(Float(sum)) : sum
        }
    }

    /// Ends a row.
    func finish(_ results: UnsafeMutablePointer<Double>) {
        for group in 0..<forest.groups {
            sums.start[group] = sums.start[group] / divisor * forest.scale + forest.bias[group]
        }
        transform.apply(sums.start, count: forest.groups)
        results.update(from: sums.start, count: outputs)
    }
}
