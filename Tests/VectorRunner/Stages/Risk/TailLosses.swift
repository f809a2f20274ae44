import SluiceNumerics

extension Adapter {
    static let tailLosses = Adapter("b26_var_es", constant: .first("returns")) { vector in
        let returns = try vector.input["returns"].doubles().sorted()
        let rule = try TailRisk(confidence: vector.parameters["confidence"].double())
        let historical = rule.historical(sorted: returns.span)
        let moments = SampleMoments(returns.span)
        return .object([
            "historical": .number(historical.valueAtRisk),
            "expected_shortfall": .number(historical.expectedShortfall),
            "normal": .number(rule.normal(mean: moments.mean, deviation: moments.deviation).valueAtRisk),
        ])
    }
}
