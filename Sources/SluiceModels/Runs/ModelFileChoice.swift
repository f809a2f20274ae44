/// Which file of a model's folder is read, and what vouches for it.
///
/// The order is fixed: `model.txt`, `model.cbm`, `model.json`, `model.ubj`, then `model.onnx`, so a library's own form
/// comes before ONNX. In that order the first file counts that has a checksum under its own name, or whose bytes have
/// the checksum that the metadata give without a name. When no checksum belongs to a file of the folder, the first file
/// counts, and nothing vouches for it.
struct ModelFileChoice {
    /// The names that are read, in their order.
    static let names = ["model.txt", "model.cbm", "model.json", "model.ubj", "model.onnx"]

    /// The names of the files that are there, in their order.
    let candidates: [String]
    /// The names that hold a model in a form that is never opened.
    let unopened: [String]

    init(files: [String], folders: [String]) {
        let there = Set(files)
        candidates = Self.names.filter(there.contains)
        unopened =
            files.filter { $0.hasPrefix("model.") && UnopenedFormat(file: $0) != nil }
            + folders.filter { $0 == "model" || $0 == "saved_model" }
    }

    /// What is known of a file's checksum.
    enum Verdict: Equatable {
        /// Its bytes have the checksum that the metadata give.
        case signed
        /// They do not.
        case mismatch
        /// The metadata give a checksum without a name, and the file does not have it.
        case passedOver
        /// The metadata give none.
        case unsigned
    }

    /// What the metadata say of a file's bytes.
    static func verdict(_ metadata: ModelMetadata, file: String, digest: SHA256) -> Verdict {
        if let named = metadata.checksums[file] { return named == digest ? .signed : .mismatch }
        guard let unnamed = metadata.checksum else { return .unsigned }
        return unnamed == digest ? .signed : .passedOver
    }

    /// What it means that no file has the checksum that is given without a name.
    ///
    /// A program that trains signs the file that it would open itself. Beside a pickle an ONNX file is an export that
    /// nobody signed; a library's own form would have been preferred, so it must have been changed.
    var verdictWithoutMatch: Verdict {
        candidates == ["model.onnx"] && !unopened.isEmpty ? .unsigned : .mismatch
    }
}

/// A format that is never opened, because opening it runs what stands in it or needs the library that wrote it.
enum UnopenedFormat: String {
    case pickle
    case keras = "Keras"
    case torch = "PyTorch"
    case deprecated = "XGBoost's old binary form"

    init?(file: String) {
        guard let point = file.lastIndex(of: ".") else { return nil }
        switch file[file.index(after: point)...] {
        case "pkl", "pickle", "joblib", "dill", "cloudpickle", "npy", "npz": self = .pickle
        case "h5", "hdf5", "keras", "pb": self = .keras
        case "pt", "pth", "ckpt": self = .torch
        case "deprecated": self = .deprecated
        default: return nil
        }
    }

    /// What helps.
    static let advice =
        "where the training ran, 'python3 Plugins/process/export_models.py' writes a file that is read here"
}
