/// Makes the steps of a graph, from a wanted value backwards.
struct ONNXBuilder {
    private let graph: ONNXGraph
    /// For each value the node that gives it.
    private var givers: [String: Int] = [:]
    private var vectors: [String: ONNXVector]
    private var depth = 0
    private(set) var steps: [any ONNXStep] = []

    init(_ graph: ONNXGraph, input: (name: String, vector: ONNXVector)) {
        self.graph = graph
        vectors = [input.name: input.vector]
        for (number, node) in graph.nodes.enumerated() {
            for output in node.outputs { givers[output] = number }
        }
    }

    /// The values that are asked for: every output of numbers, which is all but the label of a classifier.
    func wanted() throws(ModelError) -> [String] {
        guard !graph.outputs.isEmpty else { throw ModelError(.malformed, "the graph has no output") }
        var names: [String] = []
        for (name, isReal) in graph.outputs {
            if let giver = givers[name], graph.nodes[giver].operation == "ZipMap" {
                names.append(graph.nodes[giver].inputs.first ?? name)
            } else if isReal || graph.outputs.count == 1 {
                names.append(name)
            }
        }
        guard !names.isEmpty else { throw ModelError(.unsupported, "the graph gives a label, and no number") }
        return names
    }

    /// What the numbers of a value are: the probabilities of classes where a classifier gives it, else plain ones.
    func descriptions(of name: String, count: Int) -> [ModelOutput] {
        if let giver = givers[name], graph.nodes[giver].operation.hasSuffix("Classifier") {
            let labels = ONNXScores.labels(graph.nodes[giver])
            if labels.count == count { return ModelOutput.probabilities(of: labels) }
        }
        // Beside a label there stands what it was chosen by.
        let isBesideLabel = graph.outputs.count == 2 && !graph.outputs[0].isReal
        if isBesideLabel, let labels = classes(count) { return ModelOutput.probabilities(of: labels) }
        return ModelOutput.parts(of: name, count)
    }

    /// The labels of so many classes, from the node that names them or picks one.
    private func classes(_ count: Int) -> [String]? {
        for node in graph.nodes {
            switch node.operation {
            case "ZipMap", "LinearClassifier", "TreeEnsembleClassifier":
                let labels = ONNXScores.labels(node)
                if labels.count == count { return labels }
            case "ArrayFeatureExtractor":
                guard let name = node.inputs.first, let constant = graph.constants[name] else { continue }
                let numbers = constant.integers.map { "\($0)" }
                for labels in [constant.texts, numbers] where labels.count == count { return labels }
            default: break
            }
        }
        return nil
    }

    /// The vector of a value, after the steps that fill it.
    mutating func vector(_ name: String) throws(ModelError) -> ONNXVector {
        if let vector = vectors[name] { return vector }
        if let constant = graph.constants[name] {
            let vector = ONNXVector(constant.floats.count)
            for (index, number) in constant.floats.enumerated() { vector[index] = number }
            vectors[name] = vector
            return vector
        }
        guard let giver = givers[name] else { throw ModelError(.inconsistent, "nothing gives '\(name)'") }
        depth += 1
        // Each step behind another takes room on the stack, and a circle would take all of it.
        guard depth <= 512 else {
            throw ModelError(.tooLarge, "the graph is a chain of over 512 steps, or runs in a circle")
        }
        defer { depth -= 1 }
        let vector = try make(graph.nodes[giver], name)
        vectors[name] = vector
        return vector
    }

    private mutating func make(_ node: ONNXGraph.Node, _ name: String) throws(ModelError) -> ONNXVector {
        guard let first = node.inputs.first else { throw fault(node, "has no input") }
        // Of rows and numbers the numbers are axis 1, the last.
        if ["Concat", "Flatten", "Softmax"].contains(node.operation),
            ![1, -1].contains(node.attributes["axis"]?.integer ?? 1)
        {
            throw fault(node, "goes along another axis than the row's", .unsupported)
        }
        switch node.operation {
        case "Cast", "Identity", "Flatten", "Reshape", "Dropout", "Squeeze", "Unsqueeze":
            return try vector(first)
        case "MatMul", "Gemm": return try dense(node, first)
        case "Add", "Sub", "Mul", "Div": return try elementwise(node)
        case "Sum": return try sum(node, first)
        case "Normalizer": return try normalization(node, first)
        case "Relu", "Tanh", "Sigmoid", "Softmax", "Neg", "Exp": return try activation(node, first)
        case "Concat": return try concatenation(node)
        case "Scaler", "Imputer": return try scaling(node, first)
        case "LinearRegressor", "LinearClassifier", "TreeEnsembleRegressor", "TreeEnsembleClassifier":
            return try ensemble(node, first, name)
        default: throw fault(node, "is evaluated by ONNX Runtime only", .unsupported)
        }
    }

    private func fault(
        _ node: ONNXGraph.Node, _ message: String, _ code: ModelError.Code = .malformed
    ) -> ModelError { ModelError(code, "the operation '\(node.operation)' \(message)") }

    private mutating func append(_ step: some ONNXStep, _ output: ONNXVector) -> ONNXVector {
        steps.append(step)
        return output
    }

