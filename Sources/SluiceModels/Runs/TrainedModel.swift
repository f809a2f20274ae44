public import SluiceMarket

/// A model of a run that was verified and can be evaluated.
public struct TrainedModel {
    /// Where it stands in the run.
    public let place: RunPlace
    /// The file that was read, relative to the run.
    public let file: String
    /// The format of the file.
    public let format: ModelFile.Format
    /// The features of a row, in the order in which the model takes them.
    public let features: [String]
    /// The model; its evaluator takes features as they are, and does what the training did to them.
    public let model: Model
    /// What the training said of it.
    public let metadata: ModelMetadata
    /// What was done to the features before the training; nil for nothing, or when the file does it itself.
    public let preprocessing: Preprocessing?
    /// The SHA-256 of the file, computed from the bytes that were parsed.
    public let digest: SHA256
    /// Whether a checksum in the metadata vouches for every file that was read.
    public let isSigned: Bool
    /// The end of what the training saw: as the metadata say, else when the run was made; nil when nothing says it.
    public let trainedUntil: Timestamp?
}
