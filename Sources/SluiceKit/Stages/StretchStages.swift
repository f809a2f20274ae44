public import SluiceMarket

// History lies there from its beginning. A stage whose output follows from the market alone can be asked for many cycles at
// once, which costs a fraction of as many calls; what it gives is the same to the bit.

/// A data source that can bring many cycles at once.
public protocol StretchSource: DataSource {
    /// Brings the next cycles in which there is something new, as `advance` would one after the other.
    ///
    /// - Parameters:
    ///   - most: The most cycles, no more than the stretch has room for.
    ///   - last: The moment after which there is no cycle.
    ///   - stretch: Takes times and market; its count is 0 where nothing can be brought at once.
    ///   - frame: What was shown last: an instrument without a new bar keeps what it has there.
    func advance(cycles most: Int, upTo last: Timestamp, into stretch: Stretch, after frame: MarketFrame)
}

/// A predictor whose output follows from market and time alone, and that never fails.
///
/// It is asked one cycle after the other also where what comes behind it is asked for many at once.
public protocol SteadyPredictor: Predictor {}

/// A predictor that can be asked for many cycles at once.
public protocol StretchPredictor: Predictor {
    /// Fills the forecasts of some cycles that follow one another, as `predict` would one after the other.
    ///
    /// The frames have each instrument once for each cycle: its place is cycle x instruments + instrument. Behind these
    /// cycles there may be more places, whose market means nothing.
    func predict(cycles: Int, _ market: MarketFrame, into forecasts: ForecastFrame)
}

extension StretchPredictor {
    /// One cycle.
    public func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        predict(cycles: 1, market, into: forecasts)
    }
}

/// A calibrator, blender, arbiter or gate each of whose outputs follows from what the same instrument has in the same cycle.
///
/// A second one of the same settings, for a universe in which each instrument stands once for each cycle, then gives what
/// the first one gives in as many calls. Such a stage remembers nothing, and reads neither the time nor the portfolio, and
/// without a learner's weights it does not fail.
public protocol PointwiseStage: Stage {
    /// Whether it is so with the settings that it was built from.
    var isPointwise: Bool { get }
}

extension PointwiseStage {
    /// With any settings.
    public var isPointwise: Bool { true }
}
