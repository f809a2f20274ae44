import SluiceNumerics

extension RidgeWeighting {
    /// The rule as a case's parameters name it.
    init(_ parameters: JSON) throws {
        try self.init(
            lambda: parameters["ridge_lambda"].double(),
            costPenalty: parameters["cost_penalty"].double(),
            minimumStrength: parameters["min_ic"].double(),
            minimumRawWeight: parameters["min_raw_weight"].isNull ? 0 : parameters["min_raw_weight"].double()
        )
    }
}

extension Adapter {
    static let ridgeWeights = Adapter("ridge_weights", constant: .parameter("ridge_lambda")) { vector in
        let names = try vector.input["model_order"].array().map { try $0.text() }
        let coefficients = try vector.input["ic"].doubles(names)
        let costs = try vector.input["cost_share"].doubles(names, absent: 0)
        let matrix = try vector.input["correlation"].array().flatMap { try $0.doubles() }
        let rule = try RidgeWeighting(vector.parameters)
        let strengths = zip(coefficients, costs).map {
            rule.strength(informationCoefficient: $0, costShare: $1)
        }
        var solver = try RidgeSolver(rule: rule)
        var weights = [Double](repeating: .nan, count: names.count)
        var span = weights.mutableSpan
        let outcome = solver.solve(correlation: matrix.span, strengths: strengths.span, into: &span)
        if outcome == .notCorrelation { throw VectorFault("not a correlation matrix") }
        return .object(["weights": .numbers(names, weights)])
    }
}
