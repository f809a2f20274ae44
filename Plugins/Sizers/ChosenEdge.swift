import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Which alpha a position is sized by.
enum AlphaChoice: String, SettingChoice {
    /// What is left after the cost of the trade.
    case net
    /// The expected return itself.
    case gross
}

/// The alpha of an instrument and its volatility, both over the horizon that was chosen.
struct ChosenEdge {
    static let alphaUnknown = Reason("alpha_unknown", unit: .basisPoints)
    static let volatilityUnknown = Reason("volatility_unknown")
    static let reasons = [alphaUnknown, volatilityUnknown]

    private let usesNet: Bool
    /// The volatility of each horizon in units of that of one bar.
    private let factors: [Double]

    init(_ choice: AlphaChoice, axes: Axes) {
        usesNet = choice == .net
        let bar = Volatility(value: 1, minutes: axes.barMinutes)
        factors = axes.horizonMinutes.map { bar.scaled(toMinutes: $0).value }
    }

    /// Alpha as a fraction; NaN when it is not known, points away from the side, or has no horizon.
    func alpha(_ index: Int, _ decisions: DecisionFrame) -> Double {
        let alpha = any(index, decisions)
        return alpha * decisions.side[index] >= 0 ? alpha : .nan
    }

    /// Alpha as a fraction, whatever was decided; NaN when it is not known or has no horizon.
    func any(_ index: Int, _ decisions: DecisionFrame) -> Double {
        let alpha = usesNet ? decisions.net[index] : decisions.alpha[index]
        return alpha.isFinite && isHorizon(decisions.horizon[index]) ? alpha / 10_000 : .nan
    }

    /// The volatility over the chosen horizon; NaN without one.
    func risk(_ index: Int, _ decisions: DecisionFrame, _ market: MarketFrame) -> Double {
        market.volatility[index] * factor(index, decisions)
    }

    /// The length of the chosen horizon in bars; NaN without one.
    func bars(_ index: Int, _ decisions: DecisionFrame) -> Double {
        let factor = factor(index, decisions)
        return factor * factor
    }

    private func factor(_ index: Int, _ decisions: DecisionFrame) -> Double {
        let horizon = decisions.horizon[index]
        return isHorizon(horizon) ? factors[Int(horizon)] : .nan
    }

    private func isHorizon(_ horizon: Double) -> Bool { horizon >= 0 && horizon < Double(factors.count) }
}

extension ChosenEdge {
    /// Sets the wish of every decision to the weight of its alpha per unit of risk, or NaN with a cause.
    func wish(
        _ scaling: VolatilityScaling, _ decisions: DecisionFrame, _ market: MarketFrame,
        _ targets: TargetFrame
    ) {
        for index in 0..<targets.count where decisions.side[index] != 0 {
            let alpha = alpha(index, decisions)
            guard alpha.isFinite else {
                targets.keep(index, Self.alphaUnknown, observed: any(index, decisions) * 10_000)
                continue
            }
            let risk = risk(index, decisions, market)
            let wish = scaling.weight(score: scaling.score(alpha: alpha, volatility: risk))
            if wish.isFinite {
                targets.weight[index] = wish
            } else {
                targets.keep(index, Self.volatilityUnknown)
            }
        }
    }
}
