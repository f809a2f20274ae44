import SluiceNumerics

extension Adapter {
    static let volatilityScaling = Adapter("vol_scaling", constant: .parameter("max_weight")) { vector in
        let rule = try VolatilityScaling(
            zMax: vector.parameters["z_max"].double(), maxWeight: vector.parameters["max_weight"].double())
        let score = try rule.score(
            alpha: vector.input["alpha"].double(), volatility: vector.input["volatility"].double())
        return .object(["z": .number(score), "weight": .number(rule.weight(score: score))])
    }
}
