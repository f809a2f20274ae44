import SluiceNumerics

extension Adapter {
    static let adaptiveWeights = Adapter(
        "a04_adaptive_weights", constant: .parameter("recent")
    ) { vector in
        let names = try vector.input["models"].array().map { try $0.text() }
        let history = vector.input["history"]
        var weighting = try AdaptiveWeighting(
            members: names.count, recent: vector.parameters["recent"].integer())
        for (member, name) in names.enumerated() where !history[name].isNull {
            for correlation in try history[name].doubles() { weighting.push(correlation, member: member) }
        }
        var weights = [Double](repeating: 0, count: names.count)
        var span = weights.mutableSpan
        weighting.weigh(into: &span)
        return .numbers(names, weights)
    }
}
