import SluiceKit
import SluiceMarket

/// Loads the model of one folder, or says why not.
struct RunModelLoader {
    let folder: any FolderAccess
    let options: RunOptions
    /// When the run was made.
    let made: Timestamp?
    /// What there is to know of the models that were loaded.
    private(set) var notices: [RunNotice] = []
    /// The files that were read and used, with their digests.
    private(set) var files: [(path: String, digest: SHA256)] = []

    init(_ folder: any FolderAccess, _ options: RunOptions, made: Timestamp?) {
        (self.folder, self.options, self.made) = (folder, options, made)
    }

    /// The bytes of a file, with what they are.
    private struct Found {
        let path: String
        var bytes: [UInt8]
        let digest: SHA256
        var isSigned: Bool
    }

    /// Loads a model.
    mutating func load(_ slot: RunLayout.Slot) throws(RunRefusal) -> TrainedModel {
        let (kept, read) = (notices, files)
        do throws(RunRefusal) { return try loaded(slot) } catch {
            // What is not loaded leaves no trace.
            (notices, files) = (kept, read)
            throw error.about(slot.place, in: slot.path)
        }
    }

    private mutating func loaded(_ slot: RunLayout.Slot) throws(RunRefusal) -> TrainedModel {
        let metadata = try metadata(slot)
        try check(metadata, slot.place)
        var found = try modelFile(slot, metadata)
        guard !found.bytes.isEmpty else {
            throw RunRefusal(.modelEmpty, "the file is empty", file: found.path)
        }
        let preparation = try preparation(slot, metadata)
        let (model, format) = try model(found, metadata)
        // What evaluates is made without the text beside it.
        found.bytes = []
        let features: [String]
        do throws(RunRefusal) {
            features = try Self.features(of: model, metadata)
        } catch {
            throw RunRefusal(error.reason, error.text, file: slot.path + "/model_meta.json")
        }
        files.append((found.path, found.digest))
        var ordered: Preprocessing?
        if let preparation {
            ordered = preparation.0.ordered(as: features)
            guard ordered != nil else {
                throw RunRefusal(
                    .preprocessing, "its features are not those of the model", file: preparation.1.path)
            }
        }
        if metadata.interval == nil {
            notices.append(
                RunNotice(.noInterval, "the metadata do not say the interval of the bars", model: slot.place))
        }
        let isSigned = found.isSigned && preparation?.1.isSigned ?? true
        return TrainedModel(
            place: slot.place, file: found.path, format: format, features: features,
            model: (ordered.map { model.prepared($0) } ?? model).ranged(metadata.featureRanges, features),
            metadata: metadata, preprocessing: ordered,
            digest: found.digest, isSigned: isSigned, trainedUntil: metadata.trainedUntil ?? made)
    }

    /// A window of raw bars has its own, whatever features the metadata list.
    private static func features(of model: Model, _ metadata: ModelMetadata) throws(RunRefusal) -> [String] {
        if let channels = metadata.sequence?.channels { return channels }
        return try FeatureOrder.of(model, metadata)
    }

    private mutating func metadata(_ slot: RunLayout.Slot) throws(RunRefusal) -> ModelMetadata {
        let path = slot.path + "/model_meta.json"
        guard slot.files.contains("model_meta.json") else {
            throw RunRefusal(
                .metadataMissing, "there are no metadata: model_meta.json is missing", file: path)
        }
        let bytes = try read(path, limit: options.limits.metadataBytes)
        files.append((path, try digest(bytes)))
        do throws(ModelError) {
            return try bytes.parsed { (bytes) throws(ModelError) in
                try ModelMetadata(bytes, limits: options.limits)
            }
        } catch { throw RunRefusal(.metadataInvalid, error, file: path) }
    }

