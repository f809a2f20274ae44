import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Blocks a decision that the members do not stand behind.
///
/// At the decision's horizon each member with a finite number other than 0 has a voice. Agreement is the part of them
/// that point the decision's way. Confidence is side x sum / sum of magnitudes, -1 to 1: 1 when all say the same, 0
/// when they cancel. A value on its limit passes; too few voices block.
///
/// Worked number: a long with members at 6, 3 and -1 has an agreement of 66.7% and a confidence of 8 / 10 = 0.8.
final class ConfidenceGate: Gate {
    static let tooFew = Reason("members_too_few", unit: .number)
    static let disagree = Reason("members_disagree", unit: .percent)
    static let low = Reason("confidence_low", unit: .number)

    static let manifest = Manifest(
        "confidence",
        "Blocks a decision that too few of the members stand behind.",
        source: "side x sum of forecasts / sum of their magnitudes.",
        reasons: [tooFew, disagree, low]
    )

    struct Settings: PluginSettings {
        @Setting(in: 0...1, help: "Least confidence that lets a decision through.")
        var minConfidence = HorizonMap(0.3)
        @Setting(in: 0...100, help: "Least part of the members that point the decision's way.")
        var minAgreement: Percent = 50
        @Setting(in: 1...1_000, help: "Least number of members with a forecast.")
        var minMembers = 1
    }

    static func ports(_ settings: Settings) -> Ports {
        Ports(
            needs: [.init(.decisions), .init(.market), .init(.forecasts, .scores, joins: true)],
            gives: .decisions)
    }

    private let minConfidence: [Double]
    private let minAgreement: Double
    private let minMembers: Int

    init(settings: Settings, context: StageContext) {
        minConfidence = context.axes.horizons.map { settings.minConfidence[$0] }
        minAgreement = settings.minAgreement.value
        minMembers = settings.minMembers
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        let forecasts = evidence.forecasts
        let known = Double(min(forecasts?.horizons ?? 0, minConfidence.count))
        for index in 0..<decisions.count where decisions.isOpen(index) {
            let horizon = decisions.horizon[index]
            guard let forecasts, horizon >= 0, horizon < known else {
                decisions.block(index, Self.tooFew, observed: 0, limit: Double(minMembers))
                continue
            }
            judge(index, Int(horizon), decisions, forecasts)
        }
    }

    private func judge(
        _ index: Int, _ horizon: Int, _ decisions: DecisionFrame, _ forecasts: ForecastFrame
    ) {
        let side = decisions.side[index]
        var (voices, behind, sum, magnitude) = (0, 0, 0.0, 0.0)
        for member in 0..<forecasts.members {
            let forecast = side * forecasts.column(member: member, horizon: horizon)[index]
            guard forecast.isFinite, forecast != 0 else { continue }
            voices += 1
            behind += forecast > 0 ? 1 : 0
            sum += forecast
            magnitude += forecast.magnitude
        }
        guard voices >= minMembers else {
            return decisions.block(
                index, Self.tooFew, observed: Double(voices), limit: Double(minMembers))
        }
        let agreement = Double(behind) / Double(voices) * 100
        let confidence = sum / magnitude
        if fallsShort(agreement, of: minAgreement) {
            decisions.block(index, Self.disagree, observed: agreement, limit: minAgreement)
        } else if !confidence.isFinite || fallsShort(confidence, of: minConfidence[horizon]) {
            decisions.block(index, Self.low, observed: confidence, limit: minConfidence[horizon])
        }
    }
}
