import SluiceKit
import SluiceNumerics

/// Shrinks a decision by the probabilities of a peak and of a valley within its horizon, and never blocks a known one.
///
/// The position is scaled by clamp((1 - adverse)^gamma x (0.5 + 0.5 x favourable)^delta, g_min, 1), where a long's
/// adverse turning point is the peak and a short's the valley; see `BarrierRule.softScale`. With `signed: false` the
/// peak is adverse to both sides, as for a book that is only ever long. Each horizon may have its own numbers. A
/// probability that is absent or not from 0 to 1 blocks.
///
/// Worked number: a short at peak 0.9505 and valley 0.3143 keeps 0.467248 with g_min 0, gamma 2 and delta 0.25.
final class BarrierSoftGate: Gate {
    static let unknown = Reason("probability_unknown", unit: .number)
    static let scaled = Reason("barrier_scaled", unit: .number)

    static let manifest = Manifest(
        "barrier_soft",
        "Shrinks a decision by the probability that the price turns against it.",
        source: "clamp((1 - adverse)^gamma x (0.5 + 0.5 x favourable)^delta, g_min, 1).",
        reasons: [unknown, scaled]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0...1, help: "Smallest part of the size that is kept.")
        var gMin = HorizonMap(0.2)
        @Setting(in: 0...10, help: "How strongly the adverse probability shrinks the size; 0 is not at all.")
        var gamma = HorizonMap(1.0)
        @Setting(
            in: 0...10, help: "How strongly a low favourable probability shrinks the size; 0 is not at all.")
        var delta = HorizonMap(0.5)
        @Setting(help: "Lets peak and valley change places for a short.")
        var signed = true
    }

    static func ports(_ settings: Settings) -> Ports {
        Ports(needs: [.init(.decisions), .init(.market), .init(.probabilities)], gives: .decisions)
    }

    private let rules: [BarrierRule]
    private let isSigned: Bool

    init(settings: Settings, context: StageContext) throws {
        rules = try context.axes.horizons.map { horizon in
            try BarrierRule(
                minimumScale: settings.gMin[horizon], gamma: settings.gamma[horizon],
                delta: settings.delta[horizon])
        }
        isSigned = settings.signed
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        let probabilities = evidence.probabilities
        let known = Double(min(probabilities?.horizons ?? 0, rules.count))
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let horizon = decisions.horizon[index]
            guard let probabilities, horizon >= 0, horizon < known else {
                decisions.block(index, Self.unknown)
                continue
            }
            let peak = probabilities.peak(horizon: Int(horizon))[index]
            let valley = probabilities.valley(horizon: Int(horizon))[index]
            let isLong = decisions.side[index] > 0 || !isSigned
            guard peak >= 0, peak <= 1, valley >= 0, valley <= 1 else {
                decisions.block(index, Self.unknown, observed: isLong ? peak : valley)
                continue
            }
            let scale = rules[Int(horizon)].softScale(isLong: isLong, peak: peak, valley: valley)
            decisions.scaleDown(index, by: scale, Self.scaled, observed: isLong ? peak : valley)
        }
    }
}
