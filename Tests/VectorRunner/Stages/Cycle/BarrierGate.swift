import SluiceNumerics

extension Adapter {
    static let barrierGate = Adapter("barrier_gate", constant: .parameter("gamma")) { vector in
        let parameters = vector.parameters
        let rule = try BarrierRule(
            peakThreshold: parameters["peak_threshold"].double(),
            valleyThreshold: parameters["valley_threshold"].double(),
            exitMargin: parameters["exit_margin"].double(),
            preferredPeakFactor: parameters["prefer_peak_factor"].double(),
            minimumScale: parameters["g_min"].double(),
            gamma: parameters["gamma"].double(),
            delta: parameters["delta"].double()
        )
        let input = vector.input
        let (peak, valley) = (try input["p_peak"].double(), try input["p_valley"].double())
        let verdict: BarrierRule.Verdict
        switch try input["action"].text() {
        case "long_entry":
            verdict = try rule.longEntry(
                peak: peak, valley: valley, auxiliaryPeak: optional(input["auxiliary_p_peak"]))
        case "short_entry":
            verdict = try rule.shortEntry(
                peak: peak, valley: valley, auxiliaryValley: optional(input["auxiliary_p_valley"]))
        case "long_exit": verdict = try rule.longExit(peak: peak, alpha: input["alpha"].double())
        case "short_exit": verdict = try rule.shortExit(valley: valley, alpha: input["alpha"].double())
        default: throw VectorFault("unknown action \(input["action"].compact)")
        }
        return .object([
            "allowed": .boolean(verdict.isAllowed),
            "gate_value": .number(verdict.scale),
            "reason_code": .text(verdict.reason.rawValue),
        ])
    }

    private static func optional(_ value: JSON) throws -> Double? { value.isNull ? nil : try value.double() }
}
