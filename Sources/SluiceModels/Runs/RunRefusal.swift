/// Why a model of a run, or the run as a whole, is not loaded.
public struct RunRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong in general.
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        /// There is no training run where one was named.
        case noRun = "no_run"
        /// The system has no library for checksums.
        case noDigest = "no_digest"
        /// A name of a file or folder is none that a run has.
        case badName = "bad_name"
        /// A folder holds more than a loader takes.
        case tooMany = "too_many"
        /// A file or folder leads out of the run.
        case outsideRun = "outside_run"
        /// A file cannot be read.
        case unreadable
        /// A file has more bytes than a loader takes.
        case tooLarge = "too_large"
        /// Two folders hold the same model.
        case duplicate
        /// A folder level is unknown.
        case unknownLevel = "unknown_level"
        /// `model_meta.json` is missing.
        case metadataMissing = "metadata_missing"
        /// `model_meta.json` is no JSON, or a field of it is not as it must be.
        case metadataInvalid = "metadata_invalid"
        /// The metadata belong to another symbol or family than the folders say.
        case misplaced
        /// There is no model file.
        case modelMissing = "model_missing"
        /// The only model files are of formats that are never opened, such as pickle.
        case unsafeFormat = "unsafe_format"
        /// The model file has no bytes.
        case modelEmpty = "model_empty"
        /// The model file is not as its format wants it.
        case modelInvalid = "model_invalid"
        /// No checksum vouches for a file.
        case unsigned
        /// A file is not the one that its checksum was made of.
        case checksumMismatch = "checksum_mismatch"
        /// The number of features differs between the metadata and the model.
        case featureCount = "feature_count"
        /// The features of the metadata are not those of the model.
        case featuresDiffer = "features_differ"
        /// Nothing says in which order the model takes its features.
        case featureOrder = "feature_order"
        /// The model takes something else than a row of features.
        case inputMode = "input_mode"
        /// ONNX Runtime is needed, and was not opened.
        case runtimeMissing = "runtime_missing"
        /// What prepares the features cannot be read here, or does not fit the model.
        case preprocessing
    }

    /// What is wrong in general.
    public let reason: Reason
    /// The model; nil for what concerns the run or a folder of several models.
    public let model: RunPlace?
    /// The file or folder, relative to the run; nil for the run as a whole.
    public let file: String?
    /// Where in the file; nil for all of it.
    public let place: ModelError.Place?
    /// What is wrong and what helps, in words, without control characters.
    public let text: String

    /// Creates a refusal.
    public init(
        _ reason: Reason, _ text: String, model: RunPlace? = nil, file: String? = nil,
        at place: ModelError.Place? = nil
    ) {
        (self.reason, self.model, self.place) = (reason, model, place)
        self.file = file.map { $0.printable() }
        self.text = text.printable()
    }

    /// The file, the place in it and what is wrong.
    public var description: String {
        let error = ModelError(.malformed, text, at: place)
        return file.map { "\($0): \(error)" } ?? "\(error)"
    }
}

/// Something about a run that a user should know and that keeps nothing from loading.
public struct RunNotice: Hashable, Sendable, CustomStringConvertible {
    /// What it is about.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A model without a checksum was loaded because that was allowed.
        case unsigned
        /// A file was passed over for another of the same folder.
        case passedOver = "passed_over"
        /// The metadata name another target, view or family than the folders.
        case misnamed
        /// The metadata do not say on bars of which interval the model was trained.
        case noInterval = "no_interval"
        /// The manifest or a routing decision cannot be used.
        case unused
        /// The manifest names a model that no folder holds, or says that a target is not complete.
        case manifest
    }

    /// What it is about.
    public let kind: Kind
    /// The model; nil for the run.
    public let model: RunPlace?
    /// What there is to know, in words, without control characters.
    public let text: String

    /// Creates a notice.
    public init(_ kind: Kind, _ text: String, model: RunPlace? = nil) {
        (self.kind, self.model, self.text) = (kind, model, text.printable())
    }

    /// The model and what there is to know.
    public var description: String { model.map { "\($0): \(text)" } ?? text }
}

extension String {
    /// The text without what moves a cursor or turns the direction of writing, and not endless.
    func printable(limit: Int = 400) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars.prefix(limit) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
                result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result) + (unicodeScalars.count > limit ? "…" : "")
    }
}
