import SluiceDocument
import SluiceKit
import SluicePipeline
import SluiceReference
import Testing

@testable import TestPlugins

/// The file in force, with origins.
@Suite struct EffectiveFileTests {
    private let text =
        TestRegistry.pipeline.replacing("max_weight: 5%", with: "max_weight: $param.weight")
        .replacing(
            "  - { id: width, uses: gate.width, with: { max_spread: 12bps } }",
            with:
                "  - { id: width, uses: gate.every_shape, with: { count: 3, key: $secret.hook, quotes: { token: x1 } } }"
        ) + """

            params: { weight: { type: percent, default: 4% } }
            secrets: { hook: { env: HOOK } }
            profiles:
              calm: { broker: { with: { account: spare } }, cycle: { every: 5m } }
            """

    private func lines(_ result: PipelineLoader.Result) -> [String: String] {
        let text = EffectiveFile(result, TestRegistry.all).text
        return text.split(separator: "\n").reduce(into: [:]) { lines, line in
            let parts = line.split(separator: "#", maxSplits: 1).map { part in
                String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
            if parts.count == 2 { lines[parts[0].replacing("- ", with: ""), default: parts[1]] += "" }
        }
    }

    @Test func `Every leaf says where it comes from`() {
        let options = PipelineOptions(
            profile: "calm", overrides: ["stages.trend.with.fast=9", "params.weight=3%"],
            environment: ["RISK_MAX_DRAWDOWN": "7%"])
        let lines = lines(Loaded.file(text, options))
        #expect(lines["name: sound"] == "p.yaml:2")
        #expect(lines["every: 5m"] == "profile calm")
        #expect(lines["calendar: XNYS"] == "p.yaml:5")
        #expect(lines["volatility_bars: 20"] == "default")
        #expect(lines["seed: 1"] == "default")
        #expect(lines["fast: 9"] == "--set")
        #expect(lines["slow: 26"] == "default")
        #expect(lines["horizons: [5m, 15m]"] == "p.yaml:8")
        #expect(lines["max_weight: 3%"] == "--set")
        #expect(lines["max_drawdown: 7%"] == "environment RISK_MAX_DRAWDOWN")
        #expect(lines["account: spare"] == "profile calm")
        #expect(lines["on_error: block"] == "default")
        #expect(lines["on: [kill_switch]"] == "p.yaml:17")
    }

    @Test func `A secret is shown by its reference and nothing else`() {
        let result = Loaded.file(text)
        let shown = EffectiveFile(result, TestRegistry.all).text
        #expect(shown.contains("key: $secret.hook "))
        #expect(shown.contains("token: \"[secret]\""))
        #expect(!shown.contains("x1"))
        #expect(!shown.contains("hunter2"))
        let environment = PipelineOptions(environment: ["TOKEN": "very-secret"])
        let taken = Loaded.file(text.replacing("$secret.hook", with: "$env.TOKEN"), environment)
        #expect(!EffectiveFile(taken, TestRegistry.all).text.contains("very-secret"))
    }

    @Test func `What is shown is a pipeline of its own with the same plan`() {
        let options = PipelineOptions(profile: "calm", overrides: ["stages.trend.with.fast=9"])
        let first = Loaded.file(text.replacing("token: x1", with: "spread: 7bps"), options)
        let second = Loaded.file(EffectiveFile(first, TestRegistry.all).text)
        #expect(second.diagnostics == [])
        func words(_ result: PipelineLoader.Result) -> [String]? {
            result.plan?.stages.map {
                "\($0.id) \($0.plugin.fullName) \($0.inputs) \($0.decoded.canonicalSettings)"
            }
        }
        #expect(words(first) != nil)
        // Only the setting with a literal secret for its default differs.
        let masked = words(first)?.map { $0.replacing("hunter2", with: "[secret]") }
        #expect(words(second) == masked)
        #expect(second.plan?.cycle.every == first.plan?.cycle.every)
    }

    @Test func `A universe from a file is shown with its symbols`() {
        let result = Loaded.file(
            TestRegistry.pipeline.replacing("[SPY, QQQ]", with: "{ file: us.yaml, list: tech }"),
            beside: ["us.yaml": "tech: [AAPL, ON]"])
        #expect(lines(result)["universe: [AAPL, ON]"] == "list tech of us.yaml, p.yaml:4")
    }

    @Test func `What is not set here is shown as its reference`() {
        let result = Loaded.file(
            text.replacing("account: spare", with: "account: $env.ACCOUNT"), PipelineOptions(profile: "calm"))
        #expect(lines(result)["account: $env.ACCOUNT"] == "profile calm, not set here")
    }
}
