import SluiceNumerics

extension Adapter {
    static let calibrationCurves = Adapter("a06_calibration", constant: .first("query")) { vector in
        let input = vector.input
        let (scores, labels) = (try input["scores"].doubles(), try input["labels"].doubles())
        let query = try input["query"].doubles()
        switch try vector.parameters["method"].text() {
        case "platt":
            guard let curve = PlattScaling.fit(scores: scores, labels: labels) else {
                throw VectorFault("nothing to fit")
            }
            return .object([
                "a": .number(curve.a), "b": .number(curve.b),
                "calibrated": .numbers(query.map(curve.probability)),
            ])
        case "isotonic":
            guard let curve = IsotonicRegression.fit(scores: scores, labels: labels) else {
                throw VectorFault("nothing to fit")
            }
            return .object([
                "knots": .array(zip(curve.scores, curve.values).map { .numbers([$0, $1]) }),
                "calibrated": .numbers(query.map(curve.value)),
            ])
        case "identity":
            return .object(["calibrated": .numbers(query.map(ProbabilityRange.held))])
        case let method: throw VectorFault("unknown method \(method)")
        }
    }
}
