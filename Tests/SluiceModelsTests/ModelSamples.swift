import Foundation
import SluiceModels

/// The model files of the repository.
enum ModelSamples {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Models")

    /// The bytes of a file.
    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }

    /// Reads a model.
    static func model(_ bytes: [UInt8]) throws -> Model {
        try bytes.withUnsafeBufferPointer { try ModelFile.read($0) }
    }

    /// Reads XGBoost's UBJSON.
    static func ubjson(_ bytes: [UInt8]) throws -> Model {
        try bytes.withUnsafeBufferPointer { try XGBoostModel.read(ubjson: $0) }
    }
}
