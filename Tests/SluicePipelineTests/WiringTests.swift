import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

/// Who feeds whom, and in which order stages run.
@Suite struct WiringTests {
    private static let front = ["id: bars, uses: data.tape", "id: trend, uses: predictor.trend"]
    private static let back = [
        "id: size, uses: sizer.even", "id: guard, uses: risk.limits", "id: route, uses: execution.once",
        "id: broker, uses: broker.sim, with: { cash: 1 USD }",
    ]

    private func load(_ stages: [String]) -> PipelineLoader.Result {
        let head =
            "version: 1\nname: wired\nmodes: [backtest]\nuniverse: [SPY]\ncycle: { every: 1m }\nstages:\n"
        return Pipelines.load(head + stages.map { "  - { \($0) }\n" }.joined())
    }

    @Test func `An input takes the nearest earlier stage that gives its type`() {
        let result = load(
            Self.front + [
                "id: scaled, uses: calibrator.scale", "id: blend, uses: blender.mean",
                "id: pick, uses: arbiter.best", "id: narrow, uses: gate.width", "id: young, uses: gate.width",
            ] + Self.back)
        #expect(result.findings == [])
        #expect(result.inputs(of: "scaled") == [["trend"], ["bars"]])
        #expect(result.inputs(of: "blend") == [["scaled"], []])
        #expect(result.inputs(of: "young") == [["narrow"], ["bars"]])
        #expect(result.inputs(of: "size") == [["young"], ["bars"]])
        #expect(result.inputs(of: "broker") == [["route"], ["bars"]])
    }

    @Test func `Forecasts join in the order of from, and one stage may feed several`() {
        let result = load(
            Self.front + [
                "id: other, uses: predictor.trend", "id: turn, uses: predictor.turn",
                "id: blend, uses: blender.mean, from: [other, trend]", "id: pick, uses: arbiter.best",
                "id: turns, uses: gate.turns, from: [turn, pick, bars]",
            ] + Self.back)
        #expect(result.findings == [])
        #expect(result.inputs(of: "blend") == [["other", "trend"], []])
        #expect(result.inputs(of: "turns") == [["pick"], ["bars"], ["turn"]])
    }

    @Test func `Sleeves join in one risk stage, each with its share`() {
        func load(_ first: String, _ second: String) -> PipelineLoader.Result {
            self.load(
                Self.front + [
                    "id: fast, uses: blender.mean, from: trend", "id: pick, uses: arbiter.best",
                    "id: a, uses: sizer.even, from: [pick]\(first)",
                    "id: b, uses: sizer.even, from: [pick]\(second)",
                    "id: guard, uses: risk.limits, from: [b, a]",
                ] + Self.back.suffix(2))
        }
        let sound = load(", capital: 60%", ", capital: 40%")
        #expect(sound.findings == [])
        #expect(sound.inputs(of: "guard") == [["b", "a"], ["bars"]])
        #expect(sound.plan?.stages.compactMap(\.capital) == [Percent(60), Percent(40)])
        #expect(load(", capital: 70%", ", capital: 40%").findings == ["E0312 11:55"])
        #expect(load(", capital: 70%", "").findings == ["E0312 12:11"])
        #expect(load("", "").findings == ["E0312 11:11", "E0312 12:11"])
        #expect(load(", capital: 0%", ", capital: 40%").findings == ["E0312 11:55"])
        #expect(load(", capital: 0.7", ", capital: 40%").findings == ["E0202 11:55 0.7%"])
    }

    @Test func `A learner closes a circle, wherever it stands`() {
        let stages = Self.front + ["id: blend, uses: blender.mean", "id: pick, uses: arbiter.best"]
        let result = load(stages + Self.back + ["id: credit, uses: learner.credit"])
        #expect(result.findings == [])
        #expect(result.inputs(of: "blend") == [["trend"], ["credit"]])
        #expect(result.inputs(of: "pick") == [["blend"], ["bars"], ["credit"]])
        #expect(result.inputs(of: "credit") == [["pick"], ["bars"], ["trend"]])
        #expect(result.order.last == "credit")
    }

    @Test func `A stage that is named runs first, also from behind`() {
        let result = load(
            [
                "id: blend, uses: blender.mean, from: trend",
                "id: pick, uses: arbiter.best, from: [blend, bars]",
                "id: bars, uses: data.tape", "id: trend, uses: predictor.trend",
            ] + Self.back)
        #expect(result.findings == [])
        #expect(result.order == ["bars", "trend", "blend", "pick", "size", "guard", "route", "broker"])
    }

