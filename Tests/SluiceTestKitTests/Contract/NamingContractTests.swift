import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@Suite struct NamingContractTests {
    static let breaches = PluginContract.breaches(of: [IllNamedGate.self])

    @Test(arguments: [
        "the name is not in snake case",
        "the summary is no sentence",
        "the reason 'TooWide' is not in snake case",
        "a reason is listed twice",
        "the setting '_u_r_l' is not in snake case",
        "the help of '_u_r_l' is no sentence",
        "the help of 'inner.depth' is no sentence",
        "'size' has no bounds",
        "'sizes' has no bounds",
        "'width' has no bounds",
        "'widths' has no bounds",
        "'inner.depth' has no bounds",
        "the default of 'share' is refused: 'share' is 200%, outside 0% to 100%",
        "the default of 'shout' reads back as something else",
    ])
    func `what a plugin says wrongly about itself is named`(breach: String) {
        let found = Self.breaches
        #expect(found.contains("gate.Ill-Named: \(breach)"), "\(found)")
    }

    @Test func `horizons and words need no bounds`() {
        #expect(PluginContract.breaches(of: [WellNamedGate.self]) == [])
    }

    @Test func `settings that cannot be read are named`() {
        let found = PluginContract.breaches(of: [NeedyGate.self])
        #expect(
            found == [
                "gate.needy: its settings are refused, give it some: "
                    + "'width' is required: Width of something that matters."
            ])
        let given = PluginContract.breaches(of: [NeedyGate.self], settings: ["gate.needy": "width: 5bps"])
        #expect(given == [])
    }

    @Test func `settings that fit no pipeline are named`() throws {
        let found = PluginContract.breaches(of: [NeedyGate.self], settings: ["gate.needy": "width: 9bps"])
        #expect(try #require(found.first).contains("its settings fit no pipeline: every 1d: 'width' is odd"))
    }

    @Test func `settings for a plugin that is not there are named`() {
        let found = PluginContract.breaches(of: [WellNamedGate.self], settings: ["gate.other": ""])
        #expect(found == ["settings are given for 'gate.other', which is not among the plugins"])
    }

    @Test func `no plugin at all is a breach`() {
        #expect(PluginContract.breaches(of: []) == ["there is no plugin to check"])
    }
}

/// Text that is written in another way than it is read.
private struct Shout: SettingValue {
    static let shape = SettingShape.text
    static let unread = Shout(word: "")
    let word: String
    var text: String? { word.uppercased() }

    static func read(_ node: Node, into issues: inout SettingIssues) -> Shout? {
        Shout(word: "really \(node.text ?? "")")
    }
}

private final class IllNamedGate: Gate {
    struct Inner: SettingGroup {
        @Setting(help: "depth of it.")
        var depth = 3
    }

    struct Settings: PluginSettings {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        @Setting(help: "Address")
        var URL = "a"
        @Setting(help: "How many there are.")
        var size = 5
        @Setting(help: "How many there are of each.")
        var sizes: [Int] = [5]
        @Setting(help: "How wide it is.")
        var width: BasisPoints?
        @Setting(help: "How wide it is at each horizon.")
        var widths = HorizonMap<BasisPoints>(5)
        @Setting(in: 0...100, help: "How much of it there is.")
        var share: Percent = 200
        @Setting(help: "What is called out.")
        var shout = Shout(word: "hello")
        @Setting(help: "What is inside.")
        var inner = Inner()
    }

    static let wide = Reason("TooWide")
    static let manifest = Manifest("Ill-Named", "does nothing", reasons: [wide, wide])

    init(settings: Settings, context: StageContext) {}

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {}
}

private final class WellNamedGate: Gate {
    struct Settings: PluginSettings {
        @Setting(help: "What it is called.")
        var words = ["a, b", "- c", "", "d"]
        @Setting(help: "Which horizons are meant.")
        var horizons: [Horizon] = [.session]
        @Setting(in: 0...100, help: "How wide it is at each horizon.")
        var widths = HorizonMap<BasisPoints>(5, own: [(.session, 7)])
        @Setting(help: "Whether it is on.")
        var on = true
    }

    static let manifest = Manifest("well_named", "Does nothing to any decision.")

    init(settings: Settings, context: StageContext) {}

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {}
}

private final class NeedyGate: Gate {
    struct Settings: PluginSettings {
        @Setting(in: 0...10, help: "Width of something that matters.")
        var width: BasisPoints
    }

    static let manifest = Manifest("needy", "Does nothing to any decision.")

    init(settings: Settings, context: StageContext) {}

    static func check(_ settings: Settings, in plan: PlanFacts, _ issues: inout [Diagnostic]) {
        if settings.width == 9 { issues.append(settings.$width.conflict("is odd")) }
    }

    func filter(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, _ evidence: GateEvidence
    ) {}
}
