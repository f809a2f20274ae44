import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

@testable import TestPlugins

@Suite struct RiskVariableTests {
    private static let stages = """
          - { id: guard, uses: risk.limits, with: { max_drawdown: 10% } }
          - { id: day, uses: risk.daily_loss, with: { max_loss: 3% } }
          - { id: money, uses: risk.notional, with: { max_notional: { SPY: 500 USD, default: 1000 USD } } }
          - { id: off, uses: risk.switch }
        """

    private func load(
        _ environment: [String: String], allowsLooser: Bool = false, stages: String = Self.stages
    ) -> PipelineLoader.Result {
        let text = Pipelines.sound.replacing(
            "  - { id: guard, uses: risk.limits, with: { max_drawdown: 10% } }", with: stages)
        let registry = Registry(
            Pipelines.registry.plugins.map(\.type) + [DayRisk.self, MoneyRisk.self, OffRisk.self])
        let loader = PipelineLoader(registry: registry) { (_) throws(FileError) in Array(text.utf8) }
        return loader.load(
            "p.yaml", PipelineOptions(environment: environment, allowsLooserRisk: allowsLooser))
    }

    @Test(arguments: [
        ("RISK_DAILY_LOSS_LIMIT_PCT", "0.025", "day", "max_loss=2.5%"),
        ("RISK_DAILY_LOSS_LIMIT_PCT", "2%", "day", "max_loss=2%"),
        ("RISK_DAILY_LOSS_LIMIT", "100", "day", "max_amount=100 USD"),
        ("RISK_DAILY_LOSS_LIMIT", "100 EUR", "day", "max_amount=100 EUR"),
        ("RISK_KILL_SWITCH_ENABLED", "1", "off", "kill_switch=true"),
        ("RISK_KILL_SWITCH_ENABLED", "Yes", "off", "kill_switch=true"),
        ("RISK_REDUCE_ONLY_MODE", "true", "off", "reduce_only=true"),
        ("RISK_MAX_NOTIONAL_PER_SYMBOL", "SPY:400, QQQ:300", "money", "QQQ: 300 USD"),
        ("RISK_MAX_DRAWDOWN", "8%", "guard", "max_drawdown=8%"),
    ])
    func `a variable sets what stands for it today, in its unit`(
        name: String, value: String, stage: String, setting: String
    ) throws {
        let result = load([name: value])
        #expect(result.findings == [])
        #expect(try #require(result.settings(of: stage)).contains(setting))
    }

    @Test func `what is for one instrument keeps what is for the others`() throws {
        let settings = try #require(load(["RISK_MAX_NOTIONAL_PER_SYMBOL": "QQQ:300"]).settings(of: "money"))
        #expect(settings.contains("SPY: 500 USD") && settings.contains("default: 1000 USD"))
    }

    @Test(arguments: [
        ("RISK_DAILY_LOSS_LIMIT_PCT", "5", "E0411 environment RISK_DAILY_LOSS_LIMIT_PCT:1:1 5%"),
        ("RISK_DAILY_LOSS_LIMIT_PCT", "x", "E0411 environment RISK_DAILY_LOSS_LIMIT_PCT:1:1"),
        ("RISK_DAILY_LOSS_LIMIT_PCT", "-0.1", "E0411 environment RISK_DAILY_LOSS_LIMIT_PCT:1:1"),
        ("RISK_DAILY_LOSS_LIMIT_PCT", "", "E0411 environment RISK_DAILY_LOSS_LIMIT_PCT:1:1"),
        ("RISK_KILL_SWITCH_ENABLED", "on", "E0411 environment RISK_KILL_SWITCH_ENABLED:1:1"),
        ("RISK_MAX_NOTIONAL_PER_SYMBOL", "SPY", "E0411 environment RISK_MAX_NOTIONAL_PER_SYMBOL:1:1"),
        ("RISK_MAX_NOTIONAL_PER_SYMBOL", "SPY:x", "E0411 environment RISK_MAX_NOTIONAL_PER_SYMBOL:1:1"),
        ("RISK_WS_MESSAGE_STALE_SECONDS", "soon", "E0411 environment RISK_WS_MESSAGE_STALE_SECONDS:1:1"),
        ("RISK_WS_MESSAGE_STALE_SECONDS", "15", "W0409 environment RISK_WS_MESSAGE_STALE_SECONDS:1:1"),
        ("RISK_MAX_MARK_STALENESS_SECONDS", "15", "W0409 environment RISK_MAX_MARK_STALENESS_SECONDS:1:1"),
        ("RISK_DAYTIME_START_UTC", "25:00", "E0411 environment RISK_DAYTIME_START_UTC:1:1"),
        ("RISK_VOL_WINDOW_PERIODS", "2.5", "E0411 environment RISK_VOL_WINDOW_PERIODS:1:1"),
        ("RISK_MAX_DRAWDOWN", "20", "E0202 environment RISK_MAX_DRAWDOWN:1:1 20%"),
    ])
    func `a value that cannot be read is an error, whatever takes it`(
        name: String, value: String, finding: String
    ) {
        #expect(load([name: value], allowsLooser: true).findings == [finding])
    }

