import SluiceDocument
import SluiceKit
import SluicePipeline
import Testing

/// Files with planted errors, and what is to be said of each: code, line:column, suggestion.
@Suite struct PlantedErrorTests {
    @Test func `The pipeline that the tests break is sound`() {
        let result = Pipelines.load(Pipelines.sound)
        #expect(result.findings == [])
        #expect(result.plan != nil)
    }

    struct Planted: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let line: Int
        let text: String
        let findings: [String]

        init(_ name: String, _ line: Int, _ text: String, _ findings: String...) {
            (testDescription, self.line, self.text, self.findings) = (name, line, text, findings)
        }
    }

    @Test(arguments: [
        Planted(
            "unknown plugin", 10, "  - { id: pick, uses: arbiter.bets }", "E0301 10:23 arbiter.best"),
        Planted("no plugin at all", 10, "  - { id: pick, uses: best }", "E0301 10:23"),
        Planted(
            "unknown setting", 11,
            "  - { id: width, uses: gate.width, with: { max_spraed: 12bps } }", "E0203 11:44 max_spread"),
        Planted(
            "wrong type", 8, "  - { id: trend, uses: predictor.trend, with: { fast: [12] } }",
            "E0201 8:55"),
        Planted(
            "wrong type of a list", 8, "  - { id: trend, uses: predictor.trend, with: { horizons: 5m } }",
            "E0201 8:59"),
        Planted(
            "settings that are no mapping", 8, "  - { id: trend, uses: predictor.trend, with: 5 }",
            "E0201 8:47"),
        Planted(
            "out of bounds", 12, "  - { id: size, uses: sizer.even, with: { max_weight: 101% } }",
            "E0205 12:55"),
        Planted(
            "missing unit", 12, "  - { id: size, uses: sizer.even, with: { max_weight: 5 } }",
            "E0202 12:55 5%"),
        Planted(
            "conflicting settings", 8, "  - { id: trend, uses: predictor.trend, with: { fast: 30 } }",
            "E0207 8:55"),
        Planted(
            "duplicate key", 8, "  - { id: trend, uses: predictor.trend, with: { fast: 12, fast: 13 } }",
            "E0102 8:59"),
        Planted(
            "duplicate id", 12, "  - { id: width, uses: sizer.even }", "E0302 12:11"),
        Planted(
            "unknown id in from", 9, "  - { id: blend, uses: blender.mean, from: [trand] }",
            "E0303 9:45 trend"),
        Planted(
            "wrong port type", 8, "  - { id: trend, uses: predictor.rank }", "E0304 9:45"),
        Planted(
            "missing required setting", 15, "  - { id: broker, uses: broker.sim, with: {} }",
            "E0204 15:43"),
        Planted("no settings at all", 15, "  - { id: broker, uses: broker.sim }", "E0204 15:25"),
        Planted(
            "cycle", 11,
            """
              - { id: width, uses: gate.width, from: [other] }
              - { id: other, uses: gate.width, from: [width] }
            """, "E0307 11:43"),
        Planted(
            "stage that feeds itself", 11, "  - { id: width, uses: gate.width, from: [width] }",
            "E0307 11:43"),
        Planted(
            "unknown event", 17, "  - { id: ops, uses: alert.hook, on: [kill_swich] }",
            "E0311 17:39 kill_switch"),
        Planted("alert without events", 17, "  - { id: ops, uses: alert.hook }", "E0319 17:5"),
        Planted("stage as alert", 17, "  - { id: ops, uses: gate.width, on: kill_switch }", "E0304 17:22"),
        Planted("alert as stage", 14, "  - { id: route, uses: alert.hook }", "E0304 14:24"),
        Planted("missing input", 11, "  - { id: turns, uses: gate.turns }", "E0305 11:24"),
        Planted("no data", 7, "", "E0305 8:24"),
        Planted("unused output", 11, "  - { id: turn, uses: predictor.turn }", "E0306 11:11"),
        Planted(
            "two stages on one account", 15,
            """
              - { id: broker, uses: broker.sim, with: { cash: 1000 USD } }
              - { id: second, uses: broker.sim, with: { cash: 1000 USD } }
            """, "E0308 16:11", "E0314 16:25"),
        Planted("no broker", 15, "", "E0314 14:24"),
        Planted("bad mode", 3, "modes: [backtset]", "E0206 3:9 backtest"),
        Planted("no mode", 3, "modes: []", "E0319 3:8"),
        Planted("broker mode", 3, "modes: [live]", "W0323 3:9", "E0313 15:25"),
        Planted("unknown top-level key", 16, "x-own: 1\nalert:", "E0316 17:1 alerts"),
        Planted(
            "unknown key of a stage", 10, "  - { id: pick, uses: arbiter.best, wiht: {} }",
            "E0316 10:37 with"),
        Planted("missing key", 2, "", "E0319 1:1"),
        Planted("missing id", 10, "  - { uses: arbiter.best }", "E0319 10:5"),
        Planted("missing uses", 14, "  - { id: route }", "E0319 14:5"),
        Planted("bad name", 10, "  - { id: 2nd choice, uses: arbiter.best }", "E0318 10:11"),
        Planted("name of a section", 10, "  - { id: cycle, uses: arbiter.best }", "E0318 10:11"),
        Planted("version of the future", 1, "version: 2", "E0205 1:10 1"),
        Planted("empty universe", 4, "universe: []", "E0320 4:11"),
        Planted("no universe", 4, "universe: SPY", "E0320 4:11"),
        Planted("symbol twice", 4, "universe: [SPY, QQQ, SPY]", "E0320 4:22"),
        Planted("missing universe file", 4, "universe: { file: none.yaml }", "E0320 4:19"),
        Planted("cycle without its length", 5, "cycle: { calendar: XNYS }", "E0204 5:8"),
        Planted("unknown calendar", 5, "cycle: { every: 1m, calendar: XNYSE }", "E0206 5:31 XNYS"),
        Planted(
            "horizon between two cycles", 5, "cycle: { every: 2m, calendar: XNYS }", "E0315 8:60",
            "E0315 8:64"),
        Planted(
            "horizon of no unit", 8, "  - { id: trend, uses: predictor.trend, with: { horizons: [5] } }",
            "E0202 8:60 5m"),
        Planted(
            "fault policy of another kind", 11,
            "  - { id: width, uses: gate.width, on_error: halt }", "E0317 11:46"),
        Planted(
            "capital of a gate", 11, "  - { id: width, uses: gate.width, capital: 5% }", "E0312 11:45"),
        Planted(
            "secret not taken", 12, "  - { id: size, uses: sizer.even, with: { max_weight: $secret.x } }",
            "E0401 12:55", "E0209 12:55"),
        Planted(
            "unknown reference", 12, "  - { id: size, uses: sizer.even, with: { max_weight: $param.x } }",
            "E0401 12:55"),
        Planted(
            "misspelt reference", 8,
            "  - { id: trend, uses: predictor.trend, with: { fast: $parm.x } }", "E0401 8:55 $param.x"),
        Planted(
            "reference within text", 7, "  - { id: bars, uses: data.tape, with: { path: a/$env.DIR } }",
            "E0401 7:48"),
        Planted(
            "text behind a reference", 7, "  - { id: bars, uses: data.tape, with: { path: $env.DIR/a } }",
            "E0401 7:48"),
        Planted("a tab", 8, "\t- { id: trend, uses: predictor.trend }", "E0103 8:1"),
        Planted("no YAML", 17, "  - { id: ops, uses: alert.hook", "E0101 17:5"),
        Planted("stages that are no list", 16, "alerts: { id: ops }\nx-rest:", "E0201 16:9"),
        Planted("stage that is no mapping", 10, "  - arbiter.best", "E0201 10:5"),
    ])
    func `A planted error is found at its place`(planted: Planted) {
        let text = Pipelines.sound(line: planted.line, planted.text)
        #expect(Pipelines.load(text).findings == planted.findings)
    }
}
