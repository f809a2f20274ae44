/// A graph as steps over vectors of single precision, one row at a time.
///
/// Only what the wanted output depends on is kept: of a classifier its probabilities, not the label.
final class ONNXProgram: Evaluator {
    let features: Int
    let outputs: Int
    private var steps: [any ONNXStep] = []
    private let input: ONNXVector
    private let output: ONNXVector
    /// What each number is.
    let descriptions: [ModelOutput]

    init(_ graph: ONNXGraph) throws(ModelError) {
        guard graph.inputs.count == 1, let first = graph.inputs.first else {
            throw ModelError(
                .unsupported, "the graph has \(graph.inputs.count) inputs; one with all features is evaluated"
            )
        }
        guard !first.isWindow else {
            throw ModelError(.unsupported, "the graph takes windows of rows; single rows are evaluated")
        }
        guard let width = first.width else {
            throw ModelError(.unsupported, "the graph does not say how many features it has")
        }
        guard (1...1_000_000).contains(width) else {
            throw ModelError(.malformed, "the graph has \(width) features")
        }
        features = width
        input = ONNXVector(width)
        var builder = ONNXBuilder(graph, input: (first.name, input))
        var parts: [ONNXVector] = []
        var descriptions: [ModelOutput] = []
        for name in try builder.wanted() {
            let part = try builder.vector(name)
            parts.append(part)
            descriptions += builder.descriptions(of: name, count: part.count)
        }
        steps = builder.steps
        if parts.count == 1 {
            output = parts[0]
        } else {
            output = ONNXVector(parts.reduce(0) { $0 + $1.count })
            steps.append(ConcatenationStep(parts, output))
        }
        outputs = output.count
        self.descriptions = descriptions
    }

    func prepare() { for step in steps { step.prepare() } }

    func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
        for row in 0..<count {
            for feature in 0..<features { input[feature] = Float(rows[row * features + feature]) }
            for step in steps { step.run() }
            for index in 0..<outputs { results[row * outputs + index] = Double(output[index]) }
        }
    }
}

/// Room for the numbers of one value of a graph.
final class ONNXVector {
    let count: Int
    private let numbers: UnsafeMutablePointer<Float>

    init(_ count: Int) {
        self.count = count
        numbers = .allocate(capacity: max(count, 1))
        numbers.initialize(repeating: 0, count: max(count, 1))
    }

    deinit { numbers.deallocate() }

    @inline(__always)
    subscript(_ index: Int) -> Float {
        get { numbers[index] }
        set { numbers[index] = newValue }
    }
}

/// One operation over vectors.
protocol ONNXStep: AnyObject {
    /// Makes what running needs.
    func prepare()
    /// Reads the inputs and fills the output.
    func run()
}

extension ONNXStep {
    /// Has everything at hand already.
    func prepare() {}
}
