package import SluiceKit

/// The predictors that ship.
package enum Predictors {
    /// Every predictor, in the order of their names.
    package static let all: [any Stage.Type] = [
        BarrierTouchPredictor.self,
        BookImbalancePredictor.self,
        EMACrossPredictor.self,
        EnsemblePredictor.self,
        LinearPredictor.self,
        MACrossoverPredictor.self,
        MeanReversionPredictor.self,
        ModelPredictor.self,
        MomentumPredictor.self,
        OrderFlowPredictor.self,
        RSIPredictor.self,
        RegimeSwitchPredictor.self,
        SMATrendPredictor.self,
        VWAPReversionPredictor.self,
        ZScoreReversionPredictor.self,
    ]
}
