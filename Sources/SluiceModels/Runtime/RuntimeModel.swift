extension ONNXModel {
    /// Reads a model for ONNX Runtime: what `read(_:)` refuses as `unsupported`, such as networks over sequences.
    ///
    /// See `RuntimeEvaluator` for what it is given and what may go wrong. A file names no classes of a network's outputs,
    /// so each number is a plain value with the name of its output.
    public static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, with library: ONNXRuntimeLibrary, form: RuntimeForm = .row(),
        batch: Int = 64
    ) throws(ModelError) -> Model {
        let evaluator = try RuntimeEvaluator(bytes, library: library, form: form, batch: batch)
        return Model(features: [], evaluator: evaluator, outputs: evaluator.descriptions)
    }
}
