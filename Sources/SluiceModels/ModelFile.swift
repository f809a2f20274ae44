/// A model file of any format that is evaluated here, told by its bytes and not by its name.
public enum ModelFile {
    /// A format of model files.
    public enum Format: String, CaseIterable, Hashable, Sendable {
        /// LightGBM's text form.
        case lightGBM = "lightgbm"
        /// XGBoost's JSON.
        case xgboostJSON = "xgboost_json"
        /// XGBoost's Universal Binary JSON.
        case xgboostUBJSON = "xgboost_ubjson"
        /// CatBoost's JSON.
        case catboostJSON = "catboost_json"
        /// CatBoost's binary form, `cbm`.
        case catboostBinary = "catboost_cbm"
        /// An ONNX graph.
        case onnx
    }

    /// The format of a file's bytes; nil when it is none of those that are evaluated here.
    public static func format(of bytes: UnsafeBufferPointer<UInt8>) -> Format? {
        if bytes.starts(with: "tree\n".utf8) || bytes.starts(with: "tree\r\n".utf8) { return .lightGBM }
        if bytes.starts(with: "CBM1".utf8) { return .catboostBinary }
        // A key of the outer object tells the libraries' JSON apart; it may stand anywhere in the file.
        let head = UnsafeBufferPointer(rebasing: bytes.prefix(1 << 16))
        if bytes.first == UInt8(ascii: "{") {
            let isBinary = bytes.count > 1 && bytes[1] < 0x80 && "iUIlL".utf8.contains(bytes[1])
            if isBinary { return head.contains("learner") ? .xgboostUBJSON : nil }
            if head.contains("\"features_info\"") || bytes.contains("\"scale_and_bias\"") {
                return .catboostJSON
            }
            return head.contains("\"learner\"") ? .xgboostJSON : nil
        }
        // A Protocol Buffers message whose first field is the version of the format, a small number.
        if bytes.count > 2, bytes[0] == 0x08, (3...30).contains(bytes[1]), bytes[2] & 7 == 2 { return .onnx }
        return nil
    }

    /// Reads a model.
    /// - Throws: `ModelError` when the bytes are of no known format, or not as their format wants them.
    public static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model {
        switch format(of: bytes) {
        case .lightGBM: return try LightGBMModel.read(bytes)
        case .xgboostJSON: return try XGBoostModel.read(json: bytes)
        case .xgboostUBJSON: return try XGBoostModel.read(ubjson: bytes)
        case .catboostJSON: return try CatBoostModel.read(json: bytes)
        case .catboostBinary: return try CatBoostModel.read(binary: bytes)
        case .onnx: return try ONNXModel.read(bytes)
        case nil: throw ModelError(.unsupported, "the file is of no format that is evaluated here")
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes of a word stand somewhere.
    fileprivate func contains(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            guard let first = word.first, count >= word.count else { return false }
            return (0...(count - word.count)).contains { start in
                self[start] == first && word.indices.allSatisfy { self[start + $0] == word[$0] }
            }
        }
    }
}
