/// Reads ONNX files of the models that are no networks of layers over time: linear models, forests, and perceptrons with
/// their scaling, as scikit-learn's, LightGBM's, XGBoost's and CatBoost's converters write them.
///
/// Numbers are of single precision, as in ONNX Runtime. A classifier gives the probabilities of its classes. The format
/// has no place for the names of features; a file that `export_models.py` wrote has them in its metadata as
/// `feature_names`, a list in JSON. Without it a row has its features in the order of the training. A graph
/// of several outputs gives them one behind another.
public enum ONNXModel {
    /// Reads a model from the bytes of its file.
    /// - Throws: `ModelError`; `unsupported` names an operation that only ONNX Runtime evaluates.
    public static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model {
        let graph = try ONNXGraph(model: bytes)
        let program = try ONNXProgram(graph)
        let names = try self.names(bytes)
        guard names.isEmpty || names.count == program.features else {
            throw ModelError(
                .inconsistent, "the file names \(names.count) features and has \(program.features)")
        }
        return Model(features: names, evaluator: program, outputs: program.descriptions)
    }

    /// The names of the features in a model's metadata, field 14: pairs of a key and a value.
    private static func names(_ bytes: ProtobufFields.Bytes) throws(ModelError) -> [String] {
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.field() {
            guard number == 14 else { continue }
            var pair = ProtobufFields(try value.raw())
            var (key, list) = ("", ProtobufFields.Bytes(start: nil, count: 0))
            while let (number, value) = try pair.field() {
                if number == 1 { key = try value.text() }
                if number == 2 { list = try value.raw() }
            }
            guard key == "feature_names" else { continue }
            var names: [String] = []
            for name in try JSONModelReader.read(list).elements() { names.append(try name.text()) }
            return names
        }
        return []
    }
}
