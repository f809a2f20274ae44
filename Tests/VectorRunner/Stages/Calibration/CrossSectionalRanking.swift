import SluiceNumerics

extension Adapter {
    /// Instruments in the ascending order of their names.
    static let crossSectionalRanking = Adapter("cs_ranking", constant: .first("scores")) { vector in
        let scores = try vector.input["scores"].doubles(vector.input["scores"].keys())
        let capacity = Swift.max(scores.count, 1)
        var rule = try NormalScores(
            capacity: capacity, minimum: vector.parameters["min_universe"].integer(),
            epsilon: vector.parameters["rank_epsilon"].double(), clip: vector.parameters["clip"].double())
        var ranks = [Double](repeating: .nan, count: scores.count)
        var signals = ranks
        var target = ranks.mutableSpan
        var ranking = try AverageRanks(capacity: capacity)
        let count = ranking.rank(scores.span, into: &target)
        var signal = signals.mutableSpan
        let scored = rule.apply(scores.span, into: &signal)
        let percentiles = ranks.map { scored > 0 ? NormalScores.percentile(rank: $0, count: count) : .nan }
        return .object(["percentile": .numbers(percentiles), "signal": .numbers(signals)])
    }
}
