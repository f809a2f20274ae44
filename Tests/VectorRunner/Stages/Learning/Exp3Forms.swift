import SluiceNumerics

extension Adapter {
    /// Two algorithms in one file: Exp3 with mixing takes rewards, Exp3-IX losses.
    static let exp3 = Adapter("a18_exp3", constant: .parameter("eta")) { vector in
        let parameters = vector.parameters
        let (count, gamma) = try (parameters["K"].integer(), parameters["gamma"].double())
        let rate = LearningRate.fixed(try parameters["eta"].double())
        let arms = try vector.input["arms"].array().map { try $0.integer() }
        var path: [JSON] = []
        switch try parameters["algo"].text() {
        case "exp3":
            var bandit = try Exp3(choices: count, mixing: gamma, rate: rate, bounds: .recentred)
            for (arm, reward) in zip(arms, try vector.input["rewards"].doubles()) {
                let probabilities = bandit.probabilities
                path.append(.numbers(probabilities))
                bandit.update(arm, gain: reward, probability: probabilities[arm])
            }
            return .object(["probs": .array(path), "log_weights": .numbers(bandit.logWeights)])
        case "exp3ix":
            var bandit = try Exp3IX(choices: count, exploration: .fixed(gamma), rate: rate)
            var probabilities = [Double](repeating: 0, count: count)
            for (arm, loss) in zip(arms, try vector.input["losses"].doubles()) {
                var span = probabilities.mutableSpan
                bandit.probabilities(into: &span)
                path.append(.numbers(probabilities))
                bandit.update(arm, loss: loss, probability: probabilities[arm])
            }
            return .object(["probs": .array(path), "losses": .numbers(bandit.losses)])
        case let other: throw VectorFault("unknown algorithm \(other)")
        }
    }
}
