import Foundation
import Testing

/// `sluice backtest` on the real program.
@Suite struct BacktestTests {
    private static let peers = "Benchmarks/peers/ema-cross.yaml"

    /// Runs the task that other engines are measured by.
    private static func run(
        _ data: PeerData, _ arguments: [String] = ["--format", "json"]
    ) async throws -> Program.Outcome {
        let file = try Folder.make().appending(path: "bars.csv")
        try data.csv.write(to: file, atomically: true, encoding: .utf8)
        let symbols = (0..<data.symbols).map { "SYM0\($0)" }.joined(separator: ", ")
        // The last two bars are only there to fill what was decided before.
        let end = Date(timeIntervalSince1970: Double(1_704_067_200 + 60 * (data.bars - 2)))
        return try await Program(
            [
                "backtest", peers, "--data", "bars=\(file.path)", "--set", "universe=[\(symbols)]", "--set",
                "stages.window.with.until='\(end.ISO8601Format())'",
            ] + arguments
        ).outcome()
    }

    /// What an exact count in integers comes to for the same bars and the same rules.
    @Test(arguments: [
        (PeerData(symbols: 1, bars: 20_000, hasGaps: false), 644, "999622.30641"),
        (PeerData(symbols: 1, bars: 20_000, hasGaps: true), 638, "999648.97842"),
        (PeerData(symbols: 3, bars: 4_000, hasGaps: true), 373, "999634.69082"),
    ])
    func `the peers' task gives the oracle's fills and equity to the last digit`(
        data: PeerData, fills: Int, equity: String
    ) async throws {
        let outcome = try await Self.run(data)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try #require(outcome.objects.first)
        #expect(result["fills"] as? Int == fills)
        #expect(result["orders"] as? Int == fills)
        #expect(result["final_equity"] as? String == equity)
        #expect(result["bars"] as? Int == data.bars * data.symbols)
        #expect(result["interrupted"] as? Bool == false)
    }

    @Test func `a person reads figures, and no progress where nobody watches`() async throws {
        let outcome = try await Self.run(PeerData(symbols: 1, bars: 3_000, hasGaps: false), ["--strict"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for word in ["Summary of ema-cross (backtest)", "of them to warm up", "Sharpe", "bars in"] {
            #expect(outcome.output.contains(word))
        }
        #expect(!outcome.errors.contains("bars/s"))
    }

    @Test func `no built-in stage of the examples sees the future`() async throws {
        let outcome = try await Program.run(
            "backtest", "Pipelines/quickstart.yaml", "--check-lookahead", "--cuts", "2", "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try #require(outcome.objects.first)
        #expect((result["findings"] as? [Any])?.isEmpty == true)
        #expect((result["cuts"] as? [Any])?.count == 2)
    }

    @Test func `from and to bound what trades, and the same file gives the same result as a run`()
        async throws
    {
        let file = "Pipelines/quickstart.yaml"
        let part = try await Program.run(
            "backtest", file, "--from", "2012-01-03", "--to", "2012-06-29", "--format", "json")
        let result = try #require(part.objects.first)
        #expect((result["warm_up_cycles"] as? Int ?? 0) > 200)
        #expect((result["to"] as? String)?.hasPrefix("2012-06-29") == true)
        let whole = try await Program.run("backtest", file, "--no-warm-up", "--format", "json")
        let run = try await Program.run("run", file, "--log-format", "json")
        let (one, other) = (try #require(whole.objects.first), try #require(run.events("summary").first))
        for key in ["orders", "fills", "end_equity", "fees", "max_drawdown"] {
            #expect("\(one[key] ?? "none")" == "\(other[key] ?? "gone")", "\(key)")
        }
    }

    @Test func `a benchmark and the windows of the calendar are told, also by the report`() async throws {
        let run = try Folder.make().appending(path: "run").path
        let outcome = try await Program.run(
            "backtest", "Pipelines/quickstart.yaml", "--benchmark", "AAPL", "--windows", "90d", "--out", run,
            "--no-warm-up", "--format", "json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try #require(outcome.objects.first)
        let windows = try #require(result["windows"] as? [[String: Any]])
        let fills = windows.compactMap { $0["fills"] as? Int }.reduce(0, +)
        #expect(windows.count > 5 && fills == result["fills"] as? Int)
        let whole = windows.reduce(1.0) { $0 * (1 + ($1["total_return"] as? Double ?? 0)) } - 1
        #expect(abs(whole - (result["total_return"] as? Double ?? .nan)) < 1e-12)
        let beside = try #require(result["benchmark"] as? [String: Any])
        let report = try await Program.run("report", run, "--json")
        let figures = try #require(report.objects.first?["figures"] as? [String: Any])
        for key in ["alpha", "beta", "correlation", "tracking_error", "information_ratio", "up_capture"] {
            let (one, other) = (beside[key] as? Double ?? .nan, figures[key] as? Double ?? .nan)
            #expect(abs(one - other) <= 1e-9 * max(1, abs(one)), "\(key): \(one), \(other)")
        }
        let text = try await Program.run("report", run, "--benchmark", "IBM")
        #expect(text.output.contains("Beside IBM"))
        #expect(try await Program.run("report", run, "--benchmark", "APPL").status == 64)
    }

    @Test(arguments: [
        (["--mode", "live"], "never live"), (["--cuts", "0"], "--cuts"),
        (["--from", "tomorrow"], "--from takes a date"),
        (["--from", "2012-03-01", "--to", "2012-02-01"], "--to must not be before"),
        (["--benchmark", "APPL"], "did you mean 'AAPL'?"),
        (["--windows", "soon"], "--windows takes whole days"),
    ])
    func `a command line that makes no sense says so`(arguments: [String], message: String) async throws {
        let outcome = try await Program(["backtest", "Pipelines/quickstart.yaml"] + arguments).outcome()
        #expect(outcome.status == 64 && outcome.errors.contains(message))
    }
}
