/// What a stage is beside a stage, asked of the stage itself.
///
/// `stage as? any Gate` says the same, but looks through every conformance of the program for each type and protocol,
/// which takes some 300,000 instructions. A plugin has nothing to do with it: the protocol of its kind answers.
public protocol StageRoles: AnyObject {
    /// The stage as a data source; nil when it is none.
    var asDataSource: (any DataSource)? { get }
    /// The stage as a predictor of returns or scores; nil when it is none.
    var asPredictor: (any Predictor)? { get }
    /// The stage as a predictor of turning points; nil when it is none.
    var asBarrierPredictor: (any BarrierPredictor)? { get }
    /// The stage as a calibrator; nil when it is none.
    var asCalibrator: (any Calibrator)? { get }
    /// The stage as a calibrator of probabilities; nil when it is none.
    var asProbabilityCalibrator: (any ProbabilityCalibrator)? { get }
    /// The stage as a blender; nil when it is none.
    var asBlender: (any Blender)? { get }
    /// The stage as a blender that tells its weights; nil when it is none.
    var asWeighingBlender: (any WeighingBlender)? { get }
    /// The stage as an arbiter; nil when it is none.
    var asArbiter: (any Arbiter)? { get }
    /// The stage as a gate; nil when it is none.
    var asGate: (any Gate)? { get }
    /// The stage as a sizer; nil when it is none.
    var asSizer: (any Sizer)? { get }
    /// The stage as a sizer that knows when it would change nothing; nil when it is none.
    var asStillSizer: (any StillSizer)? { get }
    /// The stage as a risk check; nil when it is none.
    var asRiskCheck: (any RiskCheck)? { get }
    /// The stage as a risk check that knows when it would change nothing; nil when it is none.
    var asStillRiskCheck: (any StillRiskCheck)? { get }
    /// The stage as an execution; nil when it is none.
    var asExecution: (any Execution)? { get }
    /// The stage as an execution with times of its own; nil when it is none.
    var asTimedExecution: (any TimedExecution)? { get }
    /// The stage as an execution that knows when it would change nothing; nil when it is none.
    var asStillExecution: (any StillExecution)? { get }
    /// The stage as a broker; nil when it is none.
    var asBroker: (any Broker)? { get }
    /// The stage as a learner; nil when it is none.
    var asLearner: (any Learner)? { get }
    /// The stage as an alert sink; nil when it is none.
    var asAlertSink: (any AlertSink)? { get }
    /// The stage as a data source of many cycles at once; nil when it is none.
    var asStretchSource: (any StretchSource)? { get }
    /// The stage as a predictor of many cycles at once; nil when it is none.
    var asStretchPredictor: (any StretchPredictor)? { get }
    /// The stage as a predictor that never fails; nil when it is none.
    var asSteadyPredictor: (any SteadyPredictor)? { get }
    /// The stage as a stage that treats each instrument by itself; nil when it is none.
    var asPointwiseStage: (any PointwiseStage)? { get }
    /// The stage as a broker that can tell of cycles in which nothing happens; nil when it is none.
    var asStillBroker: (any StillBroker)? { get }
    /// The margins that the stage asks for; nil when it asks for none.
    var asMarginTerms: (any MarginTerms)? { get }
    /// The type as a broker's; nil when it is none.
    static var asBrokerType: (any Broker.Type)? { get }
}

