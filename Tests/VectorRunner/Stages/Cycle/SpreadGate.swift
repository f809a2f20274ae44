import SluiceNumerics

extension Adapter {
    static let spreadGate = Adapter("spread_gate", constant: .parameter("max_spread_bps")) { vector in
        let rule = try SpreadRule(
            maxSpreadBps: vector.parameters["max_spread_bps"].double(),
            maxAgeMilliseconds: vector.parameters["max_quote_age_ms"].double())
        let verdict = try rule.verdict(
            spreadBps: vector.input["spread_bps"].double(),
            ageMilliseconds: vector.input["quote_age_ms"].double())
        return .object([
            "allowed": .boolean(verdict == .allowed),
            "reason_code": .text(verdict.rawValue),
        ])
    }
}
