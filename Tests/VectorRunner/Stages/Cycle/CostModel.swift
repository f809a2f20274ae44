import SluiceNumerics

extension HorizonScale {
    /// A horizon as the vectors write it: minutes, or `1d` for a session of 390.
    init(_ text: String) throws {
        if text == "1d" {
            self = try HorizonScale(minutes: 390)
        } else if text.hasSuffix("m"), let minutes = Double(text.dropLast()) {
            self = try HorizonScale(minutes: minutes)
        } else {
            throw VectorFault("unknown horizon \(text)")
        }
    }
}

extension CostModel {
    /// The model as a case's parameters name it.
    init(_ parameters: JSON) throws {
        try self.init(
            spreadMultiple: parameters["k1"].double(), timingMultiple: parameters["k2"].double(),
            impactMultiple: parameters["k3"].double())
    }

    /// The cost of one horizon of a case.
    func cost(_ input: JSON, over horizon: HorizonScale) throws -> Cost {
        try cost(
            spreadBps: input["spread_bps"].double(),
            fiveMinuteVolatilityBps: input["volatility"].double() * 10_000,
            over: horizon,
            orderValue: input["order_dollars"].double(),
            dailyValue: input["adv_dollars"].double())
    }
}

extension Adapter {
    static let costModel = Adapter("cost_model", constant: .parameter("k2")) { vector in
        let cost = try CostModel(vector.parameters)
            .cost(vector.input, over: HorizonScale(vector.input["horizon"].text()))
        return .object([
            "spread_cost_bps": .number(cost.spreadBps),
            "timing_cost_bps": .number(cost.timingBps),
            "impact_cost_bps": .number(cost.impactBps),
            "total_cost_bps": .number(cost.totalBps),
            "breakeven_alpha": .number(cost.breakevenAlpha),
        ])
    }
}
