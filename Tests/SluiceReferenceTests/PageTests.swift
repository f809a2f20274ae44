import SluiceDocument
import SluiceKit
import SluicePipeline
import SluiceReference
import SluiceYAML
import Testing

@testable import TestPlugins

/// Plugins as pages.
@Suite struct PageTests {
    private let gate = PluginEntry(EveryShapeGate.self)

    @Test func `A plugin's text has everything that it declares`() {
        let text = PluginText(gate, columns: 80).text
        #expect(text.hasPrefix("gate.every_shape\n  Has a setting of every shape | and a bar.\n"))
        #expect(
            text.contains("takes  decisions and market\n  gives  decisions\n  fault  block; also skip, stop"))
        #expect(text.contains("count          whole number, 1 to 9, required"))
        #expect(text.contains("quotes.spread  basis points, 0bps to 100bps, default 5bps"))
        #expect(text.contains("It may name ${event.name}, ${event.message}."))
        #expect(text.contains("Deprecated: use 'wait'"))
        #expect(text.contains("REASONS\n  narrow (basis points)\n  closed\n"))
        #expect(text.contains("SOURCE\n  Nobody (2026)."))
        #expect(text.contains("This plugin is experimental."))
        #expect(!text.contains("hunter2"))
        #expect(PluginText(PluginEntry(HookAlert.self)).text.contains("kill_switch"))
        #expect(PluginText(PluginEntry(MeanBlender.self)).text.contains("SETTINGS\n  none"))
    }

    @Test(arguments: [40, 60, 80, 120])
    func `A plugin's text keeps to its width`(columns: Int) {
        for plugin in TestRegistry.all.plugins {
            let text = PluginText(plugin, columns: columns).text
            let body = text.split(separator: "\n").prefix { $0 != "EXAMPLE" }
            #expect(body.filter { $0.count > columns } == [], "\(plugin.fullName)")
        }
    }

    @Test func `Every example is a stage that its plugin takes`() throws {
        for plugin in TestRegistry.all.plugins {
            let text = PluginText(plugin).text
            let line = try #require(text.split(separator: "\n").last?.drop { $0 == " " || $0 == "-" })
            var issues: [Diagnostic] = []
            let source = SourceFile(path: "example.yaml", text: String(line))
            let stage = try #require(YAMLReader.read(source, into: &issues))
            #expect(stage["uses"]?.text == plugin.fullName)
            let with = stage["with"] ?? Node(.null, at: stage.span)
            #expect(plugin.decode(with, into: &issues) != nil)
            #expect(issues == [])
        }
    }

    @Test func `The page has every plugin, event, variable and key`() {
        let page = ReferencePage(TestRegistry.all).markdown
        for plugin in TestRegistry.all.plugins {
            #expect(page.contains("\n### \(plugin.fullName)\n"))
            for setting in plugin.settings { #expect(page.contains("| `\(setting.key)` |")) }
        }
        for event in EventKind.allCases {
            #expect(page.contains("| `\(event.rawValue)` | \(event.severity.rawValue) |"))
        }
        #expect(page.contains("| `RISK_MAX_DRAWDOWN` | `max_drawdown` of risk.limits | percent |"))
        for key in ["version", "profiles", "on_error", "capital", "volatility_bars", "alert_deadline", "env"]
        {
            #expect(page.contains("| `\(key)` |"))
        }
        #expect(page.contains("| gate | `block`, `skip`, `stop` |"))
        #expect(!page.contains("hunter2"))
    }

    @Test func `A bar within a table stays within its cell`() {
        let page = ReferencePage(TestRegistry.all).markdown
        let tables = page.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(tables.count > 80)
        for line in tables {
            let bars = line.replacing("\\|", with: "").count { $0 == "|" }
            #expect((3...6).contains(bars), "\(line)")
        }
    }

    @Test(arguments: [
        "", "plain", "a b", "a: b", "a #b", "#a", "- a", "-1", "-", "?", "[a]", "a,b", "{", "&a", "*a", "!a",
        "%a",
        "@a", "`a", "'a'", "\"a\"", "a\"b", "null", "~", "a:", " a", "a ", "a\nb", "tab\there", "\u{7}",
        "\u{2028}",
        "ünïcode", "日本", "https://x.y/z?a=b", "24/7", "0700", "|", ">", "\\", "true",
    ])
    func `Text written as YAML reads back`(text: String) throws {
        var issues: [Diagnostic] = []
        let source = SourceFile(
            path: "a.yaml", text: "{ key: \(YAMLScalar.text(text)), list: [\(YAMLScalar.text(text))] }")
        let node = try #require(YAMLReader.read(source, into: &issues))
        #expect(node["key"]?.text == text)
        #expect(node["list"]?.elements?.first?.text == text)
        #expect(issues == [])
    }
}
