/// The kinds of stages, in the order in which a pipeline runs them.
public enum StageKind: String, CaseIterable, Hashable, Sendable {
    case data
    case predictor
    case calibrator
    case blender
    case arbiter
    case gate
    case sizer
    case risk
    case execution
    case broker
    case learner
    case alert
}

extension StageKind {
    /// What the kind does, in one sentence.
    public var summary: String {
        switch self {
        case .data: "Brings bars and quotes."
        case .predictor: "Expects returns, scores or turning points from the market."
        case .calibrator: "Gives forecasts a common scale."
        case .blender: "Joins the members' forecasts into one alpha for each horizon."
        case .arbiter: "Chooses the horizon and side worth their cost."
        case .gate: "Stops a decision or scales it down."
        case .sizer: "Turns decisions into target weights."
        case .risk: "Approves, reduces or refuses targets, and holds the kill switch."
        case .execution: "Turns approved targets into orders."
        case .broker: "Takes orders and reports what became of them."
        case .learner: "Learns weights from fills."
        case .alert: "Delivers alerts."
        }
    }

    /// What a fault of such a stage may do, the default first.
    public var faultPolicies: [FaultPolicy] {
        switch self {
        case .data: [.skip, .stop]
        case .predictor: [.skip, .degrade, .stop]
        case .calibrator, .blender, .arbiter, .sizer, .execution: [.skip, .stop]
        case .gate: [.block, .skip, .stop]
        case .risk, .broker: [.halt, .stop]
        case .learner, .alert: [.continue]
        }
    }
}

/// What the engine does when a stage fails in a cycle; none lets a partial graph reach the broker.
public enum FaultPolicy: String, CaseIterable, Hashable, Sendable, SettingChoice {
    /// The cycle ends without orders and is counted.
    case skip
    /// The stage's output is absent for this cycle, and counted.
    case degrade
    /// Every decision of the cycle is blocked.
    case block
    /// The kill switch is set: orders that reduce a position still pass.
    case halt
    /// The run ends.
    case stop
    /// The run goes on; the fault is counted.
    case `continue`
}

/// How a run meets the world.
public enum Mode: String, CaseIterable, Hashable, Sendable, SettingChoice {
    /// Historical data on a simulated clock.
    case backtest
    /// A paper broker, on either clock.
    case paper
    /// Real orders at a real venue.
    case live
}

/// What flows from stage to stage.
public enum PortType: String, CaseIterable, Hashable, Sendable {
    case market
    case forecasts
    case scores
    case probabilities
    case alphas
    case decisions
    case targets
    case approved = "approved targets"
    case orders
    case weights
}
