import SluiceNumerics

extension Adapter {
    /// Stages in a row for one symbol, long only; horizons in the ascending order of their names, as ties want it.
    static let pipeline = Adapter("pipeline", constant: .each("cycles", "volatility")) { vector in
        let families = try vector.input["families"].array().map { try $0.text() }
        let names = try vector.input["horizons"].array().map { try $0.text() }.sorted()
        var horizons = try names.map { try PipelineHorizon($0, families: families) }
        var end = try PipelineEnd()
        return .object([
            "cycles": .array(
                try vector.input["cycles"].array().map { cycle in
                    var (alphas, weights): ([Double], [JSON]) = ([], [])
                    for index in horizons.indices {
                        let blended = try horizons[index].alpha(cycle)
                        alphas.append(blended.alpha)
                        weights.append(.numbers(families, blended.weights))
                    }
                    var result = try end.decide(cycle, horizons, alphas)
                    result["alphas"] = .numbers(names, alphas)
                    result["weights"] = .object(Dictionary(uniqueKeysWithValues: zip(names, weights)))
                    return .object(result)
                })
        ])
    }
}

/// From alphas to a weight that is held, with the defaults of the `pipeline` vectors.
struct PipelineEnd {
    private let costs: CostModel
    private let arbitration: Arbitration
    private let gate: BarrierRule
    private let sizing: PositionSizing
    private var guardrails: Guardrails

    init() throws {
        costs = try CostModel()
        arbitration = try Arbitration(direction: .longOnly)
        gate = try BarrierRule()
        sizing = try PositionSizing(
            scaling: VolatilityScaling(), band: NoTradeBand(), belowOneShare: .reportWish)
        guardrails = try Guardrails(limits: ExposureLimits(maxPosition: 0.2, maxGross: 1))
    }

    mutating func decide(
        _ cycle: JSON, _ horizons: [PipelineHorizon], _ alphas: [Double]
    ) throws -> [String: JSON] {
        let (current, value) = (try cycle["current_weight"].double(), try cycle["portfolio_value"].double())
        let exposure = Exposure(of: [current].span)
        let session = try Adapter.session(cycle["time"].text())
        _ = guardrails.observe(value: value, session: session, exposure: exposure)
        let verdict = try contest(cycle, horizons, alphas)
        var result: [String: JSON] = [
            "decision_arbiter": .text(verdict.trades ? "TRADE" : "HOLD"),
            "score_bps": .number(verdict.scoreBps),
            "selected_horizon": .text(verdict.trades ? verdict.horizon.map { horizons[$0].name } : nil),
        ]
        func end(_ decision: String, _ weight: Double) -> [String: JSON] {
            result.merging(["decision": .text(decision), "weight_after": .number(weight)]) { $1 }
        }
        guard verdict.trades else { return end("HOLD", current) }
        let entry = try gate.longEntry(peak: cycle["p_peak"].double(), valley: cycle["p_valley"].double())
        result["gate"] = .array([.boolean(entry.isAllowed), .number(entry.scale)])
        guard entry.isAllowed else { return end("BLOCKED_GATE", current) }
        let size = try sizing.sizing(
            alpha: verdict.alphaBps / 10_000, volatility: cycle["volatility"].double(), gate: entry.scale,
            current: current, portfolioValue: value, price: cycle["price"].double())
        result["sizing"] = .object([
            "reason_code": .text(size.reason.rawValue), "shares": size.wholeShares,
            "side": .text(size.side), "target_weight": .number(size.targetWeight),
        ])
        guard size.sign != 0 else { return end("HOLD", current) }
        let check = guardrails.verdict(current: current, target: size.targetWeight, exposure: exposure)
        return check.passes ? end("TRADE", size.targetWeight) : end("BLOCKED_RISK", current)
    }

    private func contest(
        _ cycle: JSON, _ horizons: [PipelineHorizon], _ alphas: [Double]
    ) throws -> Arbitration.Verdict {
        let spread = try cycle["spread_bps"].double()
        let volatility = try cycle["volatility"].double() * 10_000
        var contest = arbitration.contest()
        for (index, horizon) in horizons.enumerated() {
            let cost = costs.cost(
                spreadBps: spread, fiveMinuteVolatilityBps: volatility, over: horizon.scale)
            contest.offer(
                horizon: index, alphaBps: alphas[index] * 10_000, costBps: cost.totalBps, over: horizon.scale)
        }
        return contest.verdict(spreadBps: spread)
    }
}
