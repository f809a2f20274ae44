import SluiceKit
import SluiceMarket

/// Decides by the sign of the forecast.
final class WorldArbiter: Arbiter {
    static let manifest = Manifest("world", "Decides by the sign.")

    init(settings: NoSettings, context: StageContext) {}

    func decide(
        _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) {
        for index in 0..<decisions.count {
            let alpha = alphas.column(horizon: 0)[index]
            guard alpha.isFinite else { continue }
            decisions.horizon[index] = 0
            decisions.alpha[index] = alpha
            decisions.net[index] = alpha
            decisions.score[index] = abs(alpha)
            decisions.side[index] = alpha > 0 ? 1 : -1
        }
    }
}
