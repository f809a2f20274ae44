import SluiceKit

/// A sizer that wants five percent of each, or breaks the one rule that a setting names.
final class FaultySizer: Sizer {
    enum Fault: String, SettingChoice {
        case none
        case infinite
        case reason
    }

    struct Settings: PluginSettings {
        @Setting(help: "Which rule is broken.")
        var fault = Fault.none
    }

    static let manifest = Manifest("faulty", "Wants five percent of each.")
    private let fault: Fault

    init(settings: Settings, context: StageContext) { fault = settings.fault }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        for index in 0..<decisions.count {
            targets.weight[index] =
                fault == .infinite ? .infinity : decisions.isOpen(index) ? 0.05 * decisions.side[index] : 0
            if fault == .reason { targets.keep(index, Reason("other")) }
        }
    }
}

/// A risk check that holds weights within five percent, or breaks the one rule that a setting names.
final class FaultyRisk: RiskCheck {
    enum Fault: String, SettingChoice {
        case none
        case infinite
        case mute
        case reason
        case standing
        case warning
    }

    struct Settings: PluginSettings {
        @Setting(help: "Which rule is broken.")
        var fault = Fault.none
    }

    static let large = Reason("weight_too_large", unit: .percent)
    static let manifest = Manifest("faulty", "Holds weights within five percent.", reasons: [large])
    private let fault: Fault

    init(settings: Settings, context: StageContext) { fault = settings.fault }

    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {
        if fault == .standing { targets.restrict(.halt, Reason("other")) }
        if fault == .warning { targets.warn(Reason("other")) }
        for index in 0..<targets.count where targets.weight[index] > 0.05 {
            switch fault {
            case .infinite: targets.limit(index, to: .infinity, Self.large)
            case .mute: targets.weight[index] = 0.05
            case .reason: targets.limit(index, to: 0.05, Reason("other"))
            default: targets.limit(index, to: 0.05, Self.large)
            }
        }
    }
}
