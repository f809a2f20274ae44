import SluiceNumerics

extension Adapter {
    static let ridgeFromHistory = Adapter("ridge_from_history", constant: .parameter("ridge_lambda")) {
        vector in
        let names = try vector.input["ic"].keys()
        let histories = try names.map { try vector.input["prediction_history"][$0].doubles() }
        let minimum = try vector.parameters["min_length"].integer()
        var blend = try HistoryBlend(
            members: names.count, window: Swift.max(histories.map(\.count).max() ?? 1, 1), start: minimum,
            rule: RidgeWeighting(vector.parameters), temperature: Temperature())
        for step in 0..<(histories.map(\.count).min() ?? 0) {
            // Aligned from the end, as the histories are.
            blend.push(histories.map { $0[$0.count - (histories.map(\.count).min() ?? 0) + step] })
        }
        let coefficients = try vector.input["ic"].doubles(names)
        return .object(["weights": .numbers(names, blend.weights(coefficients))])
    }
}

/// One series' members with their history and the weights that follow from it.
struct HistoryBlend {
    private var history: SeriesCorrelation
    private var blend: RidgeBlend
    private let temperature: Temperature
    private let minimum: Int

    init(members: Int, window: Int, start: Int, rule: RidgeWeighting, temperature: Temperature) throws {
        history = try SeriesCorrelation(series: 1, members: members, window: window)
        blend = try RidgeBlend(rule: rule, start: start, capacity: Swift.max(members, 1))
        self.temperature = temperature
        minimum = start
    }

    mutating func push(_ values: [Double]) { history.push(values.span, series: 0) }

    mutating func weights(_ coefficients: [Double]) -> [Double] {
        let members = coefficients.count
        var matrix = [Double](repeating: .nan, count: members * members)
        var weights = [Double](repeating: .nan, count: members)
        var entries = matrix.mutableSpan
        history.correlations(series: 0, minimum: minimum, into: &entries)
        let counts = (0..<members).map { history.count(series: 0, member: $0) }
        let costs = [Double](repeating: 0, count: members)
        var span = weights.mutableSpan
        blend.weigh(
            counts: counts.span, correlation: matrix.span, informationCoefficients: coefficients.span,
            costShares: costs.span,
            temperature: temperature, into: &span)
        return weights
    }
}
