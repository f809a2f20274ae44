/// The way in which a forest is evaluated, chosen when its file has been read.
struct ForestChoice {
    private let forest: TreeForest
    private let compiled: CompiledForest?

    init(_ forest: TreeForest) { (self.forest, compiled) = (forest, CompiledForest(forest)) }

    /// An evaluator with a transform; `divisor` replaces the forest's.
    func evaluator(_ transform: OutputTransform, divisor: Double? = nil) -> any Evaluator {
        if let compiled { return CompiledEvaluator(compiled, transform, divisor: divisor) }
        var forest = forest
        forest.divisor = divisor ?? forest.divisor
        return ForestWalker(forest, transform)
    }
}