    private mutating func dense(_ node: ONNXGraph.Node, _ first: String) throws(ModelError) -> ONNXVector {
        guard node.inputs.count >= 2, let weights = graph.constants[node.inputs[1]],
            weights.dimensions.count == 2
        else { throw fault(node, "has no table of weights", .unsupported) }
        let input = try vector(first)
        let isTransposed = node.attributes["transB"]?.integer == 1
        let (rows, columns) = (weights.dimensions[0], weights.dimensions[1])
        let (width, count) = isTransposed ? (columns, rows) : (rows, columns)
        guard width == input.count, node.attributes["transA"]?.integer ?? 0 == 0 else {
            throw fault(node, "has \(width) weights for \(input.count) numbers", .inconsistent)
        }
        let bias = node.inputs.count > 2 ? try vector(node.inputs[2]) : nil
        guard bias.map({ $0.count == count || $0.count == 1 }) ?? true else {
            throw fault(node, "has a bias that does not fit")
        }
        let output = ONNXVector(count)
        return append(
            DenseStep(
                input, output, weights: weights.floats, isTransposed: isTransposed, bias: bias,
                scale: (node.attributes["alpha"]?.float ?? 1, node.attributes["beta"]?.float ?? 1)), output)
    }

    private mutating func elementwise(_ node: ONNXGraph.Node) throws(ModelError) -> ONNXVector {
        guard node.inputs.count == 2, let kind = ElementwiseStep.Kind(rawValue: node.operation) else {
            throw fault(node, "has not two inputs")
        }
        let (one, other) = (try vector(node.inputs[0]), try vector(node.inputs[1]))
        guard one.count == other.count || one.count == 1 || other.count == 1 else {
            throw fault(node, "joins \(one.count) and \(other.count) numbers", .inconsistent)
        }
        let output = ONNXVector(max(one.count, other.count))
        return append(ElementwiseStep(kind, one, other, output), output)
    }

    /// All inputs added up, one behind the other.
    private mutating func sum(_ node: ONNXGraph.Node, _ first: String) throws(ModelError) -> ONNXVector {
        var total = try vector(first)
        for name in node.inputs.dropFirst() {
            let next = try vector(name)
            guard next.count == total.count else {
                throw fault(node, "joins \(total.count) and \(next.count) numbers", .inconsistent)
            }
            let output = ONNXVector(total.count)
            total = append(ElementwiseStep(.add, total, next, output), output)
        }
        return total
    }

    private mutating func normalization(
        _ node: ONNXGraph.Node, _ first: String
    ) throws(ModelError) -> ONNXVector {
        let name = node.attributes["norm"]?.text ?? "MAX"
        guard let norm = NormalizationStep.Norm(rawValue: name) else {
            throw fault(node, "has the norm '\(name.prefix(20))'")
        }
        let input = try vector(first)
        let output = ONNXVector(input.count)
        return append(NormalizationStep(norm, input, output), output)
    }

    private mutating func activation(_ node: ONNXGraph.Node, _ first: String) throws(ModelError) -> ONNXVector
    {
        guard let kind = ActivationStep.Kind(rawValue: node.operation) else {
            throw fault(node, "is not known")
        }
        let input = try vector(first)
        let output = ONNXVector(input.count)
        return append(ActivationStep(kind, input, output), output)
    }

    private mutating func concatenation(_ node: ONNXGraph.Node) throws(ModelError) -> ONNXVector {
        var inputs: [ONNXVector] = []
        for name in node.inputs { inputs.append(try vector(name)) }
        let count = inputs.reduce(0) { $0 + $1.count }
        // A value that is joined with itself again and again doubles each time.
        guard count <= 1 << 20 else { throw fault(node, "gives \(count) numbers", .tooLarge) }
        let output = ONNXVector(count)
        return append(ConcatenationStep(inputs, output), output)
    }

    /// (x - offset) x scale, or a number in the place of a missing one.
    private mutating func scaling(_ node: ONNXGraph.Node, _ first: String) throws(ModelError) -> ONNXVector {
        let input = try vector(first)
        func numbers(_ name: String, _ otherwise: Float) throws(ModelError) -> [Float] {
            let given = node.attributes[name]?.floats ?? []
            if given.isEmpty { return Array(repeating: otherwise, count: input.count) }
            if given.count == 1 { return Array(repeating: given[0], count: input.count) }
            guard given.count == input.count else {
                throw fault(node, "has \(given.count) numbers in '\(name)'")
            }
            return given
        }
        let output = ONNXVector(input.count)
        if node.operation == "Scaler" {
            return append(
                ScalingStep(
                    input, output, offsets: try numbers("offset", 0), scales: try numbers("scale", 1)), output
            )
        }
        let replaced = node.attributes["replaced_value_float"]?.float ?? .nan
        return append(
            ImputationStep(input, output, replaced: replaced, by: try numbers("imputed_value_floats", 0)),
            output)
    }

    private mutating func ensemble(
        _ node: ONNXGraph.Node, _ first: String, _ name: String
    ) throws(ModelError) -> ONNXVector {
        let isClassifier = node.operation.hasSuffix("Classifier")
        guard !isClassifier || node.outputs.count > 1 && node.outputs[1] == name else {
            throw fault(node, "gives a label, and no number", .unsupported)
        }
        let input = try vector(first)
        let scorer =
            node.operation.hasPrefix("Tree")
            ? try ONNXForest(node, features: input.count).evaluator()
            : try ONNXLinear(node, features: input.count).evaluator()
        let output = ONNXVector(scorer.outputs)
        return append(EnsembleStep(scorer, input, output), output)
    }
}
