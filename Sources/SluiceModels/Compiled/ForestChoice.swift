/// A forest that is laid out for speed when it is first evaluated, and has only its plain form until then.
///
/// So the bytes of a file may be let go of before the tables are made that take as much room.
final class ForestChoice {
    /// How a forest is evaluated.
    private enum Layout {
        case compiled(CompiledForest)
        case walked(WalkedForest)
        case plain(TreeForest)
    }

    private let features: Int
    private let groups: Int
    /// The plain form, until the forest is laid out.
    private var forest: TreeForest?
    private var layout: Layout?

    init(_ forest: TreeForest) {
        (features, groups) = (forest.features, forest.groups)
        self.forest = forest
    }

    /// An evaluator with a transform; `divisor` replaces the forest's.
    func evaluator(_ transform: OutputTransform, divisor: Double? = nil) -> any Evaluator {
        DeferredForest(features: features, outputs: transform.outputs(of: groups)) { [self] in
            switch laidOut() {
            case .compiled(let forest): return CompiledEvaluator(forest, transform, divisor: divisor)
            case .walked(let forest): return WalkedEvaluator(forest, transform, divisor: divisor)
            case .plain(var forest):
                forest.divisor = divisor ?? forest.divisor
                return ForestWalker(forest, transform)
            }
        }
    }

    private func laidOut() -> Layout {
        if let layout { return layout }
        let forest = forest ?? TreeForest(features: features, groups: groups)
        let layout: Layout
        if let compiled = CompiledForest(forest) {
            layout = .compiled(compiled)
        } else if let walked = WalkedForest(forest) {
            layout = .walked(walked)
        } else {
            layout = .plain(forest)
        }
        self.layout = layout
        self.forest = nil
        return layout
    }
}

/// An evaluator that is made when it is first needed.
final class DeferredForest: Evaluator {
    let features: Int
    let outputs: Int
    private var make: (() -> any Evaluator)?
    private var made: (any Evaluator)?

    init(features: Int, outputs: Int, _ make: @escaping () -> any Evaluator) {
        (self.features, self.outputs, self.make) = (features, outputs, make)
    }

    func prepare() {
        guard let make else { return }
        made = make()
        self.make = nil
    }

    func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
        if made == nil { prepare() }
        made?.evaluate(rows, count: count, into: results)
    }

    /// What evaluates, once it is made.
    var inner: (any Evaluator)? { made }
}
