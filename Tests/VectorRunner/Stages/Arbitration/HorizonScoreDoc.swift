import SluiceNumerics

extension Adapter {
    static let horizonScoreDoc = Adapter("a17_horizon_score_doc", constant: .parameter("k2")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let order = try parameters["order"].array().map { try $0.text() }
        let rule = try Arbitration(
            baseThresholdBps: input["reserve_bps"].double(), reserveSpreadMultiple: 0, direction: .longOnly,
            threshold: .costPlusReserve)
        let costs = try CostModel(parameters)
        let impact = try costs.impactMultiple * input["impact_bps"].double()
        let (spread, sigma) = (try input["spread_bps"].double(), try input["sigma_bps"].double())
        var contest = rule.contest()
        var scores: [String: JSON] = [:]
        for (index, name) in order.enumerated() {
            let length = try horizonScale(name)
            var cost = costs.cost(spreadBps: spread, fiveMinuteVolatilityBps: sigma, over: length)
            cost.impactBps = impact
            let alpha = try input["alpha_bps"][name].double()
            let score = contest.offer(
                horizon: index, alphaBps: alpha, costBps: cost.totalBps, over: length)
            scores[name] = .object([
                "net": .number(rule.edgeBps(alphaBps: alpha, costBps: cost.totalBps)),
                "score": .number(score),
            ])
        }
        let verdict = try contest.verdict(spreadBps: 0, costBps: input["cost_bps"].double())
        return .object([
            "scores": .object(scores),
            "best": .text(verdict.horizon.map { order[$0] }),
            "enter": .boolean(verdict.trades),
        ])
    }
}
