import SluiceKit

/// A stage says of its roles what its protocols say.
///
/// Whoever declares a conformance where the stage itself cannot see it would lose a role without a word.
enum RoleRules {
    static func breaches(of subject: ContractSubject) -> [String] {
        guard let stage = try? subject.build(in: subject.conditions(cycles: 1)) else { return [] }
        return roles(of: stage).compactMap { name, answer, isSo in
            answer == isSo ? nil : "\(name) is \(answer ? "a stage" : "nil"), though the type says otherwise"
        }
    }

    private static func roles(of stage: any Stage) -> [(name: String, answer: Bool, isSo: Bool)] {
        [
            ("asDataSource", stage.asDataSource != nil, stage is any DataSource),
            ("asPredictor", stage.asPredictor != nil, stage is any Predictor),
            ("asBarrierPredictor", stage.asBarrierPredictor != nil, stage is any BarrierPredictor),
            ("asCalibrator", stage.asCalibrator != nil, stage is any Calibrator),
            (
                "asProbabilityCalibrator", stage.asProbabilityCalibrator != nil,
                stage is any ProbabilityCalibrator
            ),
            ("asBlender", stage.asBlender != nil, stage is any Blender),
            ("asWeighingBlender", stage.asWeighingBlender != nil, stage is any WeighingBlender),
            ("asArbiter", stage.asArbiter != nil, stage is any Arbiter),
            ("asGate", stage.asGate != nil, stage is any Gate),
            ("asSizer", stage.asSizer != nil, stage is any Sizer),
            ("asStillSizer", stage.asStillSizer != nil, stage is any StillSizer),
            ("asRiskCheck", stage.asRiskCheck != nil, stage is any RiskCheck),
            ("asStillRiskCheck", stage.asStillRiskCheck != nil, stage is any StillRiskCheck),
            ("asExecution", stage.asExecution != nil, stage is any Execution),
            ("asTimedExecution", stage.asTimedExecution != nil, stage is any TimedExecution),
            ("asStillExecution", stage.asStillExecution != nil, stage is any StillExecution),
            ("asBroker", stage.asBroker != nil, stage is any Broker),
            ("asLearner", stage.asLearner != nil, stage is any Learner),
            ("asAlertSink", stage.asAlertSink != nil, stage is any AlertSink),
            ("asStretchSource", stage.asStretchSource != nil, stage is any StretchSource),
            ("asStretchPredictor", stage.asStretchPredictor != nil, stage is any StretchPredictor),
            ("asSteadyPredictor", stage.asSteadyPredictor != nil, stage is any SteadyPredictor),
            ("asPointwiseStage", stage.asPointwiseStage != nil, stage is any PointwiseStage),
            ("asStillBroker", stage.asStillBroker != nil, stage is any StillBroker),
            ("asMarginTerms", stage.asMarginTerms != nil, stage is any MarginTerms),
            ("asBrokerType", type(of: stage).asBrokerType != nil, stage is any Broker),
        ]
    }
}