    @Test func `a switch that is on needs a stage that takes it`() {
        let one = "  - { id: guard, uses: risk.limits }"
        let on = load(["RISK_KILL_SWITCH_ENABLED": "1"], stages: one)
        #expect(on.findings == ["E0411 environment RISK_KILL_SWITCH_ENABLED:1:1"])
        #expect(on.diagnostics[0].message.contains("needs a stage of risk.switch"))
        let off = load(["RISK_KILL_SWITCH_ENABLED": "0"], stages: one)
        #expect(off.findings == ["W0409 environment RISK_KILL_SWITCH_ENABLED:1:1"])
    }

    @Test(arguments: [
        ("RISK_MAX_DRAWDOWN", "12%", "'max_drawdown' of guard would be 12%, looser than 10%"),
        ("RISK_DAILY_LOSS_LIMIT_PCT", "0.04", "'max_loss' of day would be 4%, looser than 3%"),
        (
            "RISK_MAX_NOTIONAL_PER_SYMBOL", "SPY:600",
            "'max_notional' of money would be 600 USD, looser than 500 USD"
        ),
        ("RISK_MAX_NOTIONAL", "700 USD", "'max_notional' of money would be 700 USD, looser than 500 USD"),
    ])
    func `a looser value needs a flag`(name: String, value: String, message: String) {
        let refused = load([name: value])
        #expect(refused.diagnostics.map(\.message) == [message])
        #expect(refused.diagnostics.map(\.code) == [.looserRisk])
        #expect(load([name: value], allowsLooser: true).findings == [])
    }

    @Test func `a switch of the file is not turned off from outside`() {
        let on = Self.stages.replacing(
            "uses: risk.switch }", with: "uses: risk.switch, with: { kill_switch: true } }")
        #expect(load(["RISK_KILL_SWITCH_ENABLED": "0"], stages: on).diagnostics.map(\.code) == [.looserRisk])
    }

    @Test func `a parameter's value is what a variable is compared with`() {
        let text = Pipelines.sound.replacing("max_drawdown: 10%", with: "max_drawdown: $param.fall")
            .replacing("stages:", with: "params: { fall: { type: percent, default: 6% } }\nstages:")
        func codes(_ value: String) -> [DiagnosticCode] {
            Pipelines.load(text, PipelineOptions(environment: ["RISK_MAX_DRAWDOWN": value])).diagnostics.map(
                \.code)
        }
        #expect(codes("6%") == [] && codes("7%") == [.looserRisk])
        let unknown = Pipelines.sound.replacing("max_drawdown: 10%", with: "max_drawdown: $env.FALL")
        let result = Pipelines.load(unknown, PipelineOptions(environment: ["RISK_MAX_DRAWDOWN": "1%"]))
        #expect(result.diagnostics.map(\.code) == [.looserRisk])
    }
}

private final class DayRisk: RiskCheck {
    static let manifest = Manifest("daily_loss", "Limits a day's loss.")
    struct Settings: PluginSettings {
        @Setting(in: 0.01...100, help: "The largest loss.") var maxLoss: Percent = 2
        @Setting(in: Amount.zero...Amount(1_000), help: "The largest loss in money.") var maxAmount: Money?
    }
    init(settings: Settings, context: StageContext) {}
    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {}
}

private final class MoneyRisk: RiskCheck {
    static let manifest = Manifest("notional", "Limits values.")
    struct Settings: PluginSettings {
        @Setting(in: Amount.zero...Amount(1_000_000), help: "The largest value.")
        var maxNotional = NameMap(Money(amount: Amount(1_000), currency: .usd))
    }
    init(settings: Settings, context: StageContext) {}
    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {}
}

private final class OffRisk: RiskCheck {
    static let manifest = Manifest("switch", "Stops.")
    struct Settings: PluginSettings {
        @Setting(help: "Whether nothing new may leave.") var killSwitch = false
        @Setting(help: "Whether positions are only reduced.") var reduceOnly = false
    }
    init(settings: Settings, context: StageContext) {}
    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {}
}
