import SluiceKit
import SluiceNumerics

extension CostAwareArbiter {
    /// Decides as `LoneDecisions` does, for so few instruments that a loop over many would cost more.
    func decideFew(_ alphas: AlphaFrame, _ market: MarketFrame, into decisions: DecisionFrame) {
        let (plain, rule, alpha) = (costs.plain(horizon: 0), rule, alphas.column(horizon: 0))
        let (bids, asks, volatilities) = (market.bid, market.ask, market.volatility)
        for index in 0..<decisions.count {
            let spread = MarketFrame.spreadBps(bids[index], asks[index])
            let risk = plain.fiveMinuteBps(volatilities[index])
            let lack = plain.lack(spread, risk)
            if lack != .none, let missing = lack.reason {
                decisions.clear(index)
                decisions.abstain(index, missing, alphas, rule, costs.lengths, noAlpha: Self.noAlpha)
            } else {
                let verdict = rule.verdict(
                    horizon: 0, alphaBps: alpha[index], costBps: plain.costBps(spread, risk),
                    over: plain.length, spreadBps: spread)
                write(verdict, index, into: decisions)
            }
        }
    }
}

/// What trading costs over one horizon where neither account, clock nor earlier cycles count; see `TradingCosts`.
struct PlainCosts {
    let length: HorizonScale
    let model: CostModel
    /// Basis points of volatility over five minutes for a volatility of 1 a bar; 0 where waiting costs nothing.
    let fiveMinutesBps: Double
    let factor: Double

    /// The volatility of five minutes; 0 where it is not asked for.
    @inline(__always)
    func fiveMinuteBps(_ volatility: Double) -> Double {
        fiveMinutesBps > 0 ? volatility * fiveMinutesBps : 0
    }

    /// What is not known.
    @inline(__always)
    func lack(_ spreadBps: Double, _ fiveMinuteBps: Double) -> TradingCosts.Lack {
        if !(spreadBps < .infinity) { return .quote }
        return fiveMinuteBps >= 0 && fiveMinuteBps <= .greatestFiniteMagnitude ? .none : .volatility
    }

    /// Basis points of the price.
    @inline(__always)
    func costBps(_ spreadBps: Double, _ fiveMinuteBps: Double) -> Double {
        let cost = CostModel.Cost(
            spreadBps: model.spreadMultiple * spreadBps,
            timingBps: model.timingMultiple * fiveMinuteBps * length.root, impactBps: 0)
        return cost.totalBps * factor
    }
}

extension TradingCosts {
    /// The costs of a horizon where they are pointwise.
    func plain(horizon: Int) -> PlainCosts {
        PlainCosts(
            length: lengths[horizon], model: model,
            fiveMinutesBps: model.timingMultiple > 0 ? fiveMinutesBps : 0, factor: multiplier)
    }
}
