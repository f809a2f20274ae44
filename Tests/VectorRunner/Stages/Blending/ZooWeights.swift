import SluiceNumerics

extension Adapter {
    static let zooWeights = Adapter("a16_zoo_weights", constant: .parameter("lambda")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let coefficients = try input["ic"].doubles()
        let costs = try input["cost_share"].doubles()
        let matrix = try input["corr"].array().flatMap { try $0.doubles() }
        var rule = try ZooWeighting(
            lambda: parameters["lambda"].double(), costPenalty: parameters["cost_lambda"].double(),
            capacity: max(coefficients.count, 1))
        var weights = [Double](repeating: 0, count: coefficients.count)
        var span = weights.mutableSpan
        rule.weigh(
            correlation: matrix.span, informationCoefficients: coefficients.span, costShares: costs.span,
            temperature: try Temperature(parameters["T"].double(), form: .inverse), into: &span)
        let given = input["confidence"]
        let confidence = try ForecastConfidence(
            tau: given["tau"].double(), kappa: given["kappa"].double()
        ).value(
            informationCoefficient: given["ic"].double(), age: given["dt"].double(),
            tradedValue: given["adv"].double(), plannedValue: given["planned"].double(),
            error: given["rmse"].double())
        return .object(["weights": .numbers(weights), "confidence": .number(confidence)])
    }
}
