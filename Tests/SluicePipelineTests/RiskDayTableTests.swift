import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

@testable import TestPlugins

/// The hours of a day and the tables of older systems, and other variables that set more than one plain value.
@Suite struct RiskDayTableTests {
    private static let stages = """
          - { id: guard, uses: risk.limits, with: { max_drawdown: 10% } }
          - { id: lever, uses: risk.leverage, with: { max_leverage: { SPY: 4, default: 5 } } }
          - { id: buffer, uses: risk.liquidation_buffer, with: { maintenance: 0.5% } }
        """
    private static let hours = ["RISK_DAYTIME_START_UTC": "13:00", "RISK_DAYTIME_END_UTC": "20:00"]

    private func load(
        _ environment: [String: String], allowsLooser: Bool = false, stages: String = Self.stages,
        orders: String? = nil
    ) -> PipelineLoader.Result {
        let sound = Pipelines.sound.replacing(
            "  - { id: guard, uses: risk.limits, with: { max_drawdown: 10% } }", with: stages)
        let text = orders.map { sound.replacing("stages:", with: "orders: \($0)\nstages:") } ?? sound
        let registry = Registry(
            Pipelines.registry.plugins.map(\.type) + [LeverageRisk.self, BufferRisk.self])
        let loader = PipelineLoader(registry: registry) { (_) throws(FileError) in Array(text.utf8) }
        return loader.load(
            "p.yaml", PipelineOptions(environment: environment, allowsLooserRisk: allowsLooser))
    }

    private func with(_ more: [String: String]) -> [String: String] { Self.hours.merging(more) { $1 } }

    @Test func `caps by night become a window of UTC, with the usual caps for the rest`() throws {
        let result = load(with(["RISK_NIGHT_LEVERAGE_MAX_PER_SYMBOL": "QQQ:2"]))
        #expect(result.findings == [])
        let settings = try #require(result.settings(of: "lever"))
        #expect(settings.contains("clock=utc") && settings.contains("20:00-13:00"))
        #expect(settings.contains("QQQ: 2") && settings.contains("SPY: 4") && settings.contains("default: 5"))
        #expect(!settings.contains("13:00-20:00"))
        let both = load(
            with([
                "RISK_NIGHT_LEVERAGE_MAX_PER_SYMBOL": "QQQ:2", "RISK_DAY_LEVERAGE_MAX_PER_SYMBOL": "QQQ:3",
            ]))
        #expect(both.findings == [])
        let windows = try #require(both.settings(of: "lever"))
        #expect(windows.contains("13:00-20:00") && windows.contains("20:00-13:00"))
    }

