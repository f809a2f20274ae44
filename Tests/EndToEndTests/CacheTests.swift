import Foundation
import Testing

/// `sluice backtest --cache` gives what it gives without.
@Suite struct CacheTests {
    /// A pipeline with several instruments, two sources, and gaps.
    private static let twoSources = """
        version: 1
        name: two
        modes: [backtest]
        universe: [AAA, BBB, NONE]
        cycle: { every: 1m, calendar: 24/7 }
        stages:
          - { id: one, uses: data.csv, with: { path: ../Data/one.csv, interval: 1m } }
          - { id: other, uses: data.csv, with: { path: ../Data/other/, interval: 1m, quotes: { from: close, spread: 4bps } } }
          - { id: trend, uses: predictor.ema_cross, from: one, with: { horizons: [5m], fast: 3, slow: 9 } }
          - { id: again, uses: predictor.ema_cross, from: other, with: { horizons: [5m], fast: 4, slow: 7 } }
          - { id: blend, uses: blender.ridge_risk_parity, from: [trend, again] }
          - { id: pick, uses: arbiter.cost_aware }
          - { id: size, uses: sizer.fixed }
          - { id: guard, uses: risk.guardrails }
          - { id: route, uses: execution.market }
          - { id: broker, uses: broker.paper, with: { cash: 100000 USD } }

        """

    private static func bars(_ symbols: [String], every seconds: Int, gap: Int) -> String {
        var text = "time,symbol,open,high,low,close,volume\n"
        for bar in 0..<400 {
            for (number, symbol) in symbols.enumerated() where (bar + number) % gap != 0 && bar >= 40 * number
            {
                let close = 100 + 5 * sin(Double(bar * (number + 2)) / 17)
                text +=
                    "\(1_704_067_200 + bar * seconds),\(symbol),\(close),\(close + 1),\(close - 1),\(close),\(bar)\n"
            }
        }
        return text + "1704067200,AAA,what\n"
    }

    /// A result without what differs from run to run.
    private static func same(_ object: [String: Any]) throws -> String {
        let kept = object.filter { !$0.key.hasSuffix("_s") && $0.key != "peak_rss_mb" }
        return String(
            decoding: try JSONSerialization.data(withJSONObject: kept, options: .sortedKeys), as: UTF8.self)
    }

    /// Everything that a record has but the times of its making.
    private static func record(_ folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != "run.json"
        {
            files[name] = try Data(contentsOf: folder.appending(path: name))
        }
        return files
    }

    private static func cached(_ project: URL) -> Set<String> {
        let files = FileManager.default.enumerator(atPath: project.path)?.allObjects as? [String] ?? []
        return Set(files.filter { $0.contains(".sluice-cache/") })
    }

    /// Runs a file plainly, then twice with a cache, and holds all three against each other.
    private static func compare(
        _ file: String, in folder: URL, _ arguments: [String] = []
    ) async throws -> Set<String> {
        var results: [String] = []
        var records: [[String: Data]] = []
        var errors: [String] = []
        for (round, flag) in ["--no-cache", "--cache", "--cache"].enumerated() {
            let out = try Folder.make().appending(path: "run")
            let outcome = try await Program(
                ["backtest", file, flag, "--format", "json", "--strict", "--out", out.path] + arguments,
                in: folder
            ).outcome()
            results.append(
                "\(outcome.status)\n\(try same(try #require(outcome.objects.first, "\(round) \(outcome.errors)")))"
            )
            errors.append(outcome.errors)
            records.append(try record(out))
        }
        #expect(results[1] == results[0] && results[2] == results[0])
        #expect(records[1] == records[0] && records[2] == records[0] && records[0].count > 3)
        #expect(errors[1] == errors[0] && errors[2] == errors[0])
        return cached(folder)
    }

    @Test func `two sources with gaps and findings give the same result, record and findings`() async throws {
        let project = try Folder.project([
            "Pipelines/two.yaml": Self.twoSources,
            "Data/one.csv": Self.bars(["AAA", "BBB"], every: 60, gap: 9),
            "Data/other/a.csv": Self.bars(["BBB"], every: 60, gap: 7),
            "Data/other/b.csv": Self.bars(["AAA"], every: 60, gap: 11),
        ])
        let files = try await Self.compare("Pipelines/two.yaml", in: project)
        #expect(files.contains { $0.hasPrefix("Data/.sluice-cache/") && $0.hasSuffix(".history.columns") })
        // What stands in the folder may be gone, damaged or another's: it is made anew.
        for file in files { try Data("x".utf8).write(to: project.appending(path: file)) }
        #expect(try await Self.compare("Pipelines/two.yaml", in: project) == files)
        try FileManager.default.removeItem(at: project.appending(path: "Data/.sluice-cache"))
        #expect(
            try await Self.compare("Pipelines/two.yaml", in: project, ["--to", "2024-01-01T02:00:00Z"]).count
                > 0)
    }

    @Test(arguments: ["quickstart", "two-sleeves"])
    func `the example pipelines give the same with a cache`(name: String) async throws {
        let project = try Folder.make()
        for folder in ["Data", "Pipelines", "Config"] {
            try FileManager.default.copyItem(
                at: Program.root.appending(path: folder), to: project.appending(path: folder))
        }
        #expect(try await Self.compare("Pipelines/\(name).yaml", in: project).isEmpty == false)
    }

    @Test func `nothing is written unless it was asked for`() async throws {
        let project = try Folder.project([
            "Pipelines/two.yaml": Self.twoSources,
            "Data/one.csv": Self.bars(["AAA", "BBB"], every: 60, gap: 9),
            "Data/other/a.csv": Self.bars(["BBB"], every: 60, gap: 7),
        ])
        _ = try await Program.run("backtest", "Pipelines/two.yaml", in: project)
        #expect(Self.cached(project).isEmpty)
    }
}
