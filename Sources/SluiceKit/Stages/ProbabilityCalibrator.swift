/// What a calibrator of probabilities may look at, where its ports ask for it.
public struct ProbabilityEvidence: Sendable {
    /// The probabilities as a predictor gave them; nil unless asked for.
    public let probabilities: ProbabilityFrame?
    /// The scores to make probabilities of; nil unless asked for.
    public let scores: ForecastFrame?

    /// Creates evidence.
    public init(probabilities: ProbabilityFrame? = nil, scores: ForecastFrame? = nil) {
        (self.probabilities, self.scores) = (probabilities, scores)
    }
}

/// Makes probabilities of turning points that come true as often as they say.
public protocol ProbabilityCalibrator: Stage {
    /// Fills the probability of a peak and of a valley within each horizon.
    func calibrate(
        _ cycle: Cycle, _ evidence: ProbabilityEvidence, into calibrated: ProbabilityFrame) throws
}

extension ProbabilityCalibrator {
    /// The slot of a calibrator.
    public static var kind: StageKind { .calibrator }
    /// The same with the stage.
    public var role: StageRole { .probabilityCalibrator(self) }
    /// Takes probabilities, gives probabilities.
    public static func ports(_ settings: Settings) -> Ports {
        Ports(needs: [.init(.probabilities)], gives: .probabilities)
    }
}
