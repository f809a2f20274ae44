import SluiceKit
import SluiceNumerics

/// What arbiters that join horizons share: a row of numbers a horizon, and what comes of the joined net edge.
final class BlendedHorizons {
    static let noAlpha = Reason("no_alpha")
    static let belowThreshold = Reason("below_threshold", unit: .basisPoints)
    static let shortNotAllowed = Reason("short_not_allowed", unit: .basisPoints)
    static let disagree = Reason("horizons_disagree", unit: .basisPoints)

    static let reasons = [noAlpha] + TradingCosts.reasons + [belowThreshold, shortNotAllowed, disagree]

    let costs: TradingCosts
    let rule: Arbitration
    let learned: WeightTable
    /// By horizon, of the instrument in hand: the signed net edge, the cost, and what horizons are compared by.
    let nets: Column
    let charges: Column
    let edges: Column
    private let storage: ColumnSet

    init(_ settings: ArbiterSettings, _ axes: Axes) throws {
        costs = try TradingCosts(settings, axes)
        rule = try settings.rule()
        learned = WeightTable(horizonsOf: axes)
        storage = ColumnSet(columns: 3, rows: axes.horizons.count)
        (nets, charges, edges) = (storage[0], storage[1], storage[2])
    }

    /// Fills the rows for an instrument; false where no horizon has an alpha.
    ///
    /// Long only, a net edge is what is left of the alpha as it is, below zero where the cost is greater.
    func lay(_ index: Int, _ terms: TradingCosts.Terms, _ alphas: AlphaFrame) -> Bool {
        var hasAlpha = false
        for horizon in 0..<nets.count {
            let alpha = alphas.column(horizon: horizon)[index]
            let cost = costs.costBps(index, horizon, terms)
            let net = WinnerRule.netBps(alphaBps: alpha, costBps: cost)
            let isBoth = rule.direction == .both
            nets[horizon] = isBoth || net.isNaN ? net : alpha - cost
            charges[horizon] = cost
            edges[horizon] = isBoth ? nets[horizon].magnitude : nets[horizon]
            hasAlpha = hasAlpha || !net.isNaN
        }
        return hasAlpha
    }

    /// Writes a decision for an instrument: the horizon it is for, and the net edge that the horizons make together.
    func conclude(
        _ index: Int, horizon: Int, netBps: Double, _ spreadBps: Double, _ alphas: AlphaFrame,
        into decisions: DecisionFrame
    ) {
        let alpha = alphas.column(horizon: horizon)[index]
        let cost = charges[horizon]
        let score = netBps.magnitude / costs.lengths[horizon].root
        decisions.horizon[index] = Double(horizon)
        decisions.alpha[index] = alpha
        decisions.cost[index] = cost
        decisions.net[index] = netBps
        decisions.score[index] = score
        let threshold = rule.thresholdBps(spreadBps: spreadBps, costBps: cost)
        let reached = rule.comparison == .score ? score : netBps.magnitude
        if rule.direction == .longOnly, alpha < 0 {
            decisions.net[index] = 0
            decisions.hold(index, Self.shortNotAllowed, observed: alpha, limit: 0)
        } else if netBps * alpha < 0 {
            decisions.hold(index, Self.disagree, observed: netBps, limit: 0)
        } else if netBps != 0, reached >= threshold {
            decisions.side[index] = netBps > 0 ? 1 : -1
        } else {
            decisions.hold(index, Self.belowThreshold, observed: reached, limit: threshold)
        }
    }
}
