import CONNXRuntime

/// Evaluates an ONNX file by ONNX Runtime: networks over rows, and over windows of rows.
///
/// Numbers go in as the model's precision wants them, single as a rule. Every output of single or double precision counts:
/// a row's numbers are those of the first such output, then of the next. Rows are evaluated up to `batch` at a time, on the
/// calling thread alone. Equal batches give equal bits; how many rows stand beside a row may change its last bits, unless
/// `batch` is 1.
///
/// What could not be evaluated becomes NaN, and is counted in `failures`. Evaluating allocates nothing here; the library
/// has an arena of its own.
public final class RuntimeEvaluator: Evaluator {
    /// How many features a row has.
    public let features: Int
    /// How many numbers a row or a window gives.
    public let outputs: Int
    /// How many rows a window has; nil of a model of single rows.
    public let sequence: Int?
    /// How many rows or windows are evaluated at a time.
    public let batch: Int
    /// How many rows or windows could not be evaluated, ever.
    public private(set) var failures = 0
    /// Why the last of these could not.
    public private(set) var lastFailure: String?
    /// What each number is.
    let descriptions: [ModelOutput]

    private let input: RuntimeInput
    private let parts: [RuntimeOutputs.Output]
    private let isFixed: Bool
    private let tensors: RuntimeTensors

    /// Loads a model, and runs it over zeros to see the shape of what it gives.
    ///
    /// - Parameters:
    ///   - bytes: The bytes of an ONNX file; they are not kept.
    ///   - library: What evaluates it.
    ///   - form: What it is given.
    ///   - batch: How many rows or windows are evaluated at a time, at most; 1 to 4,096.
    /// - Throws: `ModelError`: `malformed` with the words of the library, `unsupported` for a model of several inputs or
    ///   of none that holds numbers, `inconsistent` where the form is another than the model's.
    public init(
        _ bytes: UnsafeBufferPointer<UInt8>, library: ONNXRuntimeLibrary, form: RuntimeForm = .row(),
        batch: Int = 64
    ) throws(ModelError) {
        let session = try RuntimeSession(bytes, library)
        input = try RuntimeInput(session.inputs, form)
        let outputs = try RuntimeOutputs(session, input, most: min(max(batch, 1), 4_096))
        tensors = RuntimeTensors(session, input, outputs)
        (parts, isFixed, self.batch) = (outputs.outputs, outputs.isFixed, outputs.batch)
        (features, sequence) = (input.features, input.length)
        self.outputs = outputs.outputs.reduce(0) { $0 + $1.width }
        descriptions = outputs.outputs.flatMap { ModelOutput.parts(of: $0.name, $0.width) }
    }

    /// Evaluates rows or windows, `batch` at a time; those of a run that fails become NaN.
    public func evaluate(
        _ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>
    ) {
        var start = 0
        while start < count {
            let size = min(batch, count - start)
            let source = rows + start * input.width
            if input.element == Int32(CONNX_DOUBLE.rawValue) {
                fill(tensors.inputNumbers.assumingMemoryBound(to: Double.self), from: source, size)
            } else {
                fill(tensors.inputNumbers.assumingMemoryBound(to: Float.self), from: source, size)
            }
            let target = results + start * outputs
            if let problem = tensors.run(isFixed ? batch : size) {
                target.update(repeating: .nan, count: size * outputs)
                failures += size
                lastFailure = problem
            } else {
                take(size, into: target)
            }
            start += size
        }
    }

    /// Copies rows in the model's layout, and zeros behind them where the model wants more: they are run and not read.
    @inline(__always)
    private func fill<Element: BinaryFloatingPoint>(
        _ target: UnsafeMutablePointer<Element>, from source: UnsafePointer<Double>, _ rows: Int
    ) {
        if isFixed { (target + rows * input.width).update(repeating: 0, count: (batch - rows) * input.width) }
        guard input.isTransposed, let length = sequence else {
            for index in 0..<rows * input.width { target[index] = Element(source[index]) }
            return
        }
        for row in 0..<rows {
            let (from, to) = (source + row * input.width, target + row * input.width)
            for time in 0..<length {
                for feature in 0..<features {
                    to[feature * length + time] = Element(from[time * features + feature])
                }
            }
        }
    }

    private func take(_ rows: Int, into results: UnsafeMutablePointer<Double>) {
        var first = 0
        for place in 0..<parts.count {
            let width = parts[place].width
            let numbers = tensors.numbers(ofOutput: place)
            let isDouble = parts[place].element == Int32(CONNX_DOUBLE.rawValue)
            for row in 0..<rows {
                for index in 0..<width {
                    let number = row * width + index
                    results[row * outputs + first + index] =
                        isDouble
                        ? numbers.assumingMemoryBound(to: Double.self)[number]
                        : Double(numbers.assumingMemoryBound(to: Float.self)[number])
                }
            }
            first += width
        }
    }
}
