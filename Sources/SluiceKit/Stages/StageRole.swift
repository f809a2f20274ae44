/// A stage as what it is by its kind.
///
/// A switch over it asks nothing of the runtime, while a cast to a protocol has it search all conformances of the program
/// the first time.
public enum StageRole {
    /// Brings the market.
    case data(any DataSource)
    /// Forecasts returns.
    case predictor(any Predictor)
    /// Forecasts which barrier is touched.
    case barrierPredictor(any BarrierPredictor)
    /// Puts forecasts on one scale.
    case calibrator(any Calibrator)
    /// Puts probabilities on their scale.
    case probabilityCalibrator(any ProbabilityCalibrator)
    /// Joins forecasts.
    case blender(any Blender)
    /// Chooses horizon and side.
    case arbiter(any Arbiter)
    /// Blocks decisions.
    case gate(any Gate)
    /// Makes targets of decisions.
    case sizer(any Sizer)
    /// Approves targets.
    case risk(any RiskCheck)
    /// Makes orders of targets.
    case execution(any Execution)
    /// Learns weights.
    case learner(any Learner)
    /// Takes orders.
    case broker(any Broker)
    /// Delivers alerts.
    case alert(any AlertSink)
}
