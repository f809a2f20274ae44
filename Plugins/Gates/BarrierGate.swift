import SluiceKit
import SluiceNumerics

/// Blocks or shrinks a decision by the probabilities of a peak and of a valley within its horizon.
///
/// A long is blocked when a peak is likelier than `peak`, a short when a valley is likelier than `valley`; a value
/// on its threshold passes. Otherwise the position is scaled by
/// clamp((1 - adverse)^gamma x (0.5 + 0.5 x favourable)^delta, g_min, 1), where a long's adverse turning point is
/// the peak. A probability that is absent or not from 0 to 1 blocks.
///
/// Worked number: a long with peak 0.3 and valley 0.3 keeps 0.7 x sqrt(0.65) = 0.564358 of its size.
final class BarrierGate: Gate {
    static let unknown = Reason("probability_unknown", unit: .number)
    static let peakLikely = Reason("peak_likely", unit: .number)
    static let valleyLikely = Reason("valley_likely", unit: .number)
    static let scaled = Reason("barrier_scaled", unit: .number)

    static let manifest = Manifest(
        "barrier",
        "Blocks or shrinks a decision by the probability that the price turns against it.",
        source: "clamp((1 - adverse)^gamma x (0.5 + 0.5 x favourable)^delta, g_min, 1).",
        reasons: [unknown, peakLikely, valleyLikely, scaled]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0...1, help: "Probability of a peak above which no long gets through.")
        var peak = 0.6

        @Setting(in: 0...1, help: "Probability of a valley above which no short gets through.")
        var valley = 0.55

        @Setting(in: 0...1, help: "Smallest part of the size that a decision let through keeps.")
        var gMin = 0.2

        @Setting(in: 0...10, help: "How strongly the adverse probability shrinks the size; 0 is not at all.")
        var gamma = 1.0

        @Setting(
            in: 0...10, help: "How strongly a low favourable probability shrinks the size; 0 is not at all.")
        var delta = 0.5
    }

    static func ports(_ settings: Settings) -> Ports {
        Ports(needs: [.init(.decisions), .init(.market), .init(.probabilities)], gives: .decisions)
    }

    private let rule: BarrierRule

    init(settings: Settings, context: StageContext) throws {
        rule = try BarrierRule(
            peakThreshold: settings.peak,
            valleyThreshold: settings.valley,
            minimumScale: settings.gMin,
            gamma: settings.gamma,
            delta: settings.delta
        )
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        let horizons = decisions.horizon
        let sides = decisions.side
        let probabilities = evidence.probabilities
        let known = Double(probabilities?.horizons ?? 0)
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let horizon = horizons[index]
            guard let probabilities, horizon >= 0, horizon < known else {
                decisions.block(index, Self.unknown)
                continue
            }
            let peak = probabilities.peak(horizon: Int(horizon))[index]
            let valley = probabilities.valley(horizon: Int(horizon))[index]
            judge(index, isLong: sides[index] > 0, peak: peak, valley: valley, decisions)
        }
    }

    private func judge(
        _ index: Int, isLong: Bool, peak: Double, valley: Double, _ decisions: DecisionFrame
    ) {
        let verdict =
            isLong ? rule.longEntry(peak: peak, valley: valley) : rule.shortEntry(peak: peak, valley: valley)
        switch verdict.reason {
        case .blockedPeak, .blockedAuxiliaryPeak:
            decisions.block(index, Self.peakLikely, observed: peak, limit: rule.peakThreshold)
        case .blockedValley, .blockedAuxiliaryValley:
            decisions.block(index, Self.valleyLikely, observed: valley, limit: rule.valleyThreshold)
        case .normalEntry, .preferredPeak, .preferredValley:
            let adverse = isLong ? peak : valley
            decisions.scaleDown(index, by: verdict.scale, Self.scaled, observed: adverse)
        case .invalidProbability, .exitPeak, .exitValley, .exitAlpha, .hold:
            decisions.block(index, Self.unknown, observed: isLong ? peak : valley)
        }
    }
}
