import SluiceDocument
import SluiceKit
import SluiceMarket

/// A gate with a setting of every shape there is.
final class EveryShapeGate: Gate {
    static let narrow = Reason("narrow", unit: .basisPoints)
    static let closed = Reason("closed")
    static let manifest = Manifest(
        "every_shape", "Has a setting of every shape | and a bar.", source: "Nobody (2026).",
        stability: .experimental,
        reasons: [narrow, closed])

    enum Side: String, SettingChoice {
        case buy
        case sell
    }
    enum Places: TemplateNames {
        static let names = ["event.name", "event.message"]
        func value(of name: String) -> String? { nil }
    }
    struct Quotes: SettingGroup {
        @Setting(help: "Where quotes come from.") var from = "close"
        @Setting(in: 0...100, help: "How wide they are.") var spread: BasisPoints = 5
        @Setting(help: "Who may see them.") var token: Secret?
    }
    struct Settings: PluginSettings {
        @Setting(help: "On or off.") var isOn = true
        @Setting(in: 1...9, help: "How many.") var count: Int
        @Setting(in: 0.5...2.5, help: "How much.") var ratio = 1.5
        @Setting(help: "A text.") var text = "a: b"
        @Setting(help: "A side.") var side = Side.buy
        @Setting(in: .milliseconds(1)...(.days(1)), help: "A time.") var wait: Span?
        @Setting(in: Amount.zero...Amount(5_000), help: "Money.") var cash = Money(
            amount: Amount(7), currency: .usd)
        @Setting(help: "A file.") var file = PipelinePath("a b.csv")
        @Setting(help: "A key.") var key = Secret(literal: "hunter2")
        @Setting(help: "A message.") var message: Template<Places>?
        @Setting(in: 1...10, help: "Some.") var levels = [1, 2]
        @Setting(in: 0...1, help: "By horizon.") var byHorizon: HorizonMap<Double> = HorizonMap(0.5)
        @Setting(in: 0...1, help: "By name.") var byName: NameMap<Double> = NameMap(0.5)
        @Setting(help: "Quotes.") var quotes = Quotes()
        @Setting(help: "Gone soon.", deprecated: "use 'wait'") var old: Int?
    }
    init(settings: Settings, context: StageContext) {}
    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {}
}