    @Test func `Scores reach a blender only through a calibrator`() {
        func load(_ output: String) -> PipelineLoader.Result {
            self.load(
                [
                    "id: bars, uses: data.tape", "id: rank, uses: predictor.rank",
                    "id: scaled, uses: calibrator.scale, with: { output: \(output) }",
                    "id: blend, uses: blender.mean, from: scaled", "id: pick, uses: arbiter.best",
                ] + Self.back)
        }
        #expect(load("return").findings == [])
        let refused = load("score")
        #expect(refused.findings == ["E0304 10:44"])
        #expect(refused.diagnostics.first?.message.contains("a score has no scale") ?? false)
    }

    @Test(arguments: [
        ("id: blend, uses: blender.mean, from: [trend, trend]", "E0304 10:52"),
        ("id: blend, uses: blender.mean, from: [trend, bars]", "E0304 10:52"),
        ("id: blend, uses: blender.mean, from: [broker]", "E0304 10:45"),
    ])
    func `What from names must fit`(blend: String, finding: String) {
        let stages = [
            "id: other, uses: predictor.trend", blend, "id: pick, uses: arbiter.best",
            "id: second, uses: gate.width, from: [pick, other]",
        ]
        let result = load(Self.front + stages + Self.back)
        #expect(result.findings.contains(finding))
        #expect(result.findings.contains("E0304 12:50"))
    }

    @Test func `Members of two types do not join`() {
        let result = load(
            Self.front + [
                "id: rank, uses: predictor.rank", "id: scaled, uses: calibrator.scale, from: [trend, rank]",
                "id: blend, uses: blender.mean", "id: pick, uses: arbiter.best",
            ] + Self.back)
        #expect(result.findings == ["E0304 10:57"])
        #expect(result.diagnostics.first?.message.contains("do not join the forecasts of 'trend'") ?? false)
    }

    @Test func `One gate has one source of decisions`() {
        let result = load(
            Self.front + [
                "id: blend, uses: blender.mean", "id: pick, uses: arbiter.best",
                "id: more, uses: arbiter.best", "id: narrow, uses: gate.width, from: [pick, more]",
            ] + Self.back)
        #expect(result.findings == ["E0304 12:50"])
    }

    @Test func `Each circle is reported once, with its own members only`() throws {
        let result = load(
            Self.front + [
                "id: blend, uses: blender.mean", "id: pick, uses: arbiter.best",
                "id: a, uses: gate.width, from: b", "id: b, uses: gate.width, from: c",
                "id: c, uses: gate.width, from: a", "id: after, uses: gate.width, from: c",
            ] + Self.back)
        #expect(result.findings == ["E0307 11:38"])
        let message = try #require(result.diagnostics.first?.message)
        #expect(message == "'a', 'b', 'c' feed each other in a circle")
    }

    @Test func `A plugin with a wrong setting still takes part`() {
        let result = load(
            Self.front + [
                "id: turn, uses: predictor.turn, with: { window: 1 }",
                "id: blend, uses: blender.mean, from: trend",
                "id: pick, uses: arbiter.best", "id: turns, uses: gate.turns",
            ] + Self.back)
        #expect(result.findings == ["E0205 9:55"])
    }

    @Test func `An unknown plugin is its own only error`() {
        let result = load(
            Self.front + [
                "id: own, uses: predictor.mine", "id: blend, uses: blender.mean, from: [trend, own]",
                "id: pick, uses: arbiter.best", "id: block, uses: gate.mine, from: [own, pick]",
                "id: turns, uses: gate.turns",
            ] + Self.back)
        #expect(result.findings == ["E0301 9:22", "E0301 12:24"])
    }

    @Test func `A file without data says so once`() {
        let result = load(
            [
                "id: trend, uses: predictor.trend", "id: blend, uses: blender.mean",
                "id: pick, uses: arbiter.best",
            ] + Self.back)
        #expect(result.findings == ["E0305 7:24"])
    }

    @Test func `A long chain from behind is put in order`() {
        let count = 1_500
        let gates = (0..<count).map { number in
            "id: g\(number), uses: gate.width, from: [\(number + 1 < count ? "g\(number + 1)" : "pick"), bars]"
        }
        let stages = ["id: blend, uses: blender.mean", "id: pick, uses: arbiter.best"]
        let result = load(
            Self.front + stages + gates + ["id: size, uses: sizer.even, from: g0"] + Self.back[1...])
        #expect(result.findings == [])
        #expect(result.order.count == count + 8)
        #expect(result.order[4] == "g\(count - 1)")
    }
}
