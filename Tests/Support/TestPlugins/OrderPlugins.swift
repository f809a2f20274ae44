import SluiceKit
import SluiceMarket

final class EvenSizer: Sizer {
    static let manifest = Manifest("even", "Sizes evenly.")
    struct Settings: PluginSettings {
        @Setting(in: 0...100, help: "The largest weight.") var maxWeight: Percent = 5
    }
    init(settings: Settings, context: StageContext) {}
    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {}
}

final class LimitRisk: RiskCheck {
    static let manifest = Manifest("limits", "Holds limits.")
    struct Settings: PluginSettings {
        @Setting(in: 0...50, help: "The deepest fall.")
        var maxDrawdown: Percent = 10
        @Setting(help: "Never traded.") var banned: [String] = []
    }
    init(settings: Settings, context: StageContext) {}
    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {}
}

final class OnceExecution: Execution {
    static let manifest = Manifest("once", "Sends at once.")
    init(settings: NoSettings, context: StageContext) {}
    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) {}
}

/// What every broker here does: nothing.
protocol IdleBroker: Broker {}

extension IdleBroker {
    func account() -> BrokerAccount {
        BrokerAccount(cash: Money(amount: .zero, currency: .usd), holdings: [])
    }
    func settle(_ cycle: Cycle, _ market: MarketFrame, into reports: ReportSheet) {}
    func submit(_ order: ApprovedOrder, _ market: MarketFrame, into reports: ReportSheet) {}
    func cancel(_ order: OrderID, at time: Timestamp, into reports: ReportSheet) {}
}

final class SimulatedBroker: IdleBroker {
    static let manifest = Manifest("sim", "Fills at the quote.")
    static let modes: Set<Mode> = [.backtest, .paper]
    static let servesSimulatedClock = true
    struct Settings: PluginSettings {
        @Setting(help: "The money to begin with.") var cash: Money
        @Setting(help: "Whose account it is.") var account = "main"
    }
    static func claims(_ settings: Settings) -> [ResourceClaim] { [.init(.account, settings.account)] }
    init(settings: Settings, context: StageContext) {}
}

final class VenueBroker: IdleBroker {
    static let manifest = Manifest("venue", "Trades at a venue.")
    static let modes: Set<Mode> = [.live]
    static let servesSimulatedClock = false
    struct Settings: PluginSettings {
        @Setting(help: "The key.") var key: Secret
    }
    init(settings: Settings, context: StageContext) {}
}

final class CreditLearner: Learner {
    static let manifest = Manifest("credit", "Learns weights.")
    var choices: [WeightChoice] { [] }
    init(settings: NoSettings, context: StageContext) {}
    func learn(_ cycle: Cycle, _ evidence: LearnerEvidence, into weights: WeightFrame) {}
}

final class HookAlert: AlertSink {
    static let manifest = Manifest("hook", "Posts.")
    struct Settings: PluginSettings {
        @Setting(help: "Where to.") var url = Secret(literal: "https://localhost/")
    }
    init(settings: Settings, context: StageContext) {}
    func deliver(_ alert: Alert) async throws {}
}
