import SluiceNumerics

extension Adapter {
    /// A bandit's weights beside those that were set, with more say the more it has seen.
    static let weightOptimizer = Adapter("weight_optimizer", constant: .parameter("eta_max")) { vector in
        let parameters = vector.parameters
        let names = try vector.input["arms"].array().map { try $0.text() }
        var bandit = try Exp3(
            choices: names.count, mixing: parameters["gamma"].double(),
            rate: .anytime(most: parameters["eta_max"].double()))
        for update in try vector.input["updates"].array() {
            let pair = try update.array()
            guard let arm = names.firstIndex(of: try pair[0].text()) else {
                throw VectorFault("no arm \(pair[0].compact)")
            }
            bandit.update(arm, gain: try pair[1].double(), probability: bandit.probabilities[arm])
        }
        let ramp = try WeightRamp(
            share: parameters["blend_ratio"].double(), minimum: parameters["min_samples"].integer(),
            ramp: parameters["ramp_up_samples"].integer())
        let base = try vector.input["static_weights"].doubles(names)
        let learned = bandit.shares
        var blended = learned
        var span = blended.mutableSpan
        ramp.blend(&span, with: base.span, after: bandit.steps)
        return .object([
            "bandit_weights": .numbers(names, learned),
            "effective_blend": .number(ramp.say(after: bandit.steps)),
            "weights": .numbers(names, blended),
        ])
    }
}
