import SluiceNumerics

extension Adapter {
    /// Horizons are offered in the ascending order of their names, which is how the vectors break ties.
    static let arbiter = Adapter("arbiter", constant: .parameter("base_threshold_bps")) { vector in
        let parameters = vector.parameters
        guard let direction = Arbitration.Direction(rawValue: try parameters["direction"].text()) else {
            throw VectorFault("unknown direction \(parameters["direction"].compact)")
        }
        let rule = try Arbitration(
            baseThresholdBps: parameters["base_threshold_bps"].double(),
            reserveSpreadMultiple: parameters["reserve"].double(), direction: direction)
        let model = try CostModel(parameters)
        let names = try vector.input["alphas"].keys()
        var contest = rule.contest()
        var scores: [Double] = []
        for (index, name) in names.enumerated() {
            let horizon = try HorizonScale(name)
            scores.append(
                try contest.offer(
                    horizon: index, alphaBps: vector.input["alphas"][name].double() * 10_000,
                    costBps: model.cost(vector.input, over: horizon).totalBps, over: horizon))
        }
        let verdict = try contest.verdict(spreadBps: vector.input["spread_bps"].double())
        let best = verdict.horizon.map { names[$0] }
        return .object([
            "alpha": .number(verdict.alphaBps / 10_000),
            "best_horizon": .text(best),
            "best_score_bps": .number(verdict.scoreBps),
            "best_total_cost_bps": best == nil ? .null : .number(verdict.costBps),
            "decision": .text(verdict.trades ? "TRADE" : "HOLD"),
            "scores_bps": .numbers(names, scores),
            "selected_horizon": .text(verdict.trades ? best : nil),
            "threshold_bps": .number(verdict.thresholdBps),
        ])
    }
}