    /// Refuses what belongs elsewhere.
    private mutating func check(_ metadata: ModelMetadata, _ place: RunPlace) throws(RunRefusal) {
        if let symbol = metadata.symbol, symbol != place.symbol {
            let here = place.symbol.map { "the folder of '\($0)'" } ?? "a folder of all symbols"
            throw RunRefusal(.misplaced, "the metadata are of the symbol '\(symbol)', in \(here)")
        }
        if let mode = metadata.inputMode, mode != "features", mode != "raw_sequence" {
            throw RunRefusal(
                .inputMode,
                "input_mode is '\(mode)'; models that take 'features' or 'raw_sequence' are evaluated")
        }
        if metadata.inputMode == "raw_sequence", metadata.sequence == nil {
            throw RunRefusal(
                .inputMode,
                "input_mode is 'raw_sequence', and sequence_length and sequence_normalization do not say which"
            )
        }
        if let sequence = metadata.sequence, options.runtime == nil {
            throw RunRefusal(
                .inputMode,
                "the model looks back on \(sequence.length) bars: ONNX Runtime would evaluate it, and is not set up"
            )
        }
        let pairs = [
            ("target", metadata.target, place.target), ("view", metadata.view, place.view),
            ("family", metadata.family, place.family),
        ]
        for case (let what, let stated?, let known) in pairs where stated != known {
            notices.append(
                RunNotice(
                    .misnamed,
                    "the metadata name the \(what) '\(stated)', the folders '\(known)', which counts",
                    model: place))
        }
    }

    // MARK: - The model's file

    private mutating func modelFile(
        _ slot: RunLayout.Slot, _ metadata: ModelMetadata
    ) throws(RunRefusal) -> Found {
        let choice = ModelFileChoice(files: slot.files, folders: slot.folders)
        var first: Found?
        for name in choice.candidates {
            let path = slot.path + "/" + name
            let bytes = try read(path, limit: options.limits.modelBytes)
            let found = Found(path: path, bytes: bytes, digest: try digest(bytes), isSigned: false)
            switch ModelFileChoice.verdict(metadata, file: name, digest: found.digest) {
            case .signed:
                if let first {
                    let text = "\(first.path) was passed over: \(name) is the file that the checksum is of"
                    notices.append(RunNotice(.passedOver, text, model: slot.place))
                }
                return Found(path: path, bytes: bytes, digest: found.digest, isSigned: true)
            case .mismatch: throw mismatch(found)
            case .unsigned where metadata.checksums.isEmpty: return try unsigned(found, slot.place)
            case .unsigned, .passedOver: first = first ?? found
            }
        }
        guard let first else { throw noModel(slot, choice) }
        guard metadata.checksum == nil || choice.verdictWithoutMatch == .unsigned else {
            throw mismatch(first)
        }
        return try unsigned(first, slot.place)
    }

    private mutating func unsigned(_ found: Found, _ place: RunPlace) throws(RunRefusal) -> Found {
        guard options.allowsUnsigned else {
            throw RunRefusal(
                .unsigned, "the metadata have no checksum of this file; allow_unsigned loads it all the same",
                file: found.path)
        }
        notices.append(RunNotice(.unsigned, "\(found.path) was loaded without a checksum", model: place))
        return found
    }

    private func mismatch(_ found: Found) -> RunRefusal {
        RunRefusal(
            .checksumMismatch,
            "the file's SHA-256 is \(found.digest), which is not the checksum in the metadata",
            file: found.path)
    }

    private func noModel(_ slot: RunLayout.Slot, _ choice: ModelFileChoice) -> RunRefusal {
        guard let name = choice.unopened.first else {
            return RunRefusal(
                .modelMissing,
                "there is no model file; one of \(ModelFileChoice.names.joined(separator: ", ")) is read",
                file: slot.path)
        }
        let format = UnopenedFormat(file: name) ?? .keras
        return RunRefusal(
            .unsafeFormat, "files of \(format.rawValue) are never opened; \(UnopenedFormat.advice)",
            file: slot.path + "/" + name)
    }

    private func model(
        _ found: Found, _ metadata: ModelMetadata
    ) throws(RunRefusal) -> (Model, ModelFile.Format) {
        do throws(ModelError) {
            return try found.bytes.parsed { (bytes) throws(ModelError) in
                guard let format = ModelFile.format(of: bytes) else {
                    throw ModelError(.unsupported, "the file is of no format that is evaluated here")
                }
                let form = metadata.sequence?.form ?? .row(features: metadata.featureCount)
                return (try ModelFile.read(bytes, form: form, runtime: options.runtime), format)
            }
        } catch {
            let reason = error.code == .unavailable ? RunRefusal.Reason.runtimeMissing : .modelInvalid
            throw RunRefusal(reason, error, file: found.path)
        }
    }

