import SluiceNumerics

extension Adapter {
    static let sqrtImpact = Adapter("b10_sqrt_impact", constant: .parameter("max_impact_bps")) { vector in
        let input = vector.input
        let rule = try SquareRootImpact(maxImpactBps: vector.parameters["max_impact_bps"].written())
        guard let condition = LiquidityScore.Condition(rawValue: try input["condition"].text()) else {
            throw VectorFault("unknown condition \(input["condition"].compact)")
        }
        let market = try SquareRootImpact.Market(
            spreadBps: input["spread_bps"].written(), depth: input["usd_5"].written(),
            volume: input["volume_15m"].written(), conditionFactor: condition.impactFactor)
        let mid = try QuoteMath.mid(bid: input["bid"].written(), ask: input["ask"].written())
        let quantity = try input["quantity"].written()
        let impact = rule.impactBps(notional: quantity * mid, in: market)
        let isBuy = try input["side"].text() == "buy"
        return .object([
            "base_bps": .number(rule.baseBps(notional: quantity * mid, volume: market.volume)),
            "impact_bps": .number(impact),
            "avg_price": .number(SquareRootImpact.price(mid: mid, after: impact, isBuy: isBuy)),
            "worst_price": .number(SquareRootImpact.worstPrice(mid: mid, after: impact, isBuy: isBuy)),
            "slippage_cost": .number(SquareRootImpact.cost(notional: quantity * mid, impactBps: impact)),
            "slice": .boolean(rule.needsSlices(impact)),
            "post_only": .boolean(rule.advisesPosting(impact, condition: condition)),
            "slice_quantity": rule.needsSlices(impact)
                ? .number(rule.largestNotional(in: market) / mid) : .null,
        ])
    }
}
