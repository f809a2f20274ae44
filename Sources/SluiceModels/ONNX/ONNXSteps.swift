import Glibc

/// A weighted sum of the input for each output, and a bias.
final class DenseStep: ONNXStep {
    private let input: ONNXVector
    private let output: ONNXVector
    private let weights: [Float]
    private let isTransposed: Bool
    private let bias: ONNXVector?
    private let scale: (product: Float, bias: Float)

    init(
        _ input: ONNXVector, _ output: ONNXVector, weights: [Float], isTransposed: Bool, bias: ONNXVector?,
        scale: (product: Float, bias: Float)
    ) {
        (self.input, self.output, self.weights) = (input, output, weights)
        (self.isTransposed, self.bias, self.scale) = (isTransposed, bias, scale)
    }

    func run() {
        for index in 0..<output.count {
            var sum: Float = 0
            for term in 0..<input.count {
                sum +=
                    input[term]
                    * weights[isTransposed ? index * input.count + term : term * output.count + index]
            }
            sum *= scale.product
            if let bias { sum += scale.bias * bias[bias.count == 1 ? 0 : index] }
            output[index] = sum
        }
    }
}

/// Two vectors number by number; one of a single number goes with each of the other.
final class ElementwiseStep: ONNXStep {
    enum Kind: String {
        case add = "Add"
        case subtract = "Sub"
        case multiply = "Mul"
        case divide = "Div"
    }

    private let kind: Kind
    private let one: ONNXVector
    private let other: ONNXVector
    private let output: ONNXVector

    init(_ kind: Kind, _ one: ONNXVector, _ other: ONNXVector, _ output: ONNXVector) {
        (self.kind, self.one, self.other, self.output) = (kind, one, other, output)
    }

    func run() {
        for index in 0..<output.count {
            let left = one[one.count == 1 ? 0 : index]
            let right = other[other.count == 1 ? 0 : index]
            output[index] =
                switch kind {
                case .add: left + right
                case .subtract: left - right
                case .multiply: left * right
                case .divide: left / right
                }
        }
    }
}

/// A function of each number, or of all of them.
final class ActivationStep: ONNXStep {
    enum Kind: String {
        case rectifier = "Relu"
        case tangent = "Tanh"
        case sigmoid = "Sigmoid"
        case softmax = "Softmax"
        case negation = "Neg"
        case exponential = "Exp"
    }

    private let kind: Kind
    private let input: ONNXVector
    private let output: ONNXVector

    init(_ kind: Kind, _ input: ONNXVector, _ output: ONNXVector) {
        (self.kind, self.input, self.output) = (kind, input, output)
    }

    func run() {
        guard kind != .softmax else { return softmax() }
        for index in 0..<input.count {
            let value = input[index]
            output[index] =
                switch kind {
                case .rectifier: value < 0 ? 0 : value
                case .tangent: tanhf(value)
                case .sigmoid: 1 / (1 + expf(-value))
                case .negation: -value
                case .exponential, .softmax: expf(value)
                }
        }
    }

    private func softmax() {
        var (most, sum): (Float, Float) = (-.infinity, 0)
        for index in 0..<input.count { most = max(most, input[index]) }
        for index in 0..<input.count {
            output[index] = expf(input[index] - most)
            sum += output[index]
        }
        for index in 0..<input.count { output[index] /= sum }
    }
}

/// Numbers in shares of their size as a whole; numbers whose size is 0 stay as they are.
final class NormalizationStep: ONNXStep {
    /// What the size is: the largest number, the sum of the magnitudes, or the root of the sum of the squares.
    enum Norm: String {
        case largest = "MAX"
        case magnitudes = "L1"
        case squares = "L2"
    }

    private let norm: Norm
    private let input: ONNXVector
    private let output: ONNXVector

    init(_ norm: Norm, _ input: ONNXVector, _ output: ONNXVector) {
        (self.norm, self.input, self.output) = (norm, input, output)
    }

    func run() {
        var size: Float = norm == .largest ? -.infinity : 0
        for index in 0..<input.count {
            switch norm {
            case .largest: size = max(size, input[index])
            case .magnitudes: size += input[index].magnitude
            case .squares: size += input[index] * input[index]
            }
        }
        if norm == .squares { size = size.squareRoot() }
        for index in 0..<input.count { output[index] = size == 0 ? input[index] : input[index] / size }
    }
}

/// Vectors one behind another.
final class ConcatenationStep: ONNXStep {
    private let inputs: [ONNXVector]
    private let output: ONNXVector

    init(_ inputs: [ONNXVector], _ output: ONNXVector) { (self.inputs, self.output) = (inputs, output) }

    func run() {
        var next = 0
        for input in inputs {
            for index in 0..<input.count {
                output[next] = input[index]
                next += 1
            }
        }
    }
}

/// (x - offset) x scale.
final class ScalingStep: ONNXStep {
    private let input: ONNXVector
    private let output: ONNXVector
    private let offsets: [Float]
    private let scales: [Float]

    init(_ input: ONNXVector, _ output: ONNXVector, offsets: [Float], scales: [Float]) {
        (self.input, self.output, self.offsets, self.scales) = (input, output, offsets, scales)
    }

    func run() {
        for index in 0..<input.count { output[index] = (input[index] - offsets[index]) * scales[index] }
    }
}

/// Numbers in the place of missing ones.
final class ImputationStep: ONNXStep {
    private let input: ONNXVector
    private let output: ONNXVector
    private let replaced: Float
    private let substitutes: [Float]

    init(_ input: ONNXVector, _ output: ONNXVector, replaced: Float, by substitutes: [Float]) {
        (self.input, self.output) = (input, output)
        (self.replaced, self.substitutes) = (replaced, substitutes)
    }

    func run() {
        for index in 0..<input.count {
            let value = input[index]
            let isMissing = replaced.isNaN ? value.isNaN : value == replaced
            output[index] = isMissing ? substitutes[index] : value
        }
    }
}

/// A whole model as one step.
final class EnsembleStep: ONNXStep {
    private let evaluator: any Evaluator
    private let input: ONNXVector
    private let output: ONNXVector
    private let row: UnsafeMutablePointer<Double>
    private let results: UnsafeMutablePointer<Double>

    init(_ evaluator: any Evaluator, _ input: ONNXVector, _ output: ONNXVector) {
        (self.evaluator, self.input, self.output) = (evaluator, input, output)
        row = .allocate(capacity: max(input.count, 1))
        row.initialize(repeating: 0, count: max(input.count, 1))
        results = .allocate(capacity: max(output.count, 1))
        results.initialize(repeating: 0, count: max(output.count, 1))
    }

    deinit {
        row.deallocate()
        results.deallocate()
    }

    func prepare() { evaluator.prepare() }

    func run() {
        for index in 0..<input.count { row[index] = Double(input[index]) }
        evaluator.evaluate(row, count: 1, into: results)
        for index in 0..<output.count { output[index] = Float(results[index]) }
    }
}
