import Foundation
import SluiceDocument
import Testing

@testable import SluiceCLI

/// `sluice import ensemble`; that the result is valid and runs is judged with the real plugins, in EndToEndTests.
@Suite struct ImportTests {
    private func imported(
        _ yaml: String, hasExits: Bool = true
    ) -> (profile: EnsembleProfile, text: String, issues: [Diagnostic]) {
        var issues: [Diagnostic] = []
        let profile = EnsembleProfile(SourceFile(path: "profile.yaml", text: yaml), into: &issues)
        let pipeline = ImportedPipeline(profile, market: .init(), hasExits: hasExits)
        return (profile, pipeline.text, issues.sortedByPlace)
    }

    private func findings(_ yaml: String) -> [String] {
        imported(yaml).issues.map {
            "\($0.span?.line ?? 0) \($0.code.id) \($0.message)\($0.suggestion.map { " (\($0))" } ?? "")"
        }
    }

    @Test func `every key of a profile becomes a setting with its unit`() {
        let got = imported(
            """
            name: My_Desk 2
            version: "1.0"
            description: |
              Two lines
              of words
            signals:
              - { name: trend, enabled: true, parameters: { fast_period: 12, slow_period: 26 } }
              - name: mean_reversion
                parameters: { window: 30, z_entry_threshold: 2.5, z_exit_threshold: 0.6 }
              - { name: momentum, parameters: { period: 10, oversold: 35, overbought: 65 } }
              - { name: order_flow, parameters: { aggressor_threshold_bullish: 0.65, aggressor_threshold_bearish: 0.35,
                  volume_weight: true } }
              - name: orderbook_imbalance
                parameters: { levels: 1, imbalance_threshold: 0.25, strong_imbalance_threshold: 0.45 }
              - { name: spread, parameters: { tight_spread_bps: 3.0, normal_spread_bps: 10, wide_spread_bps: 20 } }
              - { name: vwap, parameters: { deviation_threshold: 0.008, strong_deviation_threshold: 0.02 } }
            combiner:
              adx_period: 10
              trending_threshold: 22
              ranging_threshold: 18
              trending_weights: { TREND: 1.2, MEAN_REVERSION: 0.3, ORDER_FLOW: 0.9, MICROSTRUCTURE: 0.4 }
              ranging_weights: { TREND: 0.3 }
            decision:
              buy_threshold: 0.22
              sell_threshold: -0.25
              close_threshold: 0.12
              stop_loss_pct: 0.025
              take_profit_pct: 0.08
            tags: [a, b]
            """)
        #expect(got.issues == [])
        let lines = Set(got.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
        for line in [
            "# Imported from the ensemble profile 'My_Desk 2', version 1.0.", "# Two lines", "# of words",
            "# Tags: a, b.", "name: my-desk-2",
            "signals: [trend, mean_reversion, rsi, order_flow, book, spread, vwap]",
            "trend: { short: 12, long: 26 }", "mean_reversion: { window: 30, entry: 2.5, exit: 0.6 }",
            "rsi: { period: 10, oversold: 35, overbought: 65 }", "order_flow: { aggression: 0.65 }",
            "book: { threshold: 0.25, strong: 0.45 }", "spread: { tight: 3bps, normal: 10bps, wide: 20bps }",
            "vwap: { near: 80bps, sure: 200bps }", "adx_period: 10", "trending: 22", "ranging: 18",
            "trending_weights: { trend: 1.2, mean_reversion: 0.3, order_flow: 0.9, microstructure: 0.4, default: 0 }",
            "ranging_weights: { trend: 0.3, mean_reversion: 1, order_flow: 0.6, microstructure: 0.7, default: 0 }",
            "buy_threshold: 0.22", "sell_threshold: 0.25", "close_threshold: 0.12",
            "- { id: exits, uses: gate.exit, with: { stop_loss: 2.5%, take_profit: 8% } }",
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test func `what has no counterpart is told of with its line`() {
        let got = findings(
            """
            name: x
            author: me
            signals:
              - { name: trend, parameters: { fast: 12, kind: ema } }
              - { name: sentiment, weight: 2 }
              - { name: vwap, enabled: false, parameters: { anything: 1 } }
              - { name: order_flow, parameters: { aggressor_threshold_bullish: 0.6, min_trades: 30,
                  aggressor_threshold_bearish: 0.3, volume_weight: no } }
              - { name: orderbook_imbalance, parameters: { levels: 10 } }
              - { name: trend }
            combiner:
              adx: 3
              trending_weights: { VOLATILITY: 0.5, NEWS: 1 }
            decision: { stop_loss: 2 }
            """)
        #expect(
            got == [
                "2 W0602 'author' of the profile is not imported",
                "4 W0602 'fast' of 'parameters' is not imported",
                "4 W0602 'kind' of 'parameters' is not imported",
                "5 W0602 there is no signal like 'sentiment'",
                "5 W0602 'weight' of the signal is not imported",
                "7 W0603 'min_trades' becomes 'min_bars': bars stand for trades, which bars do not tell",
                "8 W0603 selling is judged as buying is: 'aggression' stands for both sides",
                "8 W0603 every share of buying is one of volume",
                "9 W0603 the book is read at its best prices alone",
                "10 W0602 'trend' is there already: an ensemble asks each signal once",
                "12 W0602 'adx' of 'combiner' is not imported",
                "13 W0602 'VOLATILITY' weighs nothing: no signal of that type is imported",
                "13 W0602 'NEWS' of 'trending_weights' is not imported",
                "14 W0602 'stop_loss' of 'decision' is not imported",
            ])
    }

    @Test(arguments: [
        ("- a list", "1 E0601 the profile must be a mapping"),
        ("name: x", "1 E0601 an ensemble profile has 'signals'"),
        ("signals: 3", "1 E0601 an ensemble profile has 'signals'"),
        ("signals: []", "1 E0601 no signal is on"),
        ("signals: [{ name: trend, enabled: false }]", "1 E0601 no signal is on"),
        ("signals: [{ enabled: true }]", "1 E0601 a signal has a 'name'"),
        ("signals: [trend]", "1 E0601 the signal must be a mapping"),
        ("signals: [{ name: trend, enabled: maybe }]", "1 E0601 'enabled' must be true or false"),
        (
            "signals: [{ name: trend, parameters: { fast_period: soon } }]",
            "1 E0601 'fast_period' must be a number"
        ),
        (
            "signals: [{ name: trend, parameters: { fast_period: 2.5 } }]",
            "1 E0601 'fast_period' must be a whole number"
        ),
        (
            "signals: [{ name: trend, parameters: { fast_period: .nan } }]",
            "1 E0601 'fast_period' must be a number"
        ),
        (
            "{ signals: [{ name: trend }], decision: { sell_threshold: 0.2 } }",
            "1 E0601 'sell_threshold' is 0.2, outside -1 to 0"
        ),
        (
            "{ signals: [{ name: trend }], decision: { stop_loss_pct: 2 } }",
            "1 E0601 'stop_loss_pct' is 2, outside"
        ),
        ("{ signals: [{ name: trend }], combiner: 3 }", "1 E0601 'combiner' must be a mapping"),
        ("{ signals: [{ name: trend }], name: [a] }", "1 E0601 'name' must be a text"),
    ])
    func `a file that is no profile is an error with its place`(yaml: String, start: String) {
        let errors = findings(yaml).filter { $0.contains(" E") }
        #expect(errors.count == 1 && errors[0].hasPrefix(start), "\(errors)")
    }

    @Test(arguments: [
        ("Default", "default"), ("trend_following", "trend-following"), ("9 lives", "imported-9-lives"),
        ("", "imported"),
        ("--", "imported"), ("Ünder", "nder"),
    ])
    func `a name becomes one that a pipeline can have`(text: String, name: String) {
        #expect(EnsembleProfile.pipelineName(text) == name)
    }

    @Test func `without the plugins nothing is written, and a missing file is said to be missing`() throws {
        let project = try Project(["p.yaml": "signals: [{ name: trend }]", "there.yaml": "mine"])
        let outcome = Terminal.run(
            "import", "ensemble", project.file("p.yaml"), "--out", project.file("o.yaml"))
        #expect(outcome.status == .invalid)
        #expect(outcome.errors.contains("error[E0301]") && outcome.errors.hasSuffix("was not imported\n"))
        #expect(!FileManager.default.fileExists(atPath: project.file("o.yaml")))
        #expect(Terminal.run("import", "ensemble", project.file("none.yaml")).status == .missingFile)
        let taken = Terminal.run(
            "import", "ensemble", project.file("p.yaml"), "--out", project.file("there.yaml"))
        #expect(taken.status == .usage)
        #expect(try project.text(of: "there.yaml") == "mine")
    }
}
