import SluiceNumerics

extension Adapter {
    static let softBarrierGate = Adapter("a05_barrier_gate", constant: .parameter("gamma")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let rule = try BarrierRule(
            minimumScale: parameters["g_min"].double(), gamma: parameters["gamma"].double(),
            delta: parameters["delta"].double())
        let alpha = try input["alpha"].double()
        let (peak, valley) = (try input["p_peak"].double(), try input["p_valley"].double())
        let gate = rule.softScale(isLong: true, peak: peak, valley: valley)
        let signed = rule.softScale(isLong: alpha >= 0, peak: peak, valley: valley)
        return .object([
            "gate": .number(gate), "gated": .number(alpha * gate),
            "signed_gate": .number(signed), "signed_gated": .number(alpha * signed),
        ])
    }
}
