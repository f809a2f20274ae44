import SluiceKit

final class ProbabilityStep: Step {
    private let calibrator: any ProbabilityCalibrator
    private let probabilities: ProbabilityFrame?
    private let scores: JoinedForecasts?
    private let output: ProbabilityFrame

    init(
        _ place: StepPlace,
        _ calibrator: any ProbabilityCalibrator,
        _ probabilities: ProbabilityFrame?,
        _ scores: JoinedForecasts?,
        _ output: ProbabilityFrame
    ) {
        (self.calibrator, self.probabilities, self.scores) = (calibrator, probabilities, scores)
        self.output = output
        super.init(place, calibrator)
    }

    override func run(_ cycle: Cycle) throws {
        let evidence = ProbabilityEvidence(probabilities: probabilities, scores: scores?.gathered())
        try calibrator.calibrate(cycle, evidence, into: output)
    }
    override var digest: UInt64 { SluiceEngine.digest(of: output.values) }
    override var isWarm: Bool { stage.isWarm && output.values.hasNumber }
}
