/// Reads XGBoost's JSON and UBJSON forms, of versions 1.7 to 3: boosters gbtree, dart and gblinear.
///
/// XGBoost compares and sums in single precision: `value < condition` goes left, a missing value where the split says,
/// leaves are added in the order of the trees to the base score. So it is done here.
public enum XGBoostModel {
    /// Reads a model from the bytes of its JSON file.
    /// - Throws: `ModelError` with the place.
    public static func read(json bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model {
        try read(JSONModelReader.read(bytes))
    }

    /// Reads a model from the bytes of its UBJSON file.
    /// - Throws: `ModelError` with the place.
    public static func read(ubjson bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model {
        try read(UBJSONModelReader.read(bytes))
    }

    static func read(_ root: StructuredNode) throws(ModelError) -> Model {
        let learner = try root.member("learner")
        let head = try XGBoostHead(learner)
        let booster = try learner.member("gradient_booster")
        let name = try booster.member("name").text()
        switch name {
        case "gbtree": return try trees(booster.member("model"), head, drop: nil)
        case "dart":
            let drop = try booster.member("weight_drop").numbers()
            return try trees(booster.member("gbtree").member("model"), head, drop: drop)
        case "gblinear": return try linear(booster.member("model"), head)
        default: throw booster.fault("the booster '\(name)' is not known", .unsupported)
        }
    }

    private static func trees(
        _ model: StructuredNode, _ head: XGBoostHead, drop: [Double]?
    ) throws(ModelError) -> Model {
        var forest = TreeForest(features: head.features, groups: head.groups)
        (forest.base, forest.precision, forest.roundsInput) = (head.margins, .single, true)
        let isWide = try model.member("trees").elements().first.map { tree throws(ModelError) in
            try tree[optional: "tree_param"]?[optional: "size_leaf_vector"]?.number() ?? 1 > 1
        }
        // A leaf of several numbers has one for each output.
        if isWide == true { forest.leafWidth = head.groups }
        let groups = try model.member("tree_info").numbers()
        let trees = try model.member("trees").elements()
        guard groups.count == trees.count, drop.map({ $0.count == trees.count }) ?? true else {
            throw model.fault("\(trees.count) trees and \(groups.count) groups", .inconsistent)
        }
        for (index, tree) in trees.enumerated() {
            guard let group = Int32(exactly: groups[index]) else {
                throw tree.fault("the tree's output is \(groups[index])")
            }
            let weight = drop.map { Float($0[index]) }
            try XGBoostTree(tree).add(to: &forest, group: Int(group), weight: weight)
        }
        let choice = ForestChoice(forest)
        return Model(
            features: head.names, evaluator: choice.evaluator(head.transform),
            sums: head.transform == .identity ? nil : choice.evaluator(.identity),
            outputs: head.outputs)
    }

    /// Weights lie feature by feature, in each the outputs; the last ones are added whatever the row.
    private static func linear(_ model: StructuredNode, _ head: XGBoostHead) throws(ModelError) -> Model {
        let weights = try model.member("weights")
        let numbers = try weights.numbers()
        guard numbers.count == (head.features + 1) * head.groups else {
            throw weights.fault(
                "\(numbers.count) weights for \(head.features) features and \(head.groups) outputs",
                .inconsistent)
        }
        let intercepts = (0..<head.groups).map { group in
            // The linear booster begins every output with the first base score.
            Double(Float(numbers[head.features * head.groups + group]) + Float(head.margins[0]))
        }
        func evaluator(_ transform: OutputTransform) -> LinearEvaluator {
            LinearEvaluator(
                features: head.features, weights: Array(numbers.dropLast(head.groups)),
                intercepts: intercepts,
                transform: transform, precision: .single, skipsMissing: true)
        }
        return Model(
            features: head.names, evaluator: evaluator(head.transform),
            sums: head.transform == .identity ? nil : evaluator(.identity),
            outputs: head.outputs)
    }
}