    @Test func `margins by day and night go to the buffer`() throws {
        let result = load(
            with(["RISK_DAY_MMR_PER_SYMBOL": "SPY:0.01", "RISK_NIGHT_MMR_PER_SYMBOL": "SPY:0.02"]))
        #expect(result.findings == [])
        let settings = try #require(result.settings(of: "buffer"))
        #expect(
            settings.contains("SPY: 1%") && settings.contains("SPY: 2%") && settings.contains("default: 0.5%")
        )
    }

    @Test(arguments: [
        ["RISK_DAYTIME_START_UTC": "13:00"],
        ["RISK_DAYTIME_END_UTC": "20:00"],
        ["RISK_NIGHT_LEVERAGE_MAX_PER_SYMBOL": "SPY:2"],
        ["RISK_DAYTIME_START_UTC": "13:00", "RISK_DAYTIME_END_UTC": "13:00"],
        ["RISK_DAYTIME_START_UTC": "9", "RISK_DAYTIME_END_UTC": "20:00"],
        [
            "RISK_DAYTIME_START_UTC": "13:00", "RISK_DAYTIME_END_UTC": "20:00",
            "RISK_DAY_MMR_PER_SYMBOL": "SPY:5",
        ],
    ])
    func `half a day, a day without hours and a value that is none are errors`(variables: [String: String]) {
        let result = load(variables, allowsLooser: true)
        #expect(result.diagnostics.contains { $0.code == .badRiskVariable && $0.severity == .error })
    }

    @Test func `hours alone, and a table without its stage, are warnings`() {
        #expect(load(Self.hours).findings == ["W0409 environment RISK_DAYTIME_START_UTC:1:1"])
        let one = "  - { id: guard, uses: risk.limits }"
        #expect(
            load(with(["RISK_DAY_MMR_PER_SYMBOL": "SPY:0.01"]), stages: one).findings == [
                "W0409 environment RISK_DAY_MMR_PER_SYMBOL:1:1"
            ])
    }

    @Test(arguments: [
        // A smaller margin, a higher cap than a window of the file, hours of another clock.
        ("RISK_NIGHT_MMR_PER_SYMBOL", "SPY:0.001", ""),
        ("RISK_NIGHT_LEVERAGE_MAX_PER_SYMBOL", "SPY:3", #"{ hours: "20:00-13:00", max_leverage: 2 }"#),
        ("RISK_DAY_LEVERAGE_MAX_PER_SYMBOL", "SPY:1", #"{ hours: "22:00-23:00", max_leverage: 2 }"#),
    ])
    func `a table that lets more through at any hour needs a flag`(
        name: String, value: String, window: String
    ) {
        let stages = Self.stages.replacing(
            "default: 5 } }", with: "default: 5 }, clock: utc, windows: [\(window)] }")
        let refused = load(with([name: value]), stages: stages)
        #expect(refused.diagnostics.map(\.code) == [.looserRisk])
        #expect(load(with([name: value]), allowsLooser: true, stages: stages).findings == [])
    }

    @Test func `a stricter table takes the place of the file's windows, unless their clock is another`()
        throws
    {
        let window = #"windows: [{ hours: "20:00-13:00", max_leverage: 3 }]"#
        let night = with(["RISK_NIGHT_LEVERAGE_MAX_PER_SYMBOL": "SPY:1,QQQ:1"])
        let same = Self.stages.replacing("default: 5 } }", with: "default: 3 }, clock: utc, \(window) }")
            .replacing("SPY: 4", with: "SPY: 2")
        #expect(load(night, stages: same).findings == [])
        let local = Self.stages.replacing("default: 5 } }", with: "default: 5 }, \(window) }")
        let elsewhere = load(night, stages: local)
        #expect(elsewhere.diagnostics.map(\.code) == [.looserRisk])
        #expect(elsewhere.diagnostics.allSatisfy { $0.message.contains("of the calendar") })
    }

    @Test func `every stage of a kind takes a variable, and each is compared`() throws {
        let two = Self.stages + "\n  - { id: second, uses: risk.leverage, with: { max_leverage: 2 } }"
        let strict = load(["RISK_LEVERAGE_MAX_PER_SYMBOL": "QQQ:1"], stages: two)
        #expect(strict.findings == [])
        for stage in ["lever", "second"] {
            #expect(try #require(strict.settings(of: stage)).contains("QQQ: 1"))
        }
        let loose = load(["RISK_LEVERAGE_MAX_PER_SYMBOL": "QQQ:3"], stages: two)
        #expect(loose.diagnostics.map(\.message) == ["'max_leverage' of second would be 3, looser than 2"])
    }

    @Test func `the heartbeat of the venue is a setting of the orders`() throws {
        let plain = load(["RISK_WS_HEARTBEAT_STALE_SECONDS": "20"])
        #expect(plain.findings == [] && plain.plan?.orders.heartbeat == .seconds(20))
        let file = load(["RISK_WS_HEARTBEAT_STALE_SECONDS": "5"], orders: "{ heartbeat: 10s, max_open: 3 }")
        #expect(file.plan?.orders.heartbeat == .seconds(5) && file.plan?.orders.maxOpen == 3)
        let loose = load(["RISK_WS_HEARTBEAT_STALE_SECONDS": "60"])
        #expect(loose.diagnostics.map(\.code) == [.looserRisk])
        #expect(load(["RISK_WS_HEARTBEAT_STALE_SECONDS": "60"], allowsLooser: true).findings == [])
    }

    @Test func `a list of limits in place of the file's needs a flag, a first one does not`() {
        let list = #"[{ hours: "20:00-13:00", max_leverage: 1 }]"#
        let lever = Self.stages.split(separator: "\n").dropLast().joined(separator: "\n")
        #expect(load(["RISK_WINDOWS": list], stages: lever).findings == [])
        let file = lever.replacing("default: 5 } }", with: "default: 5 }, windows: \(list) }")
        #expect(load(["RISK_WINDOWS": list], stages: file).findings == [])
        #expect(load(["RISK_WINDOWS": "[]"], stages: file).diagnostics.map(\.code) == [.looserRisk])
    }

    @Test(arguments: [
        ("RISK_DEFAULT_MMR", "0.001"), ("RISK_LATCH", "session"), ("RISK_ON_BREACH", "reduce_only"),
        ("RISK_MIN_BUFFER", "1%"), ("RISK_ENABLED", "false"), ("RISK_MAX_WAIT", "10s"),
    ])
    func `each kind of value that lets more through needs a flag`(name: String, value: String) {
        let found = load([name: value]).diagnostics.map(\.code)
        #expect(found == [.looserRisk])
        #expect(load([name: value], allowsLooser: true).findings == [])
    }

    @Test(arguments: [
        ("RISK_DEFAULT_MMR", "1.5"), ("RISK_DEFAULT_MMR", "half"), ("RISK_SLIPPAGE_GUARD_BPS", "-1"),
        ("RISK_CB_COOLDOWN_MIN", "soon"), ("RISK_POSITION_SIZING_MULTIPLIER", "x"),
        ("RISK_VOL_WINDOW_PERIODS", "-1"), ("RISK_SLIPPAGE_PAUSE_SECONDS", "1m"),
        ("RISK_ENABLE_MARKET_IMPACT_GUARD", "maybe"), ("RISK_LEVERAGE_MAX_PER_SYMBOL", "SPY:"),
        ("RISK_API_RATE_LIMIT_USAGE_THRESHOLD", "90"), ("RISK_MAX_EXPOSURE_PCT", "80"),
        ("RISK_DAILY_LOSS_LIMIT", "-5"), ("RISK_NIGHT_MMR_PER_SYMBOL", "SPY:2"),
    ])
    func `a value of each form that is none is an error, whoever takes it`(name: String, value: String) {
        let result = load([name: value], allowsLooser: true)
        #expect(result.diagnostics.first?.code == .badRiskVariable && result.plan == nil)
    }
}

private final class LeverageRisk: RiskCheck {
    static let manifest = Manifest("leverage", "Caps leverage.")
    enum Clock: String, SettingChoice { case utc, calendar }
    struct Window: SettingGroup {
        @Setting(help: "The hours.") var hours: String
        @Setting(in: 0...100, help: "The caps.") var maxLeverage: NameMap<Double>
    }
    struct Settings: PluginSettings {
        @Setting(in: 0...100, help: "The caps.") var maxLeverage = NameMap(1.0)
        @Setting(help: "The hours.") var windows: [Window] = []
        @Setting(help: "Whose hours.") var clock = Clock.calendar
    }
    init(settings: Settings, context: StageContext) {}
    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {}
}

private final class BufferRisk: RiskCheck {
    static let manifest = Manifest("liquidation_buffer", "Keeps a buffer.")
    enum Latch: String, SettingChoice { case resume, session }
    enum Action: String, SettingChoice {
        case reduceOnly = "reduce_only"
        case halt
    }
    struct Window: SettingGroup {
        @Setting(help: "The hours.") var hours: String
        @Setting(in: 0...99, help: "The margins.") var maintenance: NameMap<Percent>
    }
    struct Settings: PluginSettings {
        @Setting(in: 0...99, help: "The margins.") var maintenance = NameMap(Percent(0.5))
        @Setting(help: "The hours.") var windows: [Window] = []
        @Setting(help: "How long it stays.") var latch = Latch.resume
        @Setting(help: "What it does.") var onBreach = Action.halt
        @Setting(in: 0...100, help: "The buffer.") var minBuffer: Percent = 15
        @Setting(help: "Whether it acts.") var enabled = true
        @Setting(in: .zero ... .days(1), help: "How long it waits.") var maxWait: Span = .seconds(5)
    }
    init(settings: Settings, context: StageContext) {}
    func review(_ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame) {}
}
