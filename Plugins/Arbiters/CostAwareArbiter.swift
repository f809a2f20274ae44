import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Chooses for each instrument the horizon that is worth most after costs, and trades when it is worth enough.
///
/// Over a horizon of m minutes a trade costs k1 x spread + k2 x volatility of five minutes x sqrt(m / 5) + k3 x 10 bps x
/// sqrt(order / traded value / 1%), where the order is `planned_trade` of equity; see `CostModel`. What |alpha| has left
/// of itself after that, over sqrt(m / 5), is the score; the highest wins, of equals the shortest horizon. It trades on
/// the side of its alpha when the score reaches base_threshold + reserve_spread_multiple x spread; see `Arbitration`.
///
/// The best horizon with its alpha, cost, net and score is written for every instrument, traded or not. Without a spread,
/// a volatility or, where it counts, a traded value the cost is unknown and nothing trades.
final class CostAwareArbiter: Arbiter {
    static let noAlpha = Reason("no_alpha")
    static let noQuote = Reason("no_quote")
    static let noVolatility = Reason("no_volatility")
    static let noEquity = Reason("no_equity")
    static let noTradedValue = Reason("no_traded_value")
    static let belowThreshold = Reason("below_threshold", unit: .basisPoints)
    static let shortNotAllowed = Reason("short_not_allowed", unit: .basisPoints)

    static let manifest = Manifest(
        "cost_aware",
        "Chooses the horizon worth most after spread, waiting and impact, if it is worth enough.",
        source: """
            score = (|alpha| - cost) / sqrt(minutes / 5), cost by implementation shortfall with square-root impact \
            (Almgren, Thum, Hauptmann, Li 2005); trades at base_threshold + reserve_spread_multiple x spread.
            """,
        reasons: [
            noAlpha, noQuote, noVolatility, noEquity, noTradedValue, belowThreshold, shortNotAllowed,
        ]
    )

    typealias Settings = CostAwareSettings

    private let costs: CostModel
    private let rule: Arbitration
    private let lengths: [HorizonScale]
    /// Basis points of volatility over five minutes for a volatility of 1 a bar.
    private let fiveMinutesBps: Double
    /// The part of equity that a trade is planned to be; 0 where its size costs nothing.
    private let plannedTrade: Double
    private let learned: WeightTable

    init(settings: Settings, context: StageContext) throws {
        learned = WeightTable(context.axes)
        costs = try CostModel(
            spreadMultiple: settings.k1, timingMultiple: settings.k2, impactMultiple: settings.k3)
        rule = try Arbitration(
            baseThresholdBps: settings.baseThreshold.value,
            reserveSpreadMultiple: settings.reserveSpreadMultiple,
            direction: settings.direction == .longOnly ? .longOnly : .both,
            comparison: settings.compare == .net ? .net : .score,
            threshold: settings.threshold == .costPlusReserve ? .costPlusReserve : .reserve)
        lengths = try context.axes.horizonMinutes.map { try HorizonScale(minutes: $0) }
        let unit = Volatility(value: 1, minutes: context.axes.barMinutes)
        fiveMinutesBps = BasisPoints(fraction: unit.scaled(toMinutes: 5).value).value
        plannedTrade = settings.k3 > 0 ? settings.plannedTrade.fraction : 0
    }

    func decide(
        _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) throws {
        try learned.update(weights)
        let equity = cycle.portfolio.equity
        let order = plannedTrade == 0 ? 0 : equity > 0 ? plannedTrade * equity : .nan
        for index in 0..<decisions.count {
            let terms = terms(of: index, order: order, market)
            if let missing = terms.missing {
                abstain(index, missing, alphas, into: decisions)
            } else {
                judge(index, terms, alphas, into: decisions)
            }
        }
    }

    /// What trading an instrument costs, but for the horizon.
    private struct Terms {
        var spreadBps: Double
        var fiveMinuteBps: Double
        var impactBps: Double
        /// Why the cost is unknown; nil when it is known.
        var missing: Reason?
    }

    private func terms(of index: Int, order: Double, _ market: MarketFrame) -> Terms {
        let tradedValue = market.tradedValue[index]
        var terms = Terms(
            spreadBps: market.spreadBps(index),
            fiveMinuteBps: costs.timingMultiple > 0 ? market.volatility[index] * fiveMinutesBps : 0,
            impactBps: costs.impactBps(orderValue: order, dailyValue: tradedValue))
        if !(terms.spreadBps < .infinity) {
            terms.missing = Self.noQuote
        } else if !(terms.fiveMinuteBps >= 0 && terms.fiveMinuteBps < .infinity) {
            terms.missing = Self.noVolatility
        } else if order.isNaN {
            terms.missing = Self.noEquity
        } else if order > 0, !(tradedValue > 0) {
            terms.missing = Self.noTradedValue
        }
        return terms
    }

    private func judge(
        _ index: Int, _ terms: Terms, _ alphas: AlphaFrame, into decisions: DecisionFrame
    ) {
        let spreadCost = costs.spreadMultiple * terms.spreadBps
        var contest = rule.contest()
        for horizon in 0..<alphas.horizons {
            let cost = CostModel.Cost(
                spreadBps: spreadCost,
                timingBps: costs.timingMultiple * terms.fiveMinuteBps * lengths[horizon].root,
                impactBps: terms.impactBps)
            contest.offer(
                horizon: horizon, alphaBps: alphas.column(horizon: horizon)[index], costBps: cost.totalBps,
                over: lengths[horizon], weight: learned.factors(horizon: horizon)[0])
        }
        let verdict = contest.verdict(spreadBps: terms.spreadBps)
        guard let horizon = verdict.horizon else { return decisions.hold(index, Self.noAlpha) }
        decisions.horizon[index] = Double(horizon)
        decisions.alpha[index] = verdict.alphaBps
        decisions.cost[index] = verdict.costBps
        decisions.net[index] = verdict.netBps
        decisions.score[index] = verdict.scoreBps
        if verdict.trades {
            decisions.side[index] = verdict.sign
        } else if verdict.alphaBps == 0 {
            decisions.hold(index, Self.noAlpha)
        } else if rule.direction == .longOnly, verdict.alphaBps < 0 {
            decisions.hold(index, Self.shortNotAllowed, observed: verdict.alphaBps, limit: 0)
        } else {
            let reached = rule.comparison == .score ? verdict.scoreBps : verdict.edgeBps
            decisions.hold(
                index, Self.belowThreshold, observed: reached, limit: verdict.thresholdBps)
        }
    }

    /// Holds an instrument whose cost is unknown, and writes the horizon whose alpha alone would score highest.
    private func abstain(
        _ index: Int, _ missing: Reason, _ alphas: AlphaFrame, into decisions: DecisionFrame
    ) {
        var contest = rule.contest()
        for horizon in 0..<alphas.horizons {
            contest.offer(
                horizon: horizon, alphaBps: alphas.column(horizon: horizon)[index], costBps: 0,
                over: lengths[horizon])
        }
        let verdict = contest.verdict(spreadBps: 0)
        guard let horizon = verdict.horizon else { return decisions.hold(index, Self.noAlpha) }
        decisions.horizon[index] = Double(horizon)
        decisions.alpha[index] = verdict.alphaBps
        decisions.hold(index, missing)
    }
}
