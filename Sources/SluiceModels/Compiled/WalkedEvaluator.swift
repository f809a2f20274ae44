internal import CForest

/// Evaluates a forest of large trees, bit for bit as `ForestWalker` does.
final class WalkedEvaluator: Evaluator {
    let features: Int
    let outputs: Int
    private let walked: WalkedForest
    private let sums: ForestSums
    private let usesAVX2: Int32
    private let codes: Store<UInt8>
    private let rowSums: Store<Double>
    private let exits: Store<UInt32>

    /// How many rows are walked through some trees before the next.
    static let rowsAtOnce = 64

    init(
        _ walked: WalkedForest, _ transform: OutputTransform, divisor: Double? = nil, isPlain: Bool = false
    ) {
        self.walked = walked
        sums = ForestSums(walked.forest, transform, divisor: divisor)
        (features, outputs) = (walked.forest.features, sums.outputs)
        usesAVX2 = isPlain ? 0 : cforest_has_avx2()
        codes = Store(Array(repeating: 0, count: Self.rowsAtOnce * max(2 * walked.columnCount, 1)))
        rowSums = Store(Array(repeating: 0, count: Self.rowsAtOnce))
        let places = walked.hasOneSum ? 0 : walked.forest.trees.count + Int(cforest_side)
        exits = Store(Array(repeating: 0, count: Self.rowsAtOnce * places))
    }

    func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
        for first in stride(from: 0, to: count, by: Self.rowsAtOnce) {
            evaluateSome(
                rows + first * features, count: min(Self.rowsAtOnce, count - first),
                into: results + first * outputs)
        }
    }

    private func evaluateSome(
        _ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>
    ) {
        let columns = walked.columnCount
        for index in 0..<count {
            let own = codes.start + index * 2 * columns
            cforest_codes(
                walked.columns.start, UInt32(columns), walked.thresholds.start, rows + index * features, own,
                usesAVX2)
            for column in 0..<columns { own[columns + column] = own[column] &- 1 }
            rowSums.start[index] = walked.forest.base[0]
        }
        cforest_walk_sum(
            walked.walk.start, codes.start, UInt32(2 * columns), UInt32(count), rowSums.start,
            walked.hasOneSum ? nil : exits.start)
        for index in 0..<count {
            if walked.hasOneSum {
                sums.sums.start[0] = rowSums.start[index]
            } else {
                sums.begin(rows + index * features)
                let trees = walked.forest.trees.count
                let places = exits.start + index * (trees + Int(cforest_side))
                for tree in 0..<trees { sums.add(leaf: Int(walked.leafNumbers[Int(places[tree])]), of: tree) }
            }
            sums.finish(results + index * outputs)
        }
    }
}