    // MARK: - What prepares the features

    private mutating func preparation(
        _ slot: RunLayout.Slot, _ metadata: ModelMetadata
    ) throws(RunRefusal) -> (Preprocessing, Found)? {
        let name = "preprocessing.json"
        let path = slot.path + "/" + name
        guard slot.files.contains(name) else {
            guard metadata.preprocessing != "file" else {
                throw RunRefusal(
                    .preprocessing, "the metadata promise this file, and it is missing", file: path)
            }
            guard metadata.preprocessing == nil else { return nil }
            let pickled = slot.files.first { file in
                ["scaler", "imputer", "preprocess"].contains { file.hasPrefix($0) }
                    && UnopenedFormat(file: file) != nil
            }
            guard let pickled else { return nil }
            throw RunRefusal(
                .preprocessing,
                "the training prepared its features, and pickles are never opened; "
                    + UnopenedFormat.advice + ", preprocessing.json", file: slot.path + "/" + pickled)
        }
        guard metadata.preprocessing ?? "file" == "file" else { return nil }
        let bytes = try read(path, limit: options.limits.metadataBytes)
        var found = Found(path: path, bytes: bytes, digest: try digest(bytes), isSigned: false)
        if let checksum = metadata.checksums[name] {
            guard checksum == found.digest else { throw mismatch(found) }
            found.isSigned = true
        } else {
            found = try unsigned(found, slot.place)
        }
        do throws(ModelError) {
            let read = try bytes.parsed { (bytes) throws(ModelError) in
                try Preprocessing(bytes, limits: options.limits)
            }
            files.append((path, found.digest))
            return (read, found)
        } catch { throw RunRefusal(.preprocessing, error, file: path) }
    }

    // MARK: - Reading

    private func read(_ path: String, limit: Int) throws(RunRefusal) -> [UInt8] {
        do throws(FileError) { return try folder.contents(of: path, limit: limit) } catch {
            throw RunRefusal(error, file: path)
        }
    }

    private func digest(_ bytes: [UInt8]) throws(RunRefusal) -> SHA256 {
        do throws(ModelError) { return try SHA256(of: bytes) } catch {
            throw RunRefusal(.noDigest, error.message)
        }
    }
}

extension RunRefusal {
    /// A refusal for what a reader found.
    init(_ reason: Reason, _ error: ModelError, file: String) {
        self.init(reason, error.message, file: file, at: error.place)
    }

    /// The refusal of a model, in its folder unless it names a file.
    func about(_ place: RunPlace, in folder: String) -> RunRefusal {
        RunRefusal(reason, text, model: place, file: file ?? folder, at: self.place)
    }
}

extension Array where Element == UInt8 {
    /// What a reader makes of the bytes.
    func parsed<Value>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(ModelError) -> Value
    ) throws(ModelError) -> Value {
        let result = withUnsafeBufferPointer { bytes in
            Result<Value, ModelError> { () throws(ModelError) in try body(bytes) }
        }
        return try result.get()
    }
}

extension Model {
    /// The same model over features as they are before the training's preparation.
    func prepared(_ preparation: Preprocessing) -> Model {
        Model(
            features: features, evaluator: PreparedEvaluator(preparation, evaluator),
            sums: PreparedEvaluator(preparation, sums), outputs: outputs,
            ranges: preparation.ranges(before: ranges))
    }

    /// The same model with what its metadata say of ranges in place of what its file says.
    ///
    /// `names` are those of the row, which the file of the model may lack.
    func ranged(_ known: [String: ClosedRange<Double>], _ names: [String]) -> Model {
        guard !known.isEmpty, names.count == ranges.count else { return self }
        return Model(
            features: features, evaluator: evaluator, sums: sums, outputs: outputs,
            ranges: zip(names, ranges).map { known[$0] ?? $1 })
    }
}
