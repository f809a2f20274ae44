import SluiceNumerics

extension Adapter {
    /// The ancestor reads score x confidence as a fraction.
    static let confidence = Adapter("confidence", constant: .parameter("ic_window")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let pairs = try PairHistory(
            input, ranked: parameters["ic_window"].integer(),
            errors: parameters["stability_window"].integer())
        let coefficient = pairs.informationCoefficient(0)
        let stability = try pairs.stability(0, by: Stability())
        let freshness = try Freshness(horizon: input["horizon"].text())
            .value(ageSeconds: input["age_seconds"].double())
        let capacity = try Capacity(kappa: parameters["kappa"].double())
            .value(daily: input["adv_dollars"].double(), planned: input["planned_dollars"].double())
        let overall = try ConfidenceRule(minimumCoefficient: parameters["min_ic"].double()).overall(
            informationCoefficient: coefficient, freshness: freshness, capacity: capacity,
            stability: stability)
        return .object([
            "calibrated": .number(try input["standardized"].double() * overall),
            "capacity": .number(capacity),
            "freshness": .number(freshness),
            "ic": .number(coefficient),
            "overall": .number(overall),
            "stability": .number(stability),
        ])
    }
}
