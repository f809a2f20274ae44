internal import CForest

/// Evaluates a compiled forest, bit for bit as `ForestWalker` does.
final class CompiledEvaluator: Evaluator {
    let features: Int
    let outputs: Int
    private let compiled: CompiledForest
    private let transform: OutputTransform
    private let divisor: Double
    private let usesAVX2: Int32
    private let codes: Store<UInt8>
    private let exits: Store<UInt8>
    /// Of many rows the codes, a leaf for each tree and row, and the sums; empty where rows go one by one.
    private let batchCodes: Store<UInt8>
    private let batchExits: Store<UInt8>
    private let batchSums: Store<Double>
    private let classes: Store<UnsafePointer<UInt8>?>
    private let sums: Store<Double>
    private let row: Store<Double>

    /// `divisor` replaces the forest's; `isPlain` takes no AVX2 also where there is one.
    init(
        _ compiled: CompiledForest, _ transform: OutputTransform, divisor: Double? = nil,
        isPlain: Bool = false
    ) {
        let forest = compiled.forest
        (self.compiled, self.transform) = (compiled, transform)
        self.divisor = divisor ?? forest.divisor
        features = forest.features
        outputs = transform.outputs(of: forest.groups)
        usesAVX2 = isPlain ? 0 : cforest_has_avx2()
        codes = Store(Array(repeating: 0, count: 256))
        exits = Store(Array(repeating: 0, count: (forest.trees.count + 31) / 32 * 32))
        let lanes = usesAVX2 != 0 && compiled.classes.isEmpty ? Int(cforest_lanes) : 0
        batchCodes = Store(Array(repeating: 0, count: 2 * lanes * compiled.columnCount))
        batchExits = Store(Array(repeating: 0, count: compiled.hasOneSum ? 0 : lanes * exits.count))
        batchSums = Store(Array(repeating: 0, count: lanes))
        classes = Store(Array(repeating: nil, count: compiled.classes.count))
        sums = Store(Array(repeating: 0, count: max(outputs, forest.groups)))
        row = Store(Array(repeating: 0, count: features))
    }

    func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
        var done = 0
        while batchSums.count > 0, count - done >= Self.fewestRows {
            let size = min(count - done, batchSums.count)
            evaluateTogether(rows + done * features, count: size, into: results + done * outputs)
            done += size
        }
        for index in done..<count {
            let row = rows + index * features
            cforest_codes(compiled.plan.start, row, codes.start, usesAVX2)
            findClasses(row)
            if compiled.hasOneSum {
                sums.start[0] = sum(exits: nil)
            } else {
                _ = sum(exits: exits.start)
                addLeaves(row, exits.start, apart: 1)
            }
            finish(results + index * outputs)
        }
    }

    /// With fewer rows than these one by one is faster.
    static let fewestRows = 12

    private func evaluateTogether(
        _ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>
    ) {
        let plan = compiled.plan.start
        cforest_batch_codes(plan, rows, UInt32(features), UInt32(count), batchCodes.start)
        if compiled.hasOneSum {
            for index in 0..<count { batchSums.start[index] = compiled.forest.base[0] }
            cforest_batch_sum(plan, batchCodes.start, UInt32(count), batchSums.start, nil)
        } else {
            cforest_batch_sum(plan, batchCodes.start, UInt32(count), batchSums.start, batchExits.start)
        }
        for index in 0..<count {
            if compiled.hasOneSum {
                sums.start[0] = batchSums.start[index]
            } else {
                addLeaves(rows + index * features, batchExits.start + index, apart: batchSums.count)
            }
            finish(results + index * outputs)
        }
    }

    private func findClasses(_ row: UnsafePointer<Double>) {
        for (number, classes) in compiled.classes.enumerated() {
            let value = row[classes.feature]
            let place = classes.number(of: compiled.forest.roundsInput ? Double(Float(value)) : value)
            self.classes.start[number] = UnsafePointer(
                compiled.masks[number].start + place * compiled.maskBytes)
        }
    }

    private func sum(exits: UnsafeMutablePointer<UInt8>?) -> Double {
        cforest_sum(
            compiled.plan.start, codes.start, classes.start, UInt32(classes.count), compiled.forest.base[0],
            exits, usesAVX2)
    }

    /// Adds leaves of several sums or of linear functions, tree by tree.
    private func addLeaves(
        _ source: UnsafePointer<Double>, _ exits: UnsafePointer<UInt8>, apart: Int
    ) {
        let forest = compiled.forest
        if forest.linear != nil {
            for feature in 0..<features {
                row.start[feature] = forest.roundsInput ? Double(Float(source[feature])) : source[feature]
            }
        }
        for group in 0..<forest.groups { sums.start[group] = forest.base[group] }
        for (number, tree) in forest.trees.enumerated() {
            let place = Int(compiled.firstLeaves[number]) + Int(exits[number * apart])
            let leaf = Int(compiled.leafNumbers[place])
            for part in 0..<forest.leafWidth {
                let group = Int(tree.group) + part
                let sum = sums.start[group] + forest.value(ofLeaf: leaf, part, row.start)
                sums.start[group] = forest.precision == .single ? Double(Float(sum)) : sum
            }
        }
    }

    private func finish(_ results: UnsafeMutablePointer<Double>) {
        let forest = compiled.forest
        for group in 0..<forest.groups {
            sums.start[group] = sums.start[group] / divisor * forest.scale + forest.bias[group]
        }
        transform.apply(sums.start, count: forest.groups)
        results.update(from: sums.start, count: outputs)
    }
}
