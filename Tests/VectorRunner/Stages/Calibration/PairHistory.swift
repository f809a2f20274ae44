import SluiceNumerics

extension PairHistory {
    /// One series that has taken the pairs of forecast and outcome of a case, in their order.
    init(_ input: JSON, ranked: Int = 1, minimum: Int = 5, errors: Int = 1) throws {
        try self.init(series: 1, ranked: ranked, minimum: minimum, errors: errors)
        let outcomes = try input["actual_returns"].doubles()
        for (prediction, outcome) in zip(try input["predictions"].doubles(), outcomes) {
            push(prediction: prediction, outcome: outcome, series: 0)
        }
    }
}

extension Adapter {
    static let informationCoefficient = Adapter("information_coefficient", constant: .parameter("window")) {
        vector in
        let pairs = try PairHistory(
            vector.input, ranked: vector.parameters["window"].integer(),
            minimum: vector.parameters["min_count"].integer())
        return .object(["ic": .number(pairs.informationCoefficient(0))])
    }

    static let stability = Adapter("stability", constant: .parameter("window")) { vector in
        let pairs = try PairHistory(vector.input, errors: vector.parameters["window"].integer())
        let rule = try Stability(
            minimum: vector.parameters["min_count"].integer(),
            warmUp: vector.parameters["warmup_value"].double())
        return .object(["stability": .number(pairs.stability(0, by: rule))])
    }
}
