public import SluiceMarket

/// The weights of a blend that were fitted on history, with how that was done: what `sluice fit blender` writes.
///
/// A file of it is JSON, and so YAML too. Reading refuses weights that the file itself shows to have seen the future: a
/// member that was trained on anything later than the fit's first moment has known the outcomes it was judged by.
public struct FittedBlend: Hashable, Sendable {
    /// What is weighed against each other.
    public enum Inputs: String, Hashable, Sendable {
        /// The members of a horizon, with weights that are not negative and sum to 1.
        case members
        /// The horizons, for one that is traded, with coefficients of any sign and an intercept.
        case horizons
    }

    /// A member whose forecasts were fitted on.
    public struct Member: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// The last moment of the data it was trained on; nil for a rule that is not trained.
        public let trainedUntil: Timestamp?

        /// Creates a member.
        public init(name: String, trainedUntil: Timestamp?) {
            (self.name, self.trainedUntil) = (name, trainedUntil)
        }
    }

    /// A stretch of time that was judged by what was learned before it.
    public struct Fold: Hashable, Sendable {
        /// The last moment that was learned from.
        public let trainedUntil: Timestamp
        /// The first moment that was judged.
        public let from: Timestamp
        /// The last moment that was judged.
        public let until: Timestamp
        /// How many rows were judged.
        public let rows: Int
        /// How the blend of the learned weights correlated with outcomes; nil where it could not be told.
        public let correlation: Double?

        /// Creates a fold.
        public init(
            trainedUntil: Timestamp, from: Timestamp, until: Timestamp, rows: Int, correlation: Double?
        ) {
            (self.trainedUntil, self.from, self.until) = (trainedUntil, from, until)
            (self.rows, self.correlation) = (rows, correlation)
        }
    }

    /// The weights for one horizon.
    public struct Weights: Hashable, Sendable {
        /// The horizon that is traded.
        public let horizon: Horizon
        /// How many rows, an instrument at a moment each, were complete.
        public let rows: Int
        /// How many cycles before a fold were left out because their outcomes or features overlap with it.
        public let purge: Int
        /// How many further cycles were left out.
        public let embargo: Int
        /// The folds, in order.
        public let folds: [Fold]
        /// What is added to every forecast, in basis points.
        public let intercept: Double
        /// The weight of each input, by its name.
        public let values: [String: Double]

        /// Creates weights.
        public init(
            horizon: Horizon, rows: Int, purge: Int, embargo: Int, folds: [Fold], intercept: Double = 0,
            values: [String: Double]
        ) {
            (self.horizon, self.rows, self.purge, self.embargo) = (horizon, rows, purge, embargo)
            (self.folds, self.intercept, self.values) = (folds, intercept, values)
        }
    }

    /// What is weighed against each other.
    public let inputs: Inputs
    /// The time from one cycle to the next.
    public let every: Span
    /// The first moment that was fitted on.
    public let from: Timestamp
    /// The last moment that was fitted on.
    public let until: Timestamp
    /// Whether forecasts and outcomes were brought to one scale before the regression.
    public let isStandardised: Bool
    /// The penalty of the regression, for each row where forecasts were standardised.
    public let alpha: Double
    /// The members, in the order of the pipeline.
    public let members: [Member]
    /// The weights, by horizon.
    public let weights: [Weights]

    /// Creates a fit.
    public init(
        inputs: Inputs, every: Span, from: Timestamp, until: Timestamp, isStandardised: Bool, alpha: Double,
        members: [Member], weights: [Weights]
    ) {
        (self.inputs, self.every, self.from, self.until) = (inputs, every, from, until)
        (self.isStandardised, self.alpha) = (isStandardised, alpha)
        (self.members, self.weights) = (members, weights)
    }

    /// The weights for a horizon; nil without any.
    public func weights(for horizon: Horizon) -> Weights? { weights.first { $0.horizon == horizon } }
}
