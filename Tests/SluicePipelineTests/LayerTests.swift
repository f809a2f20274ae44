import SluiceDocument
import SluiceKit
import SluiceMarket
import SluicePipeline
import Testing

/// Files that include others, profiles, modes, anchors, and how words are read.
@Suite struct LayerTests {
    @Test func `Included files bring stages, parameters and free room`() {
        let shared = """
            version: 1
            x-gate: &gate { max_spread: 9bps }
            params: { weight: { type: percent, default: 4% } }
            alerts: [{ id: more, uses: alert.hook, on: run.stopped }]
            """
        let text =
            Pipelines.sound(
                line: 12, "  - { id: size, uses: sizer.even, with: { max_weight: $param.weight } }")
            + "\ninclude: [lib/shared.yaml]"
        let result = Pipelines.load(text, beside: ["lib/shared.yaml": shared])
        #expect(result.findings == [])
        #expect(result.settings(of: "size") == "max_weight=4%")
        #expect(result.plan?.alerts.map(\.id) == ["ops", "more"])
    }

    @Test(arguments: [
        ("include: none.yaml", "E0404 18:10"),
        ("include: [{ file: a.yaml }]", "E0201 18:11"),
        ("include: p.yaml", "E0404 18:10"),
        ("include: list.yaml", "E0201 list.yaml:1:1"),
        ("include: broken.yaml", "E0101 broken.yaml:1:8"),
        ("include: round.yaml", "E0404 round.yaml:1:10"),
        ("include: same.yaml", "E0405 same.yaml:2:10"),
    ])
    func `An include that cannot be is said at its place`(include: String, finding: String) {
        let files = [
            "list.yaml": "- a", "broken.yaml": "name: [", "round.yaml": "include: p.yaml",
            "same.yaml": "cycle:\n  every: 1m",
        ]
        let result = Pipelines.load(Pipelines.sound(and: include), beside: files)
        #expect(result.findings == [finding])
    }

    @Test func `A file included twice counts once, and paths start at their own file`() {
        let files = [
            "lib/a.yaml": "include: [../common.yaml]", "lib/b.yaml": "include: ../common.yaml",
            "common.yaml": "alerts: [{ id: more, uses: alert.hook, on: run.stopped }]",
        ]
        let result = Pipelines.load(Pipelines.sound(and: "include: [lib/a.yaml, lib/b.yaml]"), beside: files)
        #expect(result.findings == [])
        #expect(result.plan?.alerts.count == 2)
    }

    @Test func `Two files that set one leaf are an error with both places`() throws {
        let result = Pipelines.load(
            Pipelines.sound(and: "include: more.yaml"), beside: ["more.yaml": "universe: [SPY]"])
        let finding = try #require(result.diagnostics.first)
        #expect(result.findings == ["E0405 more.yaml:1:11"])
        #expect(finding.related.map(\.span.description) == ["p.yaml:4:11"])
    }

    @Test func `A profile patches stages, alerts and sections`() {
        let profiles = """
            profiles:
              other:
                broker: { with: { account: spare } }
                width: { uses: gate.width, with: { max_spread: 5bps } }
                ops: { on: [order.filled] }
                cycle: { every: 5m }
                universe: [IBM]
            """
        let result = Pipelines.load(Pipelines.sound(and: profiles), PipelineOptions(profile: "other"))
        #expect(result.findings == [])
        #expect(result.profiles == ["other"])
        #expect(result.settings(of: "broker") == "cash=1000 USD\naccount=spare")
        #expect(result.plan?.cycle.every == .minutes(5))
        #expect(result.plan?.cycle.calendar == .newYork)
        #expect(result.plan?.instruments == ["IBM"])
        #expect(result.plan?.alerts.first?.events == [.orderFilled])
    }

    @Test func `A profile that names another plugin replaces its settings`() {
        let profiles =
            "secrets: { key: { env: KEY } }\nprofiles:\n"
            + "  live: { broker: { uses: broker.venue, with: { key: $secret.key } } }"
        let text = Pipelines.sound(line: 3, "modes: [backtest, live]") + "\n" + profiles
        #expect(Pipelines.load(text).findings == ["W0323 3:19"])
        // The profile serves one of the modes: which one is said when it runs.
        let live = Pipelines.load(text, PipelineOptions(profile: "live"))
        #expect(live.findings == ["W0323 3:19"])
        #expect(live.plan?.mode == .live)
        #expect(live.settings(of: "broker") == "key=[secret key]")
        let options = PipelineOptions(profile: "live", isStrict: true)
        #expect(Pipelines.load(text, options).findings == ["W0323 3:19", "E0313 20:27"])
        #expect(Pipelines.load(text, PipelineOptions(mode: .live)).findings == ["W0323 3:19", "E0313 15:25"])
    }

    @Test(arguments: [
        ("profiles: { a: { brokr: {} } }", "E0303 18:18 broker"),
        ("profiles: { a: { broker: { wiht: {} } } }", "E0316 18:28 with"),
        ("profiles: { a: { params: { x: 1 } } }", "E0401 18:28"),
        ("profiles: { a: 5 }", "E0201 18:16"),
        ("profiles: [a]", "E0201 18:11"),
        ("profiles: { a: { broker: 5 } }", "E0201 18:26"),
        ("profiles: { 1a: {} }", "E0318 18:13"),
    ])
    func `What is wrong with a profile is said without choosing it`(profiles: String, finding: String) {
        #expect(Pipelines.load(Pipelines.sound(and: profiles)).findings == [finding])
    }

