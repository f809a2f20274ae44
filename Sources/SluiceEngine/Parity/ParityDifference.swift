public import SluiceMarket

/// Something that a backtest on recorded market frames does otherwise than the run that recorded them.
public struct ParityDifference: Hashable, Sendable {
    /// What differs.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// What a data stage showed, or what the engine derived of it.
        case market
        /// What a predictor, a calibrator or a blender expects.
        case forecasts
        /// What an arbiter or a gate decided.
        case decisions
        /// What a sizer wants, or a risk check approved.
        case targets
        /// What the execution stage asked for, or what was sent.
        case orders
        /// What traded.
        case fills
        /// What is held, before the stages of a cycle ran.
        case book
        /// How a fault has restricted trading.
        case standing
        /// What a learner gave.
        case weights
    }

    /// The cycle's number.
    public let cycle: Int
    /// The time of the cycle, or of the act after it.
    public let time: Timestamp
    /// What differs.
    public let kind: Kind
    /// The id of the stage.
    public let stage: String
    /// What was recorded and what is now, in words.
    public let detail: String
}

/// Something of a run that a backtest cannot do by itself and takes from the record, or that is not compared.
public struct ParityNote: Hashable, Sendable {
    /// The cycle's number.
    public let cycle: Int
    /// The time.
    public let time: Timestamp
    /// What it is, in words.
    public let text: String

    /// Creates a note.
    public init(cycle: Int, time: Timestamp, text: String) {
        (self.cycle, self.time, self.text) = (cycle, time, text)
    }
}
