import Glibc

/// What an XGBoost file says beside its booster.
struct XGBoostHead {
    let names: [String]
    let features: Int
    let groups: Int
    let transform: OutputTransform
    /// What each number is; nil for plain values.
    let outputs: [ModelOutput]?
    /// What each sum begins with: the base score as the objective's margin.
    let margins: [Double]

    init(_ learner: StructuredNode) throws(ModelError) {
        let parameters = try learner.member("learner_model_param")
        let objective = try learner.member("objective").member("name")
        features = try parameters.member("num_feature").integer(in: 1...1_000_000)
        let classes = try parameters[optional: "num_class"]?.integer(in: 0...10_000) ?? 0
        let targets = try parameters[optional: "num_target"]?.integer(in: 0...10_000) ?? 1
        groups = max(classes, targets, 1)
        var names: [String] = []
        for name in try learner[optional: "feature_names"]?.elements() ?? [] { names.append(try name.text()) }
        guard names.isEmpty || names.count == features else {
            throw learner.fault("the file names \(names.count) features and has \(features)", .inconsistent)
        }
        self.names = names
        transform = try Self.transform(objective)
        outputs = try Self.outputs(learner.member("objective"), groups: groups)
        let scores = try Self.scores(parameters.member("base_score"), groups: groups)
        let name = try objective.text()
        margins = scores.map { Double(Self.margin(Float($0), name)) }
        guard margins.allSatisfy(\.isFinite) else { throw parameters.fault("the base score has no margin") }
    }

    /// `5E-1` in version 1.7, a number in 2, `[5E-1,5E-1]` in 3.
    private static func scores(_ node: StructuredNode, groups: Int) throws(ModelError) -> [Double] {
        var scores: [Double] = []
        switch node.value {
        case .text(let text):
            for word in text.split(whereSeparator: { "[], ".contains($0) }) {
                guard let score = StructuredNode.number(word) else {
                    throw node.fault("no base score stands here")
                }
                scores.append(score)
            }
        default: scores = try node.numbers()
        }
        if scores.count == 1, let score = scores.first { return Array(repeating: score, count: groups) }
        guard scores.count == groups else {
            throw node.fault("\(scores.count) base scores for \(groups) outputs", .inconsistent)
        }
        return scores
    }

    private static func outputs(
        _ objective: StructuredNode, groups: Int
    ) throws(ModelError) -> [ModelOutput]? {
        switch try objective.member("name").text() {
        case "binary:logistic": return ModelOutput.secondClass(groups)
        case "binary:hinge", "multi:softmax": return ModelOutput.label
        case "multi:softprob": return ModelOutput.probabilities(of: (0..<groups).map { "\($0)" })
        case "reg:quantileerror":
            guard let list = objective[optional: "quantile_loss_param"]?[optional: "quantile_alpha"],
                case .text(let text) = list.value
            else { return nil }
            let words = text.split { "[], ".contains($0) }
            return ModelOutput.quantiles(words.compactMap { StructuredNode.number($0) })
        default: return nil
        }
    }

    /// In single precision, as the library computes it.
    private static func margin(_ score: Float, _ objective: String) -> Float {
        switch objective {
        case "binary:logistic", "reg:logistic": -logf(1 / score - 1)
        case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft": logf(score)
        default: score
        }
    }

    private static func transform(_ objective: StructuredNode) throws(ModelError) -> OutputTransform {
        switch try objective.text() {
        case "reg:squarederror", "reg:linear", "reg:squaredlogerror", "reg:pseudohubererror",
            "reg:absoluteerror",
            "reg:quantileerror", "reg:expectileerror", "binary:logitraw", "rank:pairwise", "rank:ndcg",
            "rank:map":
            return .identity
        case "binary:logistic", "reg:logistic": return .singleSigmoid
        case "binary:hinge": return .step
        case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft":
            return .singleExponential
        case "multi:softprob": return .singleSoftmax
        case "multi:softmax": return .largest
        case let name: throw objective.fault("the objective '\(name)' is not known", .unsupported)
        }
    }
}
