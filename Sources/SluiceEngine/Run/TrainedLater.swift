public import SluiceMarket

/// A stage whose model was trained on data that a run replays: its results there are no test of it.
public struct TrainedLater: Hashable, Sendable {
    /// The stage's id.
    public let stage: String
    /// The last moment of the data that the model was trained on.
    public let until: Timestamp
}
