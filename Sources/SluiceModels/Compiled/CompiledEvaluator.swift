internal import CForest

/// Evaluates a compiled forest, bit for bit as `ForestWalker` does.
final class CompiledEvaluator: Evaluator {
    let features: Int
    let outputs: Int
    private let compiled: CompiledForest
    private let usesAVX2: Int32
    // What a row needs lies here, and not an object further: after other work each further object is a wait for memory.
    private let plan: UnsafePointer<cforest_plan>
    private let code: UnsafeMutablePointer<UInt8>
    private let start: Double
    private let hasOneSum: Bool
    private let hasClasses: Bool
    private let lanes: Int
    private let codes: Store<UInt8>
    private let exits: Store<UInt8>
    /// Of many rows the codes, a leaf for each tree and row, and the sums; empty where rows go one by one.
    private let batchCodes: Store<UInt8>
    private let batchExits: Store<UInt8>
    private let batchSums: Store<Double>
    private let classes: Store<UnsafePointer<UInt8>?>
    private let sums: ForestSums

    /// `divisor` replaces the forest's; `isPlain` takes no AVX2 also where there is one.
    init(
        _ compiled: CompiledForest, _ transform: OutputTransform, divisor: Double? = nil,
        isPlain: Bool = false
    ) {
        let forest = compiled.forest
        self.compiled = compiled
        sums = ForestSums(forest, transform, divisor: divisor)
        (features, outputs) = (forest.features, sums.outputs)
        usesAVX2 = isPlain ? 0 : cforest_has_avx2()
        codes = Store(Array(repeating: 0, count: 256))
        (plan, code, start) = (UnsafePointer(compiled.plan.start), codes.start, forest.base[0])
        (hasOneSum, hasClasses) = (compiled.hasOneSum, !compiled.classes.isEmpty)
        exits = Store(Array(repeating: 0, count: (forest.trees.count + 31) / 32 * 32))
        lanes = usesAVX2 != 0 && compiled.classes.isEmpty ? Int(cforest_lanes) : 0
        batchCodes = Store(Array(repeating: 0, count: 2 * lanes * compiled.columnCount))
        batchExits = Store(Array(repeating: 0, count: compiled.hasOneSum ? 0 : lanes * exits.count))
        batchSums = Store(Array(repeating: 0, count: lanes))
        classes = Store(Array(repeating: nil, count: compiled.classes.count))
    }

    func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
        var done = 0
        while lanes > 0, count - done >= Self.fewestRows {
            let size = min(count - done, lanes)
            evaluateTogether(rows + done * features, count: size, into: results + done * outputs)
            done += size
        }
        for index in done..<count {
            let row = rows + index * features
            cforest_codes(
                plan.pointee.columns, plan.pointee.column_count, plan.pointee.thresholds, row, code, usesAVX2)
            if hasClasses { findClasses(row) }
            if hasOneSum {
                sums.sums.start[0] = sum(exits: nil)
            } else {
                _ = sum(exits: exits.start)
                addLeaves(row, exits.start, apart: 1)
            }
            sums.finish(results + index * outputs)
        }
    }

    /// With fewer rows than these one by one is faster.
    static let fewestRows = 12

    private func evaluateTogether(
        _ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>
    ) {
        cforest_batch_codes(plan, rows, UInt32(features), UInt32(count), batchCodes.start)
        if hasOneSum {
            for index in 0..<count { batchSums.start[index] = start }
            cforest_batch_sum(plan, batchCodes.start, UInt32(count), batchSums.start, nil)
        } else {
            cforest_batch_sum(plan, batchCodes.start, UInt32(count), batchSums.start, batchExits.start)
        }
        for index in 0..<count {
            if hasOneSum {
                sums.sums.start[0] = batchSums.start[index]
            } else {
                addLeaves(rows + index * features, batchExits.start + index, apart: lanes)
            }
            sums.finish(results + index * outputs)
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
            plan, code, hasClasses ? classes.start : nil, hasClasses ? UInt32(classes.count) : 0, start,
            exits,
            usesAVX2)
    }

    /// Adds leaves of several sums or of linear functions, tree by tree.
    private func addLeaves(_ row: UnsafePointer<Double>, _ exits: UnsafePointer<UInt8>, apart: Int) {
        sums.begin(row)
        for tree in compiled.firstLeaves.indices {
            let place = Int(compiled.firstLeaves[tree]) + Int(exits[tree * apart])
            sums.add(leaf: Int(compiled.leafNumbers[place]), of: tree)
        }
    }
}
