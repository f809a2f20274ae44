import SluiceNumerics

extension Adapter {
    static let regimeCombine = Adapter(
        "b32_regime_combine", constant: .input("regime_confidence")
    ) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let rule = try TrendRegimeRule(
            trend: parameters["trend"].double(), range: parameters["range"].double())
        var regime = TrendRegime.neutral
        let regimes = try input["adx"].doubles().map { strength in
            regime = rule.next(after: regime, strength: strength)
            return JSON.text("\(regime)")
        }
        let (strength, confidence) = try combined(input["signals"], parameters, regime)
        let votes = try ballot(input["votes"])
        return .object([
            "regimes": .array(regimes), "strength": strength, "confidence": confidence,
            "majority": outcome(votes.majority), "leader": outcome(votes.leader),
            "weights": try dynamicWeights(input),
        ])
    }

    /// The vectors say 0 where no signal has a weight.
    private static func combined(
        _ signals: JSON, _ parameters: JSON, _ regime: TrendRegime
    ) throws -> (strength: JSON, confidence: JSON) {
        let blend = MemberBlend()
        var (strength, confidence) = (MemberBlend.Sum(), MemberBlend.Sum())
        for signal in try signals.array() {
            let type = try signal["type"].text()
            let (trending, ranging) = (
                parameters["trending_weights"][type], parameters["ranging_weights"][type]
            )
            let weight = TrendRegimeRule.weight(
                in: regime, trending: trending.isNull ? 0 : try trending.double(),
                ranging: ranging.isNull ? 0 : try ranging.double())
            strength.add(try signal["strength"].double(), weight: weight)
            confidence.add(try signal["confidence"].double(), weight: weight)
        }
        func value(_ sum: MemberBlend.Sum) -> JSON {
            let value = blend.value(of: sum)
            return .number(value.isNaN ? 0 : value)
        }
        return (value(strength), value(confidence))
    }

    private static func ballot(_ votes: JSON) throws -> Ballot {
        let choices: [String: Ballot.Choice] = ["buy": .buy, "sell": .sell, "hold": .hold]
        var ballot = Ballot()
        for vote in try votes.array() {
            guard let choice = choices[try vote["action"].text()] else { throw VectorFault("no such action") }
            ballot.add(
                choice, weight: try vote["weight"].double(), confidence: try vote["confidence"].double())
        }
        return ballot
    }

    private static func outcome(_ outcome: Ballot.Outcome) -> JSON {
        .object(["action": .text("\(outcome.choice)"), "confidence": .number(outcome.confidence)])
    }

    private static func dynamicWeights(_ input: JSON) throws -> JSON {
        let names = try input["names"].array().map { try $0.text() }
        let bases = try input["base"].doubles(names, absent: 1 / Double(max(names.count, 1)))
        let multipliers = try input["multipliers"].doubles(names, absent: 1)
        let certainty = try input["regime_confidence"].double()
        var weights = zip(bases, multipliers).map {
            TrendRegimeRule.weight(base: $0, multiplier: $1, certainty: certainty)
        }
        var span = weights.mutableSpan
        TrendRegimeRule.normalise(&span)
        return .numbers(names, weights)
    }
}
