import SluiceKit

/// An arbiter that takes the first horizon, or breaks the one rule that a setting names.
final class FaultyArbiter: Arbiter {
    enum Fault: String, SettingChoice {
        case none
        case side
        case horizon
        case alpha
        case scale
        case reason
        /// It says that it clears the decisions, and leaves a number, or a cause, as it was.
        case leavesNumber = "leaves_number"
        case leavesCause = "leaves_cause"
    }

    struct Settings: PluginSettings {
        @Setting(help: "Which rule is broken.")
        var fault = Fault.none
    }

    static let known = Reason("alpha_unknown")
    static let manifest = Manifest("faulty", "Takes the shortest horizon.", reasons: [known])
    private let fault: Fault

    init(settings: Settings, context: StageContext) { fault = settings.fault }

    var clearsDecisions: Bool { fault == .leavesNumber || fault == .leavesCause }

    func decide(
        _ cycle: Cycle, _ alphas: AlphaFrame, _ market: MarketFrame, _ weights: WeightFrame?,
        into decisions: DecisionFrame
    ) {
        for index in 0..<alphas.instruments {
            if clearsDecisions {
                let (cost, cause) = (decisions.cost[index], decisions.causes[index])
                decisions.clear(index)
                if fault == .leavesNumber { decisions.cost[index] = cost }
                if fault == .leavesCause { decisions.causes[index] = cause }
            }
            let alpha = alphas.column(horizon: 0)[index]
            guard alpha.isFinite || fault == .alpha else {
                decisions.hold(index, fault == .reason ? Reason("other") : Self.known)
                continue
            }
            decisions.horizon[index] = fault == .horizon ? 17 : 0
            decisions.alpha[index] = alpha
            decisions.net[index] = alpha
            decisions.side[index] = fault == .side ? 2 : alpha < 0 ? -1 : 1
            if fault == .scale { decisions.scale[index] = 1.5 }
        }
    }
}

/// A gate that lets only the longs through, or breaks the one rule that a setting names.
final class FaultyGate: Gate {
    enum Fault: String, SettingChoice {
        case none
        case enlarges
        case turns
        case mute
        case reason
    }

    struct Settings: PluginSettings {
        @Setting(help: "Which rule is broken.")
        var fault = Fault.none
    }

    static let short = Reason("short")
    static let manifest = Manifest("faulty", "Blocks shorts and halves the rest.", reasons: [short])
    private let fault: Fault

    init(settings: Settings, context: StageContext) { fault = settings.fault }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {
        for index in 0..<decisions.count where decisions.side[index] < 0 {
            switch fault {
            case .none: decisions.block(index, Self.short)
            case .enlarges: decisions.scale[index] = 1.1
            case .turns: decisions.side[index] = 1
            case .mute: decisions.scale[index] = 0
            case .reason: decisions.block(index, Reason("other"))
            }
        }
    }
}
