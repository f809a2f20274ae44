import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

/// `$param`, `$env`, `$secret`, and what stands above the file.
@Suite struct ReferenceTests {
    private func sound(drawdown: String, and more: String = "") -> String {
        let line = "  - { id: guard, uses: risk.limits, with: { max_drawdown: \(drawdown) } }"
        return Pipelines.sound(line: 13, line) + "\n" + more
    }

    private func drawdown(_ result: PipelineLoader.Result) -> Substring? {
        result.settings(of: "guard")?.split(separator: "\n").first
    }

    @Test func `A parameter keeps its type and tells where it stands`() {
        let good = "params:\n  fall: { type: percent, default: 8%, max: 20% }"
        let result = Pipelines.load(sound(drawdown: "$param.fall", and: good))
        #expect(result.findings == [])
        #expect(drawdown(result) == "max_drawdown=8%")

        let bad = "params:\n  fall: { type: percent, default: 80% }"
        let outside = Pipelines.load(sound(drawdown: "$param.fall", and: bad))
        #expect(outside.findings == ["E0205 13:59"])
        #expect(outside.diagnostics.first?.related.map { $0.span.line } == [19])
    }

    @Test(arguments: [
        ("{ type: percent, default: 25%, max: 20% }", "E0205 19:35"),
        ("{ type: percent, default: 5%, min: 10% }", "E0205 19:35"),
        ("{ type: percent, default: 5 }", "E0202 19:35 5%"),
        ("{ type: percent, default: 5%, max: high }", "E0201 19:44"),
        ("{ type: procent, default: 5% }", "E0407 19:17 percent"),
        ("{ type: percent }", "E0407 19:9"),
        ("{ default: 5% }", "E0407 19:3"),
        ("{ type: percent, defualt: 5%, default: 5% }", "E0316 19:26 default"),
        ("5%", "E0407 19:9"),
        ("{ type: text, default: a, max: b }", "E0407 19:40"),
        ("{ type: percent, default: $param.other }", "E0407 19:35"),
    ])
    func `A parameter's declaration is checked`(declaration: String, finding: String) {
        let result = Pipelines.load(
            sound(drawdown: "$param.fall", and: "params:\n  fall: \(declaration)"))
        #expect(result.findings == [finding])
    }

    @Test func `A missing variable is no error before the file runs`() {
        let text = sound(drawdown: "$env.FALL")
        let validated = Pipelines.load(text)
        #expect(validated.findings == [])
        #expect(validated.plan == nil)
        #expect(Pipelines.load(text, PipelineOptions(isStrict: true)).findings == ["E0402 13:59"])

        let known = Pipelines.load(text, PipelineOptions(environment: ["FALL": "7%"], isStrict: true))
        #expect(known.findings == [])
        #expect(drawdown(known) == "max_drawdown=7%")
        let wrong = Pipelines.load(text, PipelineOptions(environment: ["FALL": "7"]))
        #expect(wrong.findings == ["E0202 13:59 7%"])
    }

