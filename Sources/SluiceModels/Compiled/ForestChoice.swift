/// The way in which a forest is evaluated, chosen when its file has been read.
struct ForestChoice {
    private let forest: TreeForest
    private let compiled: CompiledForest?
    private let walked: WalkedForest?

    init(_ forest: TreeForest) {
        compiled = CompiledForest(forest)
        walked = compiled == nil ? WalkedForest(forest) : nil
        // Only the plain walk needs it.
        self.forest = compiled == nil && walked == nil ? forest : TreeForest(features: 0, groups: 1)
    }

    /// An evaluator with a transform; `divisor` replaces the forest's.
    func evaluator(_ transform: OutputTransform, divisor: Double? = nil) -> any Evaluator {
        if let compiled { return CompiledEvaluator(compiled, transform, divisor: divisor) }
        if let walked { return WalkedEvaluator(walked, transform, divisor: divisor) }
        var forest = forest
        forest.divisor = divisor ?? forest.divisor
        return ForestWalker(forest, transform)
    }
}
