import SluiceKit
import SluiceNumerics

/// Chooses for each instrument the horizon that is worth most after costs, and trades when it is worth enough.
///
/// Over a horizon of m minutes a trade costs k1 x spread + k2 x volatility of five minutes x sqrt(m / 5) + k3 x 10 bps x
/// sqrt(order / traded value / 1%), where the order is `planned_trade` of equity; see `CostModel`. What |alpha| has left
/// of itself after that, over sqrt(m / 5), is the score; the highest wins, of equals the shortest horizon. It trades on
/// the side of its alpha when the score reaches base_threshold + reserve_spread_multiple x spread; see `Arbitration`.
///
/// The cost may also depend on the time of day, on what else is held and on what fills paid; see `TradingCosts`.
///
/// The best horizon with its alpha, cost, net and score is written for every instrument, traded or not. Without a spread,
/// a volatility or, where it counts, a traded value the cost is unknown and nothing trades.
final class CostAwareArbiter: Arbiter, PointwiseStage {
    static let noAlpha = Reason("no_alpha")
    static let noQuote = TradingCosts.noQuote
    static let noVolatility = TradingCosts.noVolatility
    static let noEquity = TradingCosts.noEquity
    static let noTradedValue = TradingCosts.noTradedValue
    static let belowThreshold = Reason("below_threshold", unit: .basisPoints)
    static let shortNotAllowed = Reason("short_not_allowed", unit: .basisPoints)

    static let manifest = Manifest(
        "cost_aware",
        "Chooses the horizon worth most after spread, waiting and impact, if it is worth enough.",
        source: """
            score = (|alpha| - cost) / sqrt(minutes / 5), cost by implementation shortfall with square-root impact \
            (Almgren, Thum, Hauptmann, Li 2005); trades at base_threshold + reserve_spread_multiple x spread.
            """,
        reasons: [noAlpha] + TradingCosts.reasons + [belowThreshold, shortNotAllowed]
    )

    typealias Settings = ArbiterSettings

    let costs: TradingCosts
    let rule: Arbitration
    private let learned: WeightTable
    /// Where there is nothing to choose from.
    private let alone: LoneDecisions?
    private let isAlone: Bool
    /// The contests of some neighbouring instruments, and what is known of each of them.
    private let race: HorizonRace
    private let terms: FixedRow<TradingCosts.Terms>

    var isPointwise: Bool { costs.isPointwise }
    let clearsDecisions = true

    init(settings: Settings, context: StageContext) throws {
        learned = WeightTable(horizonsOf: context.axes)
        costs = try TradingCosts(settings, context.axes)
        rule = try settings.rule()
        alone = LoneDecisions(rule, costs)
        isAlone = alone != nil
        race = HorizonRace(rule: rule)
        terms = FixedRow(
            repeating: .unknown, count: min(HorizonRace.room, max(context.axes.instruments.count, 1)))
    }

    func decide(
        _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) throws {
        try learned.update(weights)
        costs.begin(cycle, market)
        if isAlone, learned.factor(horizon: 0) > 0 {
            if decisions.count < LoneDecisions.many { return decideFew(alphas, market, into: decisions) }
            if let alone { return alone.decide(alphas, market, into: decisions) }
        }
        for start in stride(from: 0, to: decisions.count, by: HorizonRace.room) {
            let part = start..<min(start + HorizonRace.room, decisions.count)
            for index in part { terms[index - start] = costs.terms(of: index, market, cycle.portfolio) }
            if costs.isSum { run(part, alphas) }
            for index in part {
                let terms = terms[index - start]
                if terms.lack != .none, let missing = terms.missing {
                    decisions.clear(index)
                    decisions.abstain(index, missing, alphas, rule, costs.lengths, noAlpha: Self.noAlpha)
                } else {
                    let winner = costs.isSum ? race.winner(index - start) : winner(index, terms, alphas)
                    judge(index, terms, winner, alphas, into: decisions)
                }
            }
        }
    }

    /// Finds the best horizons of some neighbouring instruments.
    private func run(_ part: Range<Int>, _ alphas: AlphaFrame) {
        for place in 0..<part.count { costs.begin(race, place, terms[place]) }
        for horizon in 0..<alphas.horizons {
            let column = alphas.column(horizon: horizon)
            race.offer(
                horizon: horizon,
                alphas: UnsafeBufferPointer(start: column.base + part.lowerBound, count: part.count),
                over: costs.lengths[horizon], weight: learned.factor(horizon: horizon))
        }
    }

    /// The best horizon of one instrument, whatever its costs are made of.
    private func winner(_ index: Int, _ terms: TradingCosts.Terms, _ alphas: AlphaFrame) -> Int? {
        var contest = rule.contest()
        for horizon in 0..<alphas.horizons {
            contest.offer(
                horizon: horizon, alphaBps: alphas.column(horizon: horizon)[index],
                costBps: costs.costBps(index, horizon, terms), over: costs.lengths[horizon],
                weight: learned.factor(horizon: horizon))
        }
        return contest.verdict(spreadBps: terms.spreadBps).horizon
    }

    /// Decides for an instrument by its best horizon.
    private func judge(
        _ index: Int, _ terms: TradingCosts.Terms, _ winner: Int?, _ alphas: AlphaFrame,
        into decisions: DecisionFrame
    ) {
        guard let horizon = winner else { return holdWithout(index, decisions) }
        let verdict = rule.verdict(
            horizon: horizon, alphaBps: alphas.column(horizon: horizon)[index],
            costBps: costs.costBps(index, horizon, terms), over: costs.lengths[horizon],
            spreadBps: terms.spreadBps)
        write(verdict, index, into: decisions)
    }

    /// Holds an instrument of which no horizon has a forecast.
    private func holdWithout(_ index: Int, _ decisions: DecisionFrame) {
        decisions.clear(index)
        decisions.hold(index, Self.noAlpha)
    }

    /// Writes what was decided for an instrument.
    @inline(__always)
    func write(_ verdict: Arbitration.Verdict, _ index: Int, into decisions: DecisionFrame) {
        guard let horizon = verdict.horizon else { return holdWithout(index, decisions) }
        decisions.scale[index] = 1
        decisions.exit[index] = 0
        decisions.horizon[index] = Double(horizon)
        decisions.alpha[index] = verdict.alphaBps
        decisions.cost[index] = verdict.costBps
        decisions.net[index] = verdict.netBps
        decisions.score[index] = verdict.scoreBps
        if verdict.trades {
            decisions.side[index] = verdict.sign
            decisions.causes[index] = .none
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

    func remember(into memory: inout MemoryWriter) { costs.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try costs.recall(from: &memory) }
}

extension DecisionFrame {
    /// Holds an instrument whose cost is unknown, and writes the horizon whose alpha alone would score highest.
    func abstain(
        _ index: Int, _ missing: Reason, _ alphas: AlphaFrame, _ rule: Arbitration, _ lengths: [HorizonScale],
        noAlpha: Reason
    ) {
        var contest = rule.contest()
        for horizon in 0..<alphas.horizons {
            contest.offer(
                horizon: horizon, alphaBps: alphas.column(horizon: horizon)[index], costBps: 0,
                over: lengths[horizon])
        }
        guard let best = contest.verdict(spreadBps: 0).horizon else { return hold(index, noAlpha) }
        horizon[index] = Double(best)
        alpha[index] = alphas.column(horizon: best)[index]
        hold(index, missing)
    }
}
