import SluiceNumerics

extension Adapter {
    static let impactSizing = Adapter("b12_impact_sizing", constant: .input("depth_l1")) { vector in
        let mode = try vector.parameters["mode"].text()
        guard let mode = ImpactLimit.Mode(rawValue: mode) else { throw VectorFault("no mode \(mode)") }
        let limit = try ImpactLimit(maxBps: vector.parameters["max_impact_bps"].written(), mode: mode)
        let outcome = try limit.fit(
            target: vector.input["target"].written(),
            in: .depth(best: vector.input["depth_l1"].written(), deep: vector.input["depth_l10"].written()),
            extraBps: vector.input["extra_bps"].written())
        return .object(["notional": .number(outcome.notional), "impact_bps": .number(outcome.impactBps)])
    }
}
