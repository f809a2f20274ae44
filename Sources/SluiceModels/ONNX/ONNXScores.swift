/// What an ONNX classifier or regressor makes of its scores.
enum ONNXScores {
    /// The transform that a node asks for.
    static func transform(_ node: ONNXGraph.Node) throws(ModelError) -> OutputTransform {
        switch node.attributes["post_transform"]?.text ?? "NONE" {
        case "NONE": .identity
        case "LOGISTIC": .sigmoid(slope: 1)
        case "SOFTMAX": .softmax
        case let name:
            throw ModelError(
                .unsupported, "the operation '\(node.operation)' ends with '\(name)', which is not evaluated")
        }
    }

    /// How many classes a node has; 0 for none.
    static func classes(_ node: ONNXGraph.Node) -> Int { labels(node).count }

    /// The labels of a node's classes: of those that it gives in several types the longest list.
    static func labels(_ node: ONNXGraph.Node) -> [String] {
        let numbers = ["classlabels_int64s", "classlabels_ints"].map { name in
            (node.attributes[name]?.integers ?? []).map { "\($0)" }
        }
        let texts = node.attributes["classlabels_strings"]?.texts ?? []
        return (numbers + [texts]).max { $0.count < $1.count } ?? []
    }
}

/// `LinearRegressor` and `LinearClassifier`.
struct ONNXLinear {
    private let node: ONNXGraph.Node
    private let features: Int

    init(_ node: ONNXGraph.Node, features: Int) { (self.node, self.features) = (node, features) }

    /// Coefficients lie output by output.
    func evaluator() throws(ModelError) -> any Evaluator {
        let coefficients = node.attributes["coefficients"]?.floats ?? []
        guard !coefficients.isEmpty, coefficients.count % features == 0 else {
            throw ModelError(.inconsistent, "\(coefficients.count) coefficients for \(features) features")
        }
        let groups = coefficients.count / features
        var intercepts = node.attributes["intercepts"]?.floats ?? []
        if intercepts.isEmpty { intercepts = Array(repeating: 0, count: groups) }
        guard intercepts.count == groups else {
            throw ModelError(.inconsistent, "\(intercepts.count) intercepts for \(groups) outputs")
        }
        var weights: [Double] = []
        for feature in 0..<features {
            for group in 0..<groups { weights.append(Double(coefficients[group * features + feature])) }
        }
        let classes = ONNXScores.classes(node)
        var transform = try ONNXScores.transform(node)
        if classes == 2, groups == 1 {
            guard transform == .sigmoid(slope: 1) else {
                throw ModelError(.unsupported, "one score of two classes without a sigmoid is not evaluated")
            }
            transform = .bothClasses
        }
        return LinearEvaluator(
            features: features, weights: weights, intercepts: intercepts.map { Double($0) },
            transform: transform,
            precision: .single)
    }
}
