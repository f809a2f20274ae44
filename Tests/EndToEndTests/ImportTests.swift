import Foundation
import Testing

/// Profiles of the live-trade engine become pipelines that are valid and run.
@Suite struct ImportTests {
    /// Profiles of each kind that engine shipped, in our own numbers.
    private static let profiles = [
        "balanced": """
        name: balanced
        version: "1.0"
        description: Trend and reversion
        signals:
          - { name: trend, enabled: true, parameters: { fast_period: 10, slow_period: 24 } }
          - name: mean_reversion
            parameters: { window: 24, z_entry_threshold: 1.5, z_exit_threshold: 0.4 }
          - { name: momentum, parameters: { period: 9, oversold: 32, overbought: 68 } }
        combiner: { adx_period: 14, trending_threshold: 25, ranging_threshold: 20 }
        decision: { buy_threshold: 0.1, sell_threshold: -0.1, close_threshold: 0.05, stop_loss_pct: 0.02 }
        tags: [balanced]
        """,
        "book": """
        name: book_and_flow
        signals:
          - name: order_flow
            parameters: { aggressor_threshold_bullish: 0.62, aggressor_threshold_bearish: 0.38, min_trades: 15 }
          - { name: orderbook_imbalance, parameters: { levels: 5, imbalance_threshold: 0.2 } }
          - { name: spread, parameters: { tight_spread_bps: 4, normal_spread_bps: 12, wide_spread_bps: 25 } }
          - { name: vwap, parameters: { deviation_threshold: 0.006, strong_deviation_threshold: 0.015 } }
        combiner:
          trending_weights: { TREND: 0.8, ORDER_FLOW: 1.0, MICROSTRUCTURE: 0.6, VOLATILITY: 0.4 }
        """,
        "bare": "signals: [{ name: trend }]",
    ]

    @Test(arguments: profiles.keys.sorted())
    func `a profile becomes a pipeline that is valid and trades`(name: String) async throws {
        let folder = try Folder.project(["profile.yaml": Self.profiles[name] ?? ""])
        let got = try await Program.run("import", "ensemble", "profile.yaml", "--out", "p.yaml", in: folder)
        #expect(got.status == 0, "\(got.errors)")
        #expect(!got.errors.contains("error["))
        let valid = try await Program.run("validate", "p.yaml", in: folder)
        #expect(valid.status == 0, "\(valid.errors)\(valid.output)")
        let run = try await Program.run("run", "p.yaml", "--log-format", "json", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(!run.events("fill").isEmpty)
    }

    @Test func `a value that a stage refuses is shown where the profile has it`() async throws {
        let folder = try Folder.project([
            "profile.yaml":
                "signals:\n  - name: trend\n    parameters: { fast_period: 30, slow_period: 20 }\n"
        ])
        let got = try await Program.run("import", "ensemble", "profile.yaml", in: folder)
        #expect(got.status == 78)
        #expect(got.output.isEmpty)
        #expect(got.errors.contains("error[E0601]") && got.errors.contains("profile.yaml:3:"))
    }

    @Test func `the market is what the command line says`() async throws {
        let folder = try Folder.project(["profile.yaml": "signals: [{ name: trend }]"])
        let got = try await Program.run(
            "import", "ensemble", "profile.yaml", "--symbols", "SPY,QQQ", "--every", "1d", "--calendar",
            "XNYS",
            "--horizon", "5d", in: folder)
        #expect(got.status == 0, "\(got.errors)")
        #expect(got.output.contains("universe: [SPY, QQQ]\ncycle: { every: 1d, calendar: XNYS }"))
    }
}
