import CONNXRuntime

/// Memory for the input and the outputs of a model, and the tensors that are laid over it.
///
/// A run of n rows needs tensors of n rows. They are laid over the same memory when n first comes up, and kept.
final class RuntimeTensors {
    private let session: RuntimeSession
    private let input: RuntimeInput
    private let outputs: RuntimeOutputs
    /// Room for `batch` rows.
    let inputNumbers: UnsafeMutableRawPointer
    /// For each output room for `batch` rows.
    private let outputNumbers: [UnsafeMutableRawPointer]
    /// For each number of rows, from 1, the input's tensor and the outputs' behind it.
    private let tensors: UnsafeMutablePointer<OpaquePointer?>
    private let numbers: UnsafeMutablePointer<Int>
    private let stride: Int

    init(_ session: RuntimeSession, _ input: RuntimeInput, _ outputs: RuntimeOutputs) {
        (self.session, self.input, self.outputs) = (session, input, outputs)
        func room(_ width: Int) -> UnsafeMutableRawPointer {
            let count = outputs.batch * width * 8
            let room = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 64)
            room.initializeMemory(as: UInt8.self, repeating: 0, count: count)
            return room
        }
        inputNumbers = room(input.width)
        outputNumbers = outputs.outputs.map { room($0.width) }
        stride = 1 + outputs.outputs.count
        tensors = .allocate(capacity: outputs.batch * stride)
        tensors.initialize(repeating: nil, count: outputs.batch * stride)
        numbers = .allocate(capacity: outputs.outputs.count)
        numbers.initialize(from: outputs.outputs.map(\.index), count: outputs.outputs.count)
    }

    deinit {
        for index in 0..<outputs.batch * stride {
            if let tensor = tensors[index] { connx_lift(session.handle, tensor) }
        }
        tensors.deallocate()
        numbers.deallocate()
        inputNumbers.deallocate()
        for room in outputNumbers { room.deallocate() }
    }

    /// The memory of an output.
    func numbers(ofOutput index: Int) -> UnsafeMutableRawPointer { outputNumbers[index] }

    /// Runs the model over so many rows; why it could not, or nil.
    func run(_ rows: Int) -> String? {
        let first = tensors + (rows - 1) * stride
        if first[stride - 1] == nil, let problem = lay(first, rows) { return problem }
        guard let source = first[0] else { return "there is no input" }
        // Every tensor is there when the last one is.
        let targets = UnsafeRawPointer(first + 1).assumingMemoryBound(to: OpaquePointer.self)
        return connx_run(session.handle, source, numbers, targets, stride - 1).map(RuntimeSession.text)
    }

    private func lay(_ first: UnsafeMutablePointer<OpaquePointer?>, _ rows: Int) -> String? {
        do throws(ModelError) {
            if first[0] == nil {
                first[0] = try session.tensor(over: inputNumbers, input.element, [rows] + input.dimensions)
            }
            for (place, output) in outputs.outputs.enumerated() where first[1 + place] == nil {
                first[1 + place] = try session.tensor(
                    over: outputNumbers[place], output.element, [rows] + output.dimensions)
            }
            return nil
        } catch { return error.message }
    }
}
