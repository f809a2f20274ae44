public import SluiceMarket

/// What `model_meta.json` says of a model.
///
/// A field that is missing or null is nil or empty. What decides about numbers must have its type; the rest is read
/// where it can be.
public struct ModelMetadata: Hashable, Sendable {
    /// The family that the file names.
    public private(set) var family: String?
    /// The target that the file names.
    public private(set) var target: String?
    /// The view that the file names.
    public private(set) var view: String?
    /// The instrument that the file names.
    public private(set) var symbol: String?
    /// The features, by the contract of the writers in the order of their names.
    public private(set) var featureList: [String]?
    /// The features in the order of the training, as older writers have them.
    public private(set) var features: [String]?
    /// The features in the order of the training.
    public private(set) var featureNames: [String]?
    /// How many features the model takes.
    public private(set) var featureCount: Int?
    /// The least and the greatest value of a feature that the training saw, by name, before any preparation.
    public private(set) var featureRanges: [String: ClosedRange<Double>] = [:]
    /// The length of the bars that the model was trained on.
    public private(set) var interval: Span?
    /// The end of what the training saw.
    public private(set) var trainedUntil: Timestamp?
    /// What the model takes, such as `features` or `raw_sequence`.
    public private(set) var inputMode: String?
    /// Where the scaling and filling of the features stands: `none`, `in_model` or `file`.
    public private(set) var preprocessing: String?
    /// How the model looks back on bars; nil for a model of single rows.
    public private(set) var sequence: SequenceInput?
    /// How the model ranks the instruments of one moment; nil for a model that does not.
    public private(set) var ranking: Ranking?
    /// The versions of the packages that trained it.
    public private(set) var packages: [String: String] = [:]
    /// The checksum of the model, for a file that is not named.
    private(set) var checksum: SHA256?
    /// The checksums of files by their names.
    private(set) var checksums: [String: SHA256] = [:]

    /// How a model ranks the instruments of one moment.
    public struct Ranking: Hashable, Sendable {
        /// What it was trained to rank by, such as `cs_percentile`.
        public let targetType: String?
        /// How many bars it looks back on; nil for a row of features.
        public let sequenceLength: Int?
    }

    /// Reads the bytes of the file.
    /// - Throws: `ModelError`, with the path of the field.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, limits: RunLimits = RunLimits()) throws(ModelError) {
        let file = try JSONModelReader.read(bytes)
        guard case .object = file.value else { throw file.fault("the metadata are no JSON object") }
        (family, target) = (file.text("family"), file.text("target"))
        (view, symbol) = (file.text("view"), try file[optional: "symbol"]?.text())
        featureList = try file.names("feature_list", limit: limits.features)
        features = try file.names("features", limit: limits.features)
        featureNames = try file.names("feature_names", limit: limits.features)
        featureCount = try file[optional: "n_features"]?.integer(in: 0...limits.features)
        featureRanges = try file.ranges("feature_ranges", limit: limits.features)
        inputMode = try file[optional: "input_mode"]?.text()
        preprocessing = try file[optional: "preprocessing"]?.text()
        try readTimes(file)
        try readChecksums(file)
        if let block = file[optional: "cross_sectional_ranking"], try block.flag("enabled") {
            ranking = Ranking(
                targetType: block.text("target_type"),
                sequenceLength: try block[optional: "sequence_length"]?.integer(in: 1...100_000))
        }
        sequence = try SequenceInput(file, ranked: ranking?.sequenceLength)
        if case .object(let versions)? = file[optional: "package_versions"]?.value {
            for (name, version) in versions { if case .text(let text) = version { packages[name] = text } }
        }
    }

    private mutating func readTimes(_ file: StructuredNode) throws(ModelError) {
        if let node = file[optional: "interval_minutes"] {
            let minutes = try node.number()
            // Ten years, far from where nanoseconds overflow.
            guard minutes > 0, minutes <= 5_256_000 else {
                throw node.fault("no length of a bar stands here")
            }
            interval = Span(nanoseconds: Int64((minutes * 60e9).rounded()))
        }
        // The first that stands there counts; writers differ in the name.
        let names = [
            "trained_until", "train_until", "training_end", "train_end", "train_end_date", "data_end",
        ]
        for name in names {
            guard let node = file[optional: name] else { continue }
            guard let moment = RunMoment.read(try node.text()) else {
                throw node.fault("no date or moment of ISO 8601 stands here")
            }
            trainedUntil = moment
            return
        }
    }

    private mutating func readChecksums(_ file: StructuredNode) throws(ModelError) {
        for key in ["alternative_checksums", "model_checksums"] {
            guard let node = file[optional: key] else { continue }
            try readNamedChecksums(node)
        }
        guard let node = file[optional: "model_checksum"] else { return }
        if case .object = node.value { return try readNamedChecksums(node) }
        let digest = try node.digest()
        let named = ["model_file", "model_filename"].lazy.compactMap { file.text($0) }.first
        if let named { checksums[named] = digest } else { checksum = digest }
    }

    private mutating func readNamedChecksums(_ node: StructuredNode) throws(ModelError) {
        guard case .object(let members) = node.value else {
            throw node.fault("no checksums by file stand here")
        }
        for name in members.keys.sorted() {
            guard let member = node[optional: name] else { continue }
            checksums[name] = try member.digest()
        }
    }
}

extension StructuredNode {
    /// Whether a member is true; a number counts as true unless it is 0.
    fileprivate func flag(_ key: String) throws(ModelError) -> Bool {
        try self[optional: key]?.number() ?? 0 != 0
    }

    /// A list of names, each once.
    func names(_ key: String, limit: Int) throws(ModelError) -> [String]? {
        guard let node = self[optional: key] else { return nil }
        guard case .list(let values) = node.value else { throw node.fault("no list of names stands here") }
        guard values.count <= limit else {
            throw node.fault("there are more than \(limit) features", .tooLarge)
        }
        var names: [String] = []
        var seen: Set<String> = []
        for element in try node.elements() {
            let name = try element.text()
            guard seen.insert(name).inserted else { throw element.fault("'\(name)' stands twice") }
            names.append(name)
        }
        return names
    }

    /// An object of pairs, the least and the greatest number of each name; null for a name says nothing.
    fileprivate func ranges(
        _ key: String, limit: Int
    ) throws(ModelError) -> [String: ClosedRange<Double>] {
        guard let node = self[optional: key] else { return [:] }
        guard case .object(let members) = node.value else {
            throw node.fault("no ranges by feature stand here")
        }
        guard members.count <= limit else {
            throw node.fault("there are more than \(limit) features", .tooLarge)
        }
        var ranges: [String: ClosedRange<Double>] = [:]
        for name in members.keys.sorted() {
            guard let member = node[optional: name] else { continue }
            let ends = try member.numbers()
            guard ends.count == 2, ends[0].isFinite, ends[1].isFinite, ends[0] <= ends[1] else {
                throw member.fault("no least and greatest number stand here")
            }
            ranges[name] = ends[0]...ends[1]
        }
        return ranges
    }

    fileprivate func digest() throws(ModelError) -> SHA256 {
        guard let digest = SHA256(hex: try text()) else {
            throw fault("no SHA-256 of 64 hexadecimal digits stands here")
        }
        return digest
    }
}
