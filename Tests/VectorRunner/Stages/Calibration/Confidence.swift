import SluiceNumerics

extension Adapter {
    /// The ancestor reads score x confidence as a fraction.
    static let confidence = Adapter("confidence", constant: .parameter("ic_window")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let icWindow = try parameters["ic_window"].integer()
        let stabilityWindow = try parameters["stability_window"].integer()
        var pairs = try PairHistory(input, window: Swift.max(icWindow, stabilityWindow))
        var correlation = try RankCorrelation(capacity: icWindow)
        let coefficient = pairs.informationCoefficient(0, last: icWindow, by: &correlation)
        let stability = try pairs.stability(0, last: stabilityWindow, by: Stability())
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