    @Test func `What is known only later hides nothing else`() {
        let text = Pipelines.sound(
            line: 8, "  - { id: trend, uses: predictor.trend, with: { fast: $env.FAST, slow: 5, scale: 11 } }"
        )
        #expect(Pipelines.load(text).findings == ["E0205 8:82"])
        // Whether the two fit together is not known yet.
        let alone = text.replacing(", scale: 11", with: "")
        #expect(Pipelines.load(alone).findings == [])
        #expect(
            Pipelines.load(alone, PipelineOptions(environment: ["FAST": "6"])).findings == ["E0207 8:55"])
    }

    @Test func `A secret goes only where it is taken, and only by name`() {
        let secrets = "secrets:\n  hook: { env: HOOK }\n  file: { file: run/hook }"
        let taken = Pipelines.sound(
            line: 17, "  - { id: ops, uses: alert.hook, on: kill_switch, with: { url: $secret.hook } }")
        let result = Pipelines.load(taken + "\n" + secrets)
        #expect(result.findings == ["W0410 20:3"])
        #expect(result.plan?.alerts.first?.decoded.canonicalSettings == "url=[secret hook]")
        #expect(
            result.plan?.secrets == ["hook": .environment("HOOK"), "file": .file("run/hook")])

        let refused = Pipelines.load(sound(drawdown: "$secret.hook", and: secrets))
        #expect(refused.findings == ["E0209 13:59", "W0410 20:3"])
    }

    @Test(arguments: [
        ("hook: { env: A, file: b }", ["E0201 19:9", "W0410 19:3"]),
        ("hook: $env.HOOK", ["E0201 19:9", "W0410 19:3"]),
        ("hook: { evn: A }", ["E0201 19:9", "E0316 19:11 env", "W0410 19:3"]),
        ("2nd: { env: A }", ["E0318 19:3", "W0410 19:3"]),
    ])
    func `A secret's declaration is checked`(declaration: String, findings: [String]) {
        let result = Pipelines.load(Pipelines.sound(and: "secrets:\n  \(declaration)"))
        #expect(Set(result.findings) == Set(findings))
    }

    @Test func `What stands higher wins`() {
        let text = sound(
            drawdown: "10%", and: "profiles:\n  calm: { guard: { with: { max_drawdown: 4% } } }")
        func drawdown(_ options: PipelineOptions) -> Substring? {
            self.drawdown(Pipelines.load(text, options))
        }
        let environment = ["RISK_MAX_DRAWDOWN": "3%"]
        let overrides = ["stages.guard.with.max_drawdown=2%"]
        let absent = text.replacing(", with: { max_drawdown: 10% }", with: "")
        #expect(self.drawdown(Pipelines.load(absent)) == "max_drawdown=10%")
        #expect(drawdown(PipelineOptions()) == "max_drawdown=10%")
        #expect(drawdown(PipelineOptions(profile: "calm")) == "max_drawdown=4%")
        #expect(drawdown(PipelineOptions(profile: "calm", environment: environment)) == "max_drawdown=3%")
        #expect(
            drawdown(PipelineOptions(profile: "calm", overrides: overrides, environment: environment))
                == "max_drawdown=2%")
        #expect(
            drawdown(PipelineOptions(overrides: overrides + ["stages.guard.with.max_drawdown=1%"]))
                == "max_drawdown=1%")
    }

    @Test func `A risk variable is checked like a setting`() {
        func findings(_ environment: [String: String]) -> [String] {
            Pipelines.load(Pipelines.sound, PipelineOptions(environment: environment)).findings
        }
        #expect(
            findings(["RISK_MAX_DRAWDOWN": "5"]) == ["E0202 environment RISK_MAX_DRAWDOWN:1:1 5%"])
        #expect(findings(["RISK_MAX_DRAWDOWN": ""]) == ["E0201 environment RISK_MAX_DRAWDOWN:1:1"])
        #expect(
            findings(["RISK_MAX_DRAWDON": "5%"])
                == ["W0409 environment RISK_MAX_DRAWDON:1:1 RISK_MAX_DRAWDOWN"])
        #expect(findings(["RISK_BANNED": "[GME, AMC]"]) == [])
        #expect(findings(["MAX_DRAWDOWN": "x"]) == [])
    }

    @Test(arguments: [
        ("stages.size.with.max_weight=4", "E0202 --set:1:29 4%"),
        ("stages.size.with.max_wieght=4%", "E0203 --set:1:29 max_weight"),
        ("stages.siez.with.max_weight=4%", "E0406 --set:1:1 stages.size.with.max_weight"),
        ("cycl.every=5m", "E0406 --set:1:1 cycle.every"),
        ("stages.size=4%", "E0406 --set:1:1"),
        ("params.x=4%", "E0406 --set:1:1"),
        ("max_weight", "E0406 --set:1:1"),
        ("=4%", "E0406 --set:1:1"),
        ("stages.size.with.max_weight=[4%", "E0406 --set:1:29"),
        ("profiles.live=1", "E0406 --set:1:1"),
        ("cycle..every=5m", "E0406 --set:1:1"),
        ("cycle.evry=5m", "E0203 --set:1:12 every"),
        ("universe=[SPY, SPY]", "E0320 --set:1:10"),
    ])
    func `An override that fits nowhere says so`(override: String, finding: String) {
        #expect(Pipelines.load(Pipelines.sound, PipelineOptions(overrides: [override])).findings == [finding])
    }

    @Test func `Overrides reach every part of a file`() {
        let options = PipelineOptions(overrides: [
            "universe=[A, B, C]", "cycle.every=5m", "stages.broker.uses=broker.sim", "name=other",
            "alerts.ops.on=[order.filled]", "stages.broker.with.account=spare", "seed=7",
        ])
        let plan = Pipelines.load(Pipelines.sound, options).plan
        #expect(plan?.instruments == ["A", "B", "C"])
        #expect(plan?.cycle.every == .minutes(5))
        #expect(plan?.name == "other")
        #expect(plan?.seed == 7)
        #expect(plan?.alerts.first?.events == [.orderFilled])
        #expect(plan?.stages.last?.decoded.canonicalSettings == "cash=1000 USD\naccount=spare")
    }
}
