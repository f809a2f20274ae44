import SluiceNumerics

/// One horizon's families on their way from a prediction to an alpha, with the defaults of the `pipeline` vectors.
struct PipelineHorizon {
    let name: String
    let scale: HorizonScale
    private let families: [String]
    private let freshness: Freshness
    private var standardizers: StandardizerBank
    private var pairs: PairHistory
    private var blend: HistoryBlend

    init(_ name: String, families: [String]) throws {
        (self.name, self.families) = (name, families)
        scale = try HorizonScale(name)
        freshness = try Freshness(horizon: name)
        let series = Swift.max(families.count, 1)
        standardizers = try StandardizerBank(
            rule: Standardization(window: 10, minimum: 3, includesCurrent: true, warmUp: .raw),
            series: series)
        pairs = try PairHistory(series: series, ranked: 20, errors: 10)
        let temperatures = ["5m": 0.75, "10m": 0.85, "15m": 0.9]
        blend = try HistoryBlend(
            members: families.count, window: 50, start: 5, rule: RidgeWeighting(),
            temperature: Temperature(temperatures[name] ?? 1))
    }

    /// The families' weights and what they expect together, a fraction of the price.
    mutating func alpha(_ cycle: JSON) throws -> (weights: [Double], alpha: Double) {
        let raw = try cycle["raw_predictions"][name].doubles(families)
        let fresh = try freshness.value(ageSeconds: cycle["age_seconds"].double())
        let capacity = try Capacity().value(daily: cycle["adv_dollars"].double(), planned: 0)
        var calibrated: [Double] = []
        var coefficients: [Double] = []
        for (index, family) in families.enumerated() {
            let pair = cycle["feedback_pairs"][name][family]
            if !pair.isNull {
                let (prediction, outcome) = (try pair.array()[0].double(), try pair.array()[1].double())
                pairs.push(prediction: prediction, outcome: outcome, series: index)
            }
            let coefficient = pairs.informationCoefficient(index)
            let stability = try pairs.stability(index, by: Stability())
            let overall = try ConfidenceRule().overall(
                informationCoefficient: coefficient, freshness: fresh, capacity: capacity,
                stability: stability)
            coefficients.append(coefficient)
            calibrated.append(standardizers.push(raw[index], series: index) * overall)
        }
        blend.push(calibrated)
        let weights = blend.weights(coefficients)
        var sum = MemberBlend.Sum()
        for index in families.indices { sum.add(calibrated[index], weight: weights[index]) }
        return (weights, MemberBlend().value(of: sum))
    }
}
