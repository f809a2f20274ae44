/// Reads ONNX files of the models that are no networks of layers over time: linear models, forests, and perceptrons with
/// their scaling, as scikit-learn's, LightGBM's, XGBoost's and CatBoost's converters write them.
///
/// Numbers are of single precision, as in ONNX Runtime. A classifier gives the probabilities of its classes. The file
/// names no features: a row has them in the order of the training. A graph of several outputs gives them one behind another.
public enum ONNXModel {
    /// Reads a model from the bytes of its file.
    /// - Throws: `ModelError`; `unsupported` names an operation that only ONNX Runtime evaluates.
    public static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model {
        let graph = try ONNXGraph(model: bytes)
        let program = try ONNXProgram(graph)
        return Model(features: [], evaluator: program, outputs: program.descriptions)
    }
}
