public import SluiceMarket

/// Brings the market: bars and quotes up to a moment.
public protocol DataSource: Stage {
    /// The end of the next bar that `advance` has not delivered; nil when there is none and never will be.
    ///
    /// A simulated clock goes from one to the next. A source on the wall clock returns `distantFuture`.
    func nextBar() throws -> Timestamp?

    /// Brings the frame up to a moment: every bar and quote that ended at or before it, none that ended later.
    ///
    /// Several bars of one instrument since the last call become one: first open, highest high, lowest low,
    /// last close, summed volume. An instrument without a new bar keeps what it had, and `fresh` is 0.
    func advance(to now: Timestamp, into market: MarketFrame) throws

    /// The paths of all files that the bars come from, in order, so that what was made of them can be told from what is
    /// made of others; nil when they do not come from files alone.
    func files() throws -> [String]?

    /// The end of the last bar there will be, where the source knows it; read once it has started.
    var lastBar: Timestamp? { get }

    /// How many lines of each file, by its path, come before the first bar that ends after a moment.
    ///
    /// What is looked at without knowing the future must not change when the other lines are gone. A file whose lines are
    /// not in the order of time is left out.
    func lines(upTo moment: Timestamp) throws -> [String: Int]
}

extension DataSource {
    /// The slot of a data source.
    public static var kind: StageKind { .data }
    /// The same with the stage.
    public var role: StageRole { .data(self) }
    /// The bars do not come from files alone.
    public func files() throws -> [String]? { nil }
    /// Nil: unknown.
    public var lastBar: Timestamp? { nil }
    /// None: its bars come from no file with a line for each.
    public func lines(upTo moment: Timestamp) throws -> [String: Int] { [:] }
}

/// Expects returns or scores from the market.
public protocol Predictor: Stage {
    /// Fills the frame's one member: basis points of expected return over each horizon, or a score.
    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) throws
}

extension Predictor {
    /// The slot of a predictor.
    public static var kind: StageKind { .predictor }
    /// The same with the stage.
    public var role: StageRole { .predictor(self) }
}

/// Expects turning points from the market.
public protocol BarrierPredictor: Stage {
    /// Fills the probability of a peak and of a valley within each horizon.
    func predict(_ cycle: Cycle, _ market: MarketFrame, into probabilities: ProbabilityFrame) throws
}

extension BarrierPredictor {
    /// The slot of a predictor.
    public static var kind: StageKind { .predictor }
    /// The same with the stage.
    public var role: StageRole { .barrierPredictor(self) }
    /// Takes the market, gives probabilities.
    public static func ports(_ settings: Settings) -> Ports {
        Ports(needs: [.init(.market)], gives: .probabilities)
    }
}

/// Gives forecasts or scores a common scale.
public protocol Calibrator: Stage {
    /// Fills a frame of the same members, horizons and instruments.
    func calibrate(
        _ cycle: Cycle,
        _ forecasts: ForecastFrame,
        _ market: MarketFrame,
        into calibrated: ForecastFrame
    ) throws
}

extension Calibrator {
    /// The slot of a calibrator.
    public static var kind: StageKind { .calibrator }
    /// The same with the stage.
    public var role: StageRole { .calibrator(self) }
}

/// Joins the members' forecasts into one alpha for each horizon and instrument.
public protocol Blender: Stage {
    /// Fills the alphas; `weights` is what a learner gave at the end of the cycle before, nil without one.
    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, into alphas: AlphaFrame) throws

    /// As `blend` without the market, for a blender whose ports ask for it; nil where they do not.
    func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, _ market: MarketFrame?,
        into alphas: AlphaFrame
    ) throws
}

extension Blender {
    /// The slot of a blender.
    public static var kind: StageKind { .blender }
    /// The same with the stage.
    public var role: StageRole { .blender(self) }

    /// Blends without looking at the market.
    public func blend(
        _ cycle: Cycle, _ forecasts: ForecastFrame, _ weights: WeightFrame?, _ market: MarketFrame?,
        into alphas: AlphaFrame
    ) throws {
        try blend(cycle, forecasts, weights, into: alphas)
    }
}

/// A blender that tells with what weights it has joined the members.
public protocol WeighingBlender: Blender {
    /// The weights of the last cycle, one object for as long as the stage lives; nil where there is no one weight of a
    /// member for all instruments.
    var appliedWeights: AppliedWeights? { get }
}

/// Chooses the horizon and side worth their cost.
public protocol Arbiter: Stage {
    /// Whether it writes every number and the cause of every instrument in each cycle, so that the decisions need not
    /// come cleared; false unless it says so.
    var clearsDecisions: Bool { get }

    /// Fills the decisions, which come cleared unless `clearsDecisions`.
    ///
    /// An arbiter that throws has decided nothing.
    func decide(
        _ cycle: Cycle,
        _ alphas: AlphaFrame,
        _ market: MarketFrame,
        _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) throws
}

extension Arbiter {
    /// They come cleared.
    public var clearsDecisions: Bool { false }
    /// The slot of an arbiter.
    public static var kind: StageKind { .arbiter }
    /// The same with the stage.
    public var role: StageRole { .arbiter(self) }
}

/// What a gate may look at beside decisions and market, where its ports ask for it.
public struct GateEvidence: Sendable {
    /// The probabilities of turning points; nil unless asked for.
    public let probabilities: ProbabilityFrame?
    /// The forecasts or scores; nil unless asked for.
    public let forecasts: ForecastFrame?

    /// Creates evidence.
    public init(probabilities: ProbabilityFrame? = nil, forecasts: ForecastFrame? = nil) {
        (self.probabilities, self.forecasts) = (probabilities, forecasts)
    }
}

/// Stops a decision or scales it down.
public protocol Gate: Stage {
    /// Blocks or scales down decisions in place.
    func filter(
        _ cycle: Cycle,
        _ decisions: DecisionFrame,
        _ market: MarketFrame,
        _ evidence: GateEvidence
    ) throws
}

extension Gate {
    /// The slot of a gate.
    public static var kind: StageKind { .gate }
    /// The same with the stage.
    public var role: StageRole { .gate(self) }
}
