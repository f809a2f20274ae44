import SluiceNumerics

extension Freshness {
    /// The rule with the tau that is usual for a horizon as the vectors write it.
    init(horizon: String) throws {
        let minutes = try HorizonScale(horizon).minutes
        try self.init(tauSeconds: Freshness.usualTauSeconds(horizonMinutes: minutes))
    }
}

extension Adapter {
    static let freshness = Adapter("freshness", constant: .input("age_seconds")) { vector in
        let rule = try Freshness(horizon: vector.input["horizon"].text())
        return .object([
            "freshness": .number(rule.value(ageSeconds: try vector.input["age_seconds"].double()))
        ])
    }
}
