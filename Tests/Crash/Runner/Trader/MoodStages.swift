import SluiceKit
import SluiceMarket

// A strategy that wants something else every 300 milliseconds, so that there is nearly always something to trade.

/// Expects what the mood of the moment says.
final class MoodPredictor: Predictor {
    static let manifest = Manifest("stub_mood", "Expects another return every 300 milliseconds.")

    private let symbols: [String]
    init(settings: NoSettings, context: StageContext) { symbols = context.axes.instruments }

    static func horizons(_ settings: NoSettings) -> [Horizon] { [.session] }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into forecasts: ForecastFrame) {
        for (index, symbol) in symbols.enumerated() {
            forecasts.column(member: 0, horizon: 0)[index] = 100 * LivePrices.mood(of: symbol, at: cycle.now)
        }
    }
}

/// Decides by the sign.
final class SignArbiter: Arbiter {
    static let manifest = Manifest("stub_sign", "Decides by the sign of the alpha.")
    init(settings: NoSettings, context: StageContext) {}

    func decide(
        _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) {
        for index in 0..<decisions.count {
            let alpha = alphas.column(horizon: 0)[index]
            guard alpha.isFinite, alpha != 0 else { continue }
            decisions.horizon[index] = 0
            decisions.alpha[index] = alpha
            decisions.side[index] = alpha > 0 ? 1 : -1
        }
    }
}

/// Wants up to two percent of the account, in proportion to the alpha.
final class AlphaSizer: Sizer {
    static let manifest = Manifest("stub_alpha", "Wants up to two percent, by the alpha.")
    init(settings: NoSettings, context: StageContext) {}

    func size(_ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame) {
        for index in 0..<targets.count where decisions.isOpen(index) {
            targets.weight[index] = 0.02 * decisions.alpha[index] / 100
        }
    }
}

/// Sends nothing, so that what is under way comes to its end.
final class StillExecution: Execution {
    static let manifest = Manifest("stub_still", "Sends nothing.")
    init(settings: NoSettings, context: StageContext) {}

    func plan(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet) {
    }
}
