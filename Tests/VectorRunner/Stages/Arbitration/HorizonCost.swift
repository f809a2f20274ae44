import SluiceNumerics

extension Adapter {
    static let horizonCost = Adapter("a07_horizon_cost", constant: .parameter("k1")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let model = try ParticipationCost(
            spreadMultiple: parameters["k1"].double(), timingMultiple: parameters["k2"].double(),
            impactMultiple: parameters["k3"].double())
        let name = try input["horizon"].text()
        let cost = try model.cost(
            spreadBps: input["spread_bps"].double(), fiveMinuteVolatilityBps: input["vol_bps"].double(),
            over: horizonScale(name), participation: input["participation"].double()
        ).totalBps
        var learned = try LearnedCost(series: 1)
        for observed in try input["history"].doubles() { learned.push(observed, series: 0) }
        return .object([
            "minutes": .integer(try horizonMinutes(name)),
            "cost": .number(cost),
            "adaptive": .number(learned.cost(cost, series: 0)),
        ])
    }
}
