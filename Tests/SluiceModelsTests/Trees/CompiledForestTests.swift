import Testing

@testable import SluiceModels

/// Compiled forests beside the plain walk, bit for bit.
@Suite struct CompiledForestTests {
    static let kinds: [RandomForest.Kind] = [
        .init(name: "31 leaves"),
        .init(name: "few leaves", leaves: 1...9),
        .init(name: "single leaves", trees: 3, leaves: 1...1),
        .init(name: "no trees", trees: 0),
        .init(name: "64 leaves", trees: 40, leaves: 20...64),
        .init(name: "zero is missing", zeroIsMissing: true),
        .init(name: "single precision", isSingle: true),
        .init(name: "categories", leaves: 1...40, categories: 100),
        .init(name: "categories in single precision", categories: 64, isSingle: true),
        .init(name: "linear leaves", isLinear: true),
        .init(name: "three sums", groups: 3),
        .init(name: "leaves of two numbers in single precision", isSingle: true, groups: 3, leafWidth: 2),
        .init(name: "60 features", features: 60),
        .init(name: "200 features", features: 200, trees: 100),
        .init(name: "1,500 thresholds a feature", features: 3, trees: 200, thresholds: 5_000),
        .init(name: "oblivious", leaves: 1...6, isOblivious: true),
        .init(name: "oblivious, eight levels", trees: 33, leaves: 1...8, isOblivious: true),
    ]

    static let largeKinds: [RandomForest.Kind] = [
        .init(name: "255 leaves", trees: 21, leaves: 200...255, thresholds: 2_000),
        .init(name: "one or many leaves", trees: 30, leaves: 1...90, zeroIsMissing: true),
        .init(name: "many leaves in single precision", trees: 17, leaves: 60...90, isSingle: true),
        .init(name: "many leaves, linear", trees: 9, leaves: 60...90, isLinear: true),
        .init(name: "many leaves, three sums", trees: 9, leaves: 60...90, groups: 3, leafWidth: 2),
        .init(name: "300 features", features: 300, trees: 60, leaves: 30...70),
        .init(name: "oblivious, ten levels", trees: 60, leaves: 1...10, isOblivious: true),
    ]

    static func numbers(_ evaluator: any Evaluator, _ rows: [Double], batch: Int) -> [UInt64] {
        let count = rows.count / evaluator.features
        var results = Array(repeating: 77.0, count: count * evaluator.outputs)
        rows.withUnsafeBufferPointer { rows in
            results.withUnsafeMutableBufferPointer { results in
                guard let source = rows.baseAddress, let target = results.baseAddress else { return }
                for first in stride(from: 0, to: count, by: batch) {
                    evaluator.evaluate(
                        source + first * evaluator.features, count: min(batch, count - first),
                        into: target + first * evaluator.outputs)
                }
            }
        }
        return results.map(\.bitPattern)
    }

    @Test(arguments: kinds)
    func `500 rows of two forests, by seeds 1 and 2, are equal to the last bit, whatever the batch`(
        kind: RandomForest.Kind
    ) throws {
        for seed in UInt64(1)...2 {
            var random = try RandomForest(kind, seed: seed)
            let rows = random.rows(500)
            let compiled = try #require(CompiledForest(random.forest), "seed \(seed)")
            let wanted = Self.numbers(ForestWalker(random.forest, .identity), rows, batch: 500)
            for isPlain in [false, true] {
                let evaluator = CompiledEvaluator(compiled, .identity, isPlain: isPlain)
                for batch in isPlain ? [500] : [1, 7, 8, 9, 31, 100, 500] {
                    let isEqual = Self.numbers(evaluator, rows, batch: batch) == wanted
                    #expect(isEqual, "seed \(seed), batch \(batch), plain \(isPlain)")
                }
            }
        }
    }

    @Test(arguments: largeKinds)
    func `200 rows of each of two forests of large trees, by seeds 1 and 2, are equal to the last bit`(
        kind: RandomForest.Kind
    ) throws {
        for seed in UInt64(1)...2 {
            var random = try RandomForest(kind, seed: seed)
            let rows = random.rows(200)
            #expect(CompiledForest(random.forest) == nil)
            let walked = try #require(WalkedForest(random.forest), "seed \(seed)")
            let wanted = Self.numbers(ForestWalker(random.forest, .identity), rows, batch: 200)
            for (batch, isPlain) in [(1, false), (9, false), (200, false), (200, true)] {
                let evaluator = WalkedEvaluator(walked, .identity, isPlain: isPlain)
                let isEqual = Self.numbers(evaluator, rows, batch: batch) == wanted
                #expect(isEqual, "seed \(seed), batch \(batch), plain \(isPlain)")
            }
            #expect(walked.bytes <= 4 * random.forest.bytes + 256 << 10)
        }
    }

    @Test func `a threshold that is moved by one bit, or a missing value sent wrongly, shows`() throws {
        var random = try RandomForest(.init(name: "31 leaves"), seed: 5)
        let rows = random.rows(2_000)
        let wanted = Self.numbers(ForestWalker(random.forest, .identity), rows, batch: 500)
        let roots = random.forest.trees.map { Int($0.root) }.filter {
            $0 >= 0 && random.forest.nodes[$0].threshold.isNormal
        }
        #expect(roots.count > 20)
        for place in roots {
            var wrong = random.forest
            wrong.nodes[place].threshold = wrong.nodes[place].threshold.nextDown
            let moved = try #require(CompiledForest(wrong))
            var other = random.forest
            other.nodes[place].rule.formSymmetricDifference(.missingLeft)
            let sent = try #require(CompiledForest(other))
            for compiled in [moved, sent] {
                let isCaught = [1, 500].allSatisfy {
                    Self.numbers(CompiledEvaluator(compiled, .identity), rows, batch: $0) != wanted
                }
                #expect(isCaught, "split \(place)")
            }
        }
    }

    @Test func `a forest takes at most four times the room of its plain form, and 256 KB`() throws {
        for kind in Self.kinds {
            let forest = try RandomForest(kind, seed: 3).forest
            let compiled = try #require(CompiledForest(forest))
            #expect(compiled.bytes <= 4 * forest.bytes + 256 << 10)
        }
    }

    @Test(arguments: [
        RandomForest.Kind(name: "large trees with categories", trees: 3, leaves: 65...90, categories: 64),
        .init(name: "small trees and large classes", trees: 400, leaves: 2...2, categories: 4_000),
    ])
    func `what the tables do not hold is walked`(kind: RandomForest.Kind) throws {
        let forest = try RandomForest(kind, seed: 1).forest
        #expect(CompiledForest(forest) == nil)
        let evaluator = try #require(ForestChoice(forest).evaluator(.identity) as? DeferredForest)
        #expect(evaluator.inner == nil)
        evaluator.prepare()
        #expect(evaluator.inner is ForestWalker)
    }
}
