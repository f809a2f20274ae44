import SluiceNumerics

extension Adapter {
    static let capsGross = Adapter("a12_caps_gross", constant: .parameter("max_weight")) { vector in
        let rule = try WaterFilling(
            cap: vector.parameters["max_weight"].double(), gross: vector.parameters["target_gross"].double())
        var weights = try vector.input["weights"].doubles()
        var span = weights.mutableSpan
        rule.fill(&span)
        return .object(["weights": .numbers(weights)])
    }
}
