/// Reads CatBoost's JSON and binary (`cbm`) forms: oblivious trees, and those that grow by depth or by loss.
///
/// A float feature counts in single precision, and above the border of a split goes right. Leaves are summed in double
/// precision; the sum times the scale, and the bias added, is the raw value. A model with categorical, text or embedding
/// features is refused.
public enum CatBoostModel {
    /// Reads a model from the bytes of its JSON file.
    /// - Throws: `ModelError` with the place.
    public static func read(json bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model {
        try CatBoostJSON(JSONModelReader.read(bytes)).parts().model()
    }

    /// Reads a model from the bytes of its binary file.
    /// - Throws: `ModelError` with the byte.
    public static func read(binary bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model {
        try CatBoostBinary(bytes).parts().model()
    }
}

/// What both forms of a CatBoost model say.
struct CatBoostParts {
    var forest: TreeForest
    var names: [String]
    /// The loss that the model was trained for.
    var loss: CatBoostLoss
    /// The labels of the classes; empty when the file has none.
    var classes: [String]

    func model() throws(ModelError) -> Model {
        let transform = try self.transform()
        let choice = ForestChoice(forest)
        return Model(
            features: names.contains { !$0.isEmpty } ? names : [], evaluator: choice.evaluator(transform),
            sums: transform == .identity ? nil : choice.evaluator(.identity),
            outputs: outputs(transform))
    }

    private func transform() throws(ModelError) -> OutputTransform {
        switch loss.name {
        case "RMSE", "MAE", "Quantile", "GroupQuantile", "MAPE", "RMSPE", "Huber", "Expectile", "Lq",
            "LogCosh",
            "MultiRMSE", "MultiRMSEWithMissingValues", "MultiQuantile", "QueryRMSE", "QuerySoftMax",
            "QueryCrossEntropy", "PairLogit", "PairLogitPairwise", "YetiRank", "YetiRankPairwise",
            "LambdaMart", "StochasticRank", "StochasticFilter":
            return .identity
        case "Logloss", "CrossEntropy", "Focal": return .bothClasses
        case "MultiClass": return .softmax
        case "MultiClassOneVsAll", "MultiLogloss", "MultiCrossEntropy": return .sigmoid(slope: 1)
        case "Poisson", "Tweedie", "LogLinQuantile", "Cox", "SurvivalAft": return .exponential
        case "RMSEWithUncertainty": return .meanAndVariance
        default: throw ModelError(.unsupported, "the loss '\(loss.name)' is not known")
        }
    }
}

extension CatBoostParts {
    private func outputs(_ transform: OutputTransform) -> [ModelOutput]? {
        switch loss.name {
        case "Logloss", "CrossEntropy", "Focal":
            ModelOutput.probabilities(of: classes.count == 2 ? classes : ["0", "1"])
        case "MultiClass", "MultiClassOneVsAll":
            ModelOutput.probabilities(
                of: classes.count == forest.groups ? classes : (0..<forest.groups).map { "\($0)" })
        case "MultiLogloss", "MultiCrossEntropy": ModelOutput.secondClass(forest.groups)
        case "Quantile", "GroupQuantile", "LogLinQuantile", "MultiQuantile":
            ModelOutput.quantiles(loss.alphas)
        case "RMSEWithUncertainty": ModelOutput.meanAndVariance
        default: nil
        }
    }
}

/// What a CatBoost model was trained for.
struct CatBoostLoss {
    let name: String
    /// The probabilities of quantiles.
    let alphas: [Double]

    /// Reads the loss from the parameters of a training.
    init(_ parameters: StructuredNode) throws(ModelError) {
        let loss = try parameters.member("loss_function")
        name = try loss.member("type").text()
        let alpha = loss[optional: "params"]?[optional: "alpha"]
        switch alpha?.value {
        case .text(let text): alphas = text.split(separator: ",").compactMap { StructuredNode.number($0) }
        case nil: alphas = name.hasSuffix("Quantile") && name != "MultiQuantile" ? [0.5] : []
        default: alphas = []
        }
    }

    /// The labels of a model's classes, text or numbers.
    static func classes(_ parameters: StructuredNode?) throws(ModelError) -> [String] {
        var labels: [String] = []
        for label in try parameters?[optional: "class_names"]?.elements() ?? [] {
            switch label.value {
            case .text(let text): labels.append(text)
            case .number(let number):
                labels.append(Int(exactly: number).map { "\($0)" } ?? "\(number)")
            default: return []
            }
        }
        return labels
    }
}

/// A float feature of a CatBoost model.
struct CatBoostFeature {
    /// Its place in a row, 0 to a million.
    let column: Int
    let name: String
    /// Whether a missing value counts as above every border.
    let missingIsHigh: Bool

    /// The split at one of its borders.
    func split(at border: Float) -> TreeNode {
        TreeNode(
            threshold: Double(border), feature: UInt32(column), rule: missingIsHigh ? [] : .missingLeft,
            left: 0,
            right: 0)
    }

    /// The names of all features by their places, empty where a place has none.
    static func names(of features: [CatBoostFeature]) throws(ModelError) -> [String] {
        let count = (features.map(\.column).max() ?? -1) + 1
        guard count > 0 else { throw ModelError(.malformed, "the model has no float features") }
        var names = Array(repeating: "", count: count)
        for feature in features { names[feature.column] = feature.name }
        return names
    }
}

extension TreeForest {
    /// Adds an oblivious tree: one split for each level, of which the first is bit 0 of a leaf's number.
    mutating func add(
        levels: [TreeNode], values: some Collection<Double>, at place: ModelError.Place?
    ) throws(ModelError) {
        let depth = levels.count
        guard depth <= 20, values.count == leafWidth << depth else {
            throw ModelError(
                .inconsistent, "a tree of \(depth) levels has \(values.count / leafWidth) leaves", at: place)
        }
        guard values.allSatisfy(\.isFinite) else {
            throw ModelError(.malformed, "a leaf is not finite", at: place)
        }
        leaves += values
        // Level by level from the last split, so that leaves stand in the order of their numbers.
        let last = (1 << depth) - 1
        var splits: [TreeNode] = []
        splits.reserveCapacity(last)
        for level in 0..<depth {
            for index in 0..<(1 << level) {
                var split = levels[depth - 1 - level]
                let child = 2 * ((1 << level) - 1 + index) + 1
                split.left = child < last ? Int32(child) : ~Int32(child - last)
                split.right = child + 1 < last ? Int32(child + 1) : ~Int32(child + 1 - last)
                splits.append(split)
            }
        }
        try add(splits, leafCount: 1 << depth, group: 0, at: place)
    }
}