    @Test func `A profile that is not there has a suggestion`() {
        let result = Pipelines.load(
            Pipelines.sound(and: "profiles: { calm: {} }"), PipelineOptions(profile: "clam"))
        #expect(result.findings == ["E0403 18:11 calm"])
        #expect(Pipelines.load(Pipelines.sound, PipelineOptions(profile: "x")).findings == ["E0403 1:1"])
    }

    @Test func `The mode is the first listed other than live`() {
        func mode(_ line: String, _ options: PipelineOptions = .init()) -> Mode? {
            Pipelines.load(Pipelines.sound(line: 3, line), options).plan?.mode
        }
        #expect(mode("modes: [live, paper, backtest]") == .paper)
        #expect(mode("modes: [backtest, paper]", PipelineOptions(mode: .paper)) == .paper)
        #expect(
            Pipelines.load(Pipelines.sound, PipelineOptions(mode: .paper)).findings == ["E0310 3:8"])
    }

    @Test func `A file that may go live needs a risk stage`() {
        let text = Pipelines.sound(line: 13, "").replacing("[backtest]", with: "[backtest, live]")
        #expect(Pipelines.load(text).findings == ["W0323 3:19", "E0309 3:19"])
    }

    @Test func `Words are what their setting takes them for`() {
        let text = Pipelines.sound(line: 4, "universe: [ON, NO, 0700, TRUE, 1e3, ~x, \"null\", 2024-01-02]")
            .replacing("fast: 12", with: "fast: 1e1, scale: 1e0")
        let result = Pipelines.load(text)
        #expect(result.findings == [])
        #expect(
            result.plan?.instruments == ["ON", "NO", "0700", "TRUE", "1e3", "~x", "null", "2024-01-02"])
        #expect(result.settings(of: "trend") == "horizons=[5m, 15m]\nfast=10\nslow=26\nscale=1")
    }

    @Test func `Anchors and merge keys share settings, and a finding names the place of use`() {
        let text = """
            x-gate: &gate
              max_spread: 9bps
              max_quote_age: 1s

            """
            + Pipelines.sound(
                line: 11, "  - { id: width, uses: gate.width, with: { <<: *gate, max_spread: 7bps } }")
        let result = Pipelines.load(text)
        #expect(result.findings == [])
        #expect(result.settings(of: "width") == "max_spread=7bps\nmax_quote_age=1s\nexcept=[]")
        let wrong = Pipelines.load(text.replacing("1s", with: "1"))
        #expect(wrong.findings == ["E0202 14:48"])
        #expect(wrong.diagnostics.first?.related.map(\.span.line) == [3])
    }

    @Test func `A universe may stand in a file`() {
        let files = ["lists/us.yaml": "default: [SPY, QQQ]\ntech: [AAPL, ON]\nnone: []"]
        func load(_ universe: String) -> PipelineLoader.Result {
            Pipelines.load(Pipelines.sound(line: 4, "universe: \(universe)"), beside: files)
        }
        #expect(load("{ file: lists/us.yaml }").plan?.instruments == ["SPY", "QQQ"])
        #expect(load("{ file: lists/us.yaml, list: tech }").plan?.instruments == ["AAPL", "ON"])
        #expect(load("{ file: lists/us.yaml, list: tehc }").findings == ["E0320 4:19 tech"])
        #expect(load("{ file: lists/us.yaml, list: none }").findings == ["E0320 4:19"])
        #expect(load("{ fiel: lists/us.yaml }").findings == ["E0320 4:11"])
        #expect(load("{ file: lists/us.yaml, lst: tech }").findings == ["E0316 4:34 list"])
    }

    @Test func `A path on the command line starts at the current folder`() {
        func path(_ options: PipelineOptions, in folder: String) -> String? {
            let loader = PipelineLoader(registry: Pipelines.registry) { _ in Array(Pipelines.sound.utf8) }
            let result = loader.load("\(folder)/p.yaml", options)
            let with = result.effective?["stages"]?.elements?.first?["with"]?["path"]
            var issues: [Diagnostic] = []
            return with.flatMap { node in
                SettingReader.value(PipelinePath.self, named: "path", from: node, into: &issues)?.resolved
            }
        }
        #expect(path(PipelineOptions(), in: "lib") == "lib/bars.csv")
        let options = PipelineOptions(overrides: ["stages.bars.with.path=../a/b.csv"])
        #expect(path(options, in: "lib") == "../a/b.csv")
    }

    @Test(arguments: [
        "", "[", "- a", "a", "\u{FEFF}", "version: 1", "stages: [[[]]]", "stages: [~]", "modes: {}",
    ])
    func `Anything that is no pipeline is refused and nothing breaks`(text: String) {
        let result = Pipelines.load(text)
        #expect(result.diagnostics.hasErrors)
        #expect(result.plan == nil)
    }

    @Test func `Every truncation of a file is read without a crash`() {
        let text = Pipelines.sound(
            and: "params: { a: { type: bps, default: 1bps } }\nprofiles: { b: { size: {} } }")
        let refused = stride(from: 0, to: text.count, by: 7).count {
            Pipelines.load(String(text.prefix($0))).plan == nil
        }
        #expect(refused > text.count / 14)
    }
}