extension StageRoles {
    /// Nil.
    public var asDataSource: (any DataSource)? { nil }
    /// Nil.
    public var asPredictor: (any Predictor)? { nil }
    /// Nil.
    public var asBarrierPredictor: (any BarrierPredictor)? { nil }
    /// Nil.
    public var asCalibrator: (any Calibrator)? { nil }
    /// Nil.
    public var asProbabilityCalibrator: (any ProbabilityCalibrator)? { nil }
    /// Nil.
    public var asBlender: (any Blender)? { nil }
    /// Nil.
    public var asWeighingBlender: (any WeighingBlender)? { nil }
    /// Nil.
    public var asArbiter: (any Arbiter)? { nil }
    /// Nil.
    public var asGate: (any Gate)? { nil }
    /// Nil.
    public var asSizer: (any Sizer)? { nil }
    /// Nil.
    public var asStillSizer: (any StillSizer)? { nil }
    /// Nil.
    public var asRiskCheck: (any RiskCheck)? { nil }
    /// Nil.
    public var asStillRiskCheck: (any StillRiskCheck)? { nil }
    /// Nil.
    public var asExecution: (any Execution)? { nil }
    /// Nil.
    public var asTimedExecution: (any TimedExecution)? { nil }
    /// Nil.
    public var asStillExecution: (any StillExecution)? { nil }
    /// Nil.
    public var asBroker: (any Broker)? { nil }
    /// Nil.
    public var asLearner: (any Learner)? { nil }
    /// Nil.
    public var asAlertSink: (any AlertSink)? { nil }
    /// Nil.
    public var asStretchSource: (any StretchSource)? { nil }
    /// Nil.
    public var asStretchPredictor: (any StretchPredictor)? { nil }
    /// Nil.
    public var asSteadyPredictor: (any SteadyPredictor)? { nil }
    /// Nil.
    public var asPointwiseStage: (any PointwiseStage)? { nil }
    /// Nil.
    public var asStillBroker: (any StillBroker)? { nil }
    /// Nil.
    public var asMarginTerms: (any MarginTerms)? { nil }
    /// Nil.
    public static var asBrokerType: (any Broker.Type)? { nil }
}

extension StageRoles where Self: MarginTerms {
    /// The stage.
    public var asMarginTerms: (any MarginTerms)? { self }
}

extension DataSource {
    /// The stage.
    public var asDataSource: (any DataSource)? { self }
}

extension Predictor {
    /// The stage.
    public var asPredictor: (any Predictor)? { self }
}

extension BarrierPredictor {
    /// The stage.
    public var asBarrierPredictor: (any BarrierPredictor)? { self }
}

extension Calibrator {
    /// The stage.
    public var asCalibrator: (any Calibrator)? { self }
}

extension ProbabilityCalibrator {
    /// The stage.
    public var asProbabilityCalibrator: (any ProbabilityCalibrator)? { self }
}

extension Blender {
    /// The stage.
    public var asBlender: (any Blender)? { self }
}

extension WeighingBlender {
    /// The stage.
    public var asWeighingBlender: (any WeighingBlender)? { self }
}

extension Arbiter {
    /// The stage.
    public var asArbiter: (any Arbiter)? { self }
}

extension Gate {
    /// The stage.
    public var asGate: (any Gate)? { self }
}

extension Sizer {
    /// The stage.
    public var asSizer: (any Sizer)? { self }
}

extension StillSizer {
    /// The stage.
    public var asStillSizer: (any StillSizer)? { self }
}

extension RiskCheck {
    /// The stage.
    public var asRiskCheck: (any RiskCheck)? { self }
}

extension StillRiskCheck {
    /// The stage.
    public var asStillRiskCheck: (any StillRiskCheck)? { self }
}

extension Execution {
    /// The stage.
    public var asExecution: (any Execution)? { self }
}

extension TimedExecution {
    /// The stage.
    public var asTimedExecution: (any TimedExecution)? { self }
}

extension StillExecution {
    /// The stage.
    public var asStillExecution: (any StillExecution)? { self }
}

extension Broker {
    /// The stage.
    public var asBroker: (any Broker)? { self }
    /// The type.
    public static var asBrokerType: (any Broker.Type)? { Self.self }
}

extension Learner {
    /// The stage.
    public var asLearner: (any Learner)? { self }
}

extension AlertSink {
    /// The stage.
    public var asAlertSink: (any AlertSink)? { self }
}

extension StretchSource {
    /// The stage.
    public var asStretchSource: (any StretchSource)? { self }
}

extension StretchPredictor {
    /// The stage.
    public var asStretchPredictor: (any StretchPredictor)? { self }
}

extension SteadyPredictor {
    /// The stage.
    public var asSteadyPredictor: (any SteadyPredictor)? { self }
}

extension PointwiseStage {
    /// The stage.
    public var asPointwiseStage: (any PointwiseStage)? { self }
}

extension StillBroker {
    /// The stage.
    public var asStillBroker: (any StillBroker)? { self }
}
