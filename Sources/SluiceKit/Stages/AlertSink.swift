public import SluiceMarket

/// Delivers alerts: it is called off the cycle's path, and may take its time.
public protocol AlertSink: Stage, Sendable {
    /// Delivers one alert, with whatever retries the sink makes.
    /// - Throws: When it could not be delivered and will not be.
    func deliver(_ alert: Alert) async throws
}

extension AlertSink {
    /// The slot of an alert sink.
    public static var kind: StageKind { .alert }
    /// The same with the stage.
    public var role: StageRole { .alert(self) }
}

/// Something that happened which a person may want to know.
public struct Alert: Hashable, Sendable {
    /// What happened.
    public let event: EventKind
    /// How grave it is.
    public let severity: Severity
    /// When it happened, on the engine's clock.
    public let time: Timestamp
    /// The pipeline's name.
    public let pipeline: String
    /// The stage it concerns; nil for the engine itself.
    public let stage: String?
    /// The instrument it concerns; nil for none.
    public let instrument: String?
    /// What happened, in one sentence.
    public let message: String
    /// The number of the alert in its run, from 1: with the pipeline's name and time it is told from any other.
    public let number: Int

    /// How grave an alert is.
    public enum Severity: String, CaseIterable, Hashable, Sendable, SettingChoice {
        case info
        case warning
        case error
        case critical
    }

    /// Creates an alert.
    public init(
        _ event: EventKind,
        time: Timestamp,
        pipeline: String,
        stage: String? = nil,
        instrument: String? = nil,
        message: String,
        number: Int
    ) {
        (self.event, self.severity, self.time, self.pipeline) = (event, event.severity, time, pipeline)
        (self.stage, self.instrument, self.message, self.number) = (stage, instrument, message, number)
    }
}

/// The closed list of events that `on:` of an alert may name.
public enum EventKind: String, CaseIterable, Hashable, Sendable {
    case runStarted = "run.started"
    case runStopped = "run.stopped"
    case cycleSkipped = "cycle.skipped"
    case stageFailed = "stage.failed"
    case decisionBlocked = "decision.blocked"
    case targetLimited = "target.limited"
    case riskWarning = "risk.warning"
    case killSwitch = "kill_switch"
    case orderRefused = "order.refused"
    case orderRejected = "order.rejected"
    case orderUnknown = "order.unknown"
    case orderFilled = "order.filled"
    case orderCancelled = "order.cancelled"
    case orderIrregular = "order.irregular"
    case orderLost = "order.lost"
    case orderResolved = "order.resolved"
    case reconcileFailed = "reconcile.failed"
    case journalFailed = "journal.failed"
    case tradingFreed = "trading.freed"
}

extension EventKind {
    /// How grave the event is.
    public var severity: Alert.Severity {
        switch self {
        case .runStarted, .runStopped, .decisionBlocked, .orderFilled, .orderCancelled, .orderResolved: .info
        case .cycleSkipped, .targetLimited, .riskWarning, .orderRefused, .orderRejected, .tradingFreed:
            .warning
        case .stageFailed: .error
        case .killSwitch, .orderUnknown, .orderIrregular, .orderLost, .reconcileFailed, .journalFailed:
            .critical
        }
    }

    /// When the event happens, in one sentence.
    public var summary: String {
        switch self {
        case .runStarted: "The first cycle is about to run."
        case .runStopped: "The run has ended, with its last equity."
        case .cycleSkipped: "A cycle was late or a stage failed, and no order left in it."
        case .stageFailed: "A stage failed in a cycle."
        case .decisionBlocked: "A gate blocked a decision."
        case .targetLimited: "A risk check reduced or refused a target."
        case .riskWarning: "A risk limit is near."
        case .killSwitch: "Trading is halted or everything is being closed."
        case .orderRefused: "The engine's pre-trade check refused an order."
        case .orderRejected: "The broker rejected an order."
        case .orderUnknown: "Nobody knows whether the venue has an order."
        case .orderFilled: "An order traded, wholly or in part."
        case .orderCancelled: "What was left of an order was cancelled."
        case .orderIrregular: "The venue told a fill or a state of an order that nobody expected."
        case .orderLost: "The venue does not know an order, twice and after its settling time."
        case .orderResolved: "What became of an order of unknown fate is known."
        case .reconcileFailed: "The ledger and the venue differ, or could not be compared."
        case .journalFailed: "What must survive could not be written down."
        case .tradingFreed: "A person freed trading."
        }
    }
}
