import SluiceNumerics

extension PairHistory {
    /// One series that has taken pairs of forecast and outcome, in their order.
    init(_ predictions: [Double], _ outcomes: [Double], window: Int) throws {
        try self.init(series: 1, window: window)
        for (prediction, outcome) in zip(predictions, outcomes) {
            push(prediction: prediction, outcome: outcome, series: 0)
        }
    }

    /// One series with the pairs of a case.
    init(_ input: JSON, window: Int) throws {
        try self.init(
            input["predictions"].doubles(), input["actual_returns"].doubles(), window: window)
    }
}

extension Adapter {
    static let informationCoefficient = Adapter("information_coefficient", constant: .parameter("window")) {
        vector in
        let window = try vector.parameters["window"].integer()
        var pairs = try PairHistory(vector.input, window: window)
        var correlation = try RankCorrelation(
            capacity: window, minimum: vector.parameters["min_count"].integer())
        return .object(["ic": .number(pairs.informationCoefficient(0, last: window, by: &correlation))])
    }

    static let stability = Adapter("stability", constant: .parameter("window")) { vector in
        let window = try vector.parameters["window"].integer()
        var pairs = try PairHistory(vector.input, window: window)
        let rule = try Stability(
            minimum: vector.parameters["min_count"].integer(),
            warmUp: vector.parameters["warmup_value"].double())
        return .object(["stability": .number(pairs.stability(0, last: window, by: rule))])
    }
}
