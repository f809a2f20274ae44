import Foundation
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

/// Every pipeline of the repository runs, trades, and blocks something.
@Suite struct PipelineTests {
    static let shipped = [
        "quickstart", "two-sleeves", "simulated", "crypto", "minute", "six-stage", "ibkr-ensemble",
        "model-run",
        "crypto-perps",
    ]

    @Test func `every pipeline in the folder is run here`() throws {
        let folder = Program.root.appending(path: "Pipelines").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".yaml")
        }
        #expect(Set(files) == Set(Self.shipped.map { "\($0).yaml" }))
    }

    @Test(arguments: shipped.filter { $0 != "minute" })
    func `a pipeline trades, and blocks with a reason`(name: String) async throws {
        let outcome = try await Program.run("run", "Pipelines/\(name).yaml", "--log-format", "json")
        check(outcome)
    }

    /// The user's own files are not in the repository: seeded ones take their place.
    @Test func `the minute pipeline runs on minute files`() async throws {
        let folder = try Folder.make()
        for part in ["Pipelines/minute.yaml", "Config/symbols.yaml"] {
            let target = folder.appending(path: part)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: Program.root.appending(path: part), to: target)
        }
        let symbols = ["SPY", "AIG", "BAC", "IBM"]
        var builder = MarketBuilder(instruments: symbols, seed: 5)
        builder.spread = 2
        let tape = builder.tape(cycles: 1_200)
        let data = folder.appending(path: "Data/us-minute")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        for (index, symbol) in symbols.enumerated() {
            var text = "time,open,high,low,close,volume,bid,ask,bid_size,ask_size\n"
            for (time, row) in zip(tape.times, tape.bars) {
                guard let bar = row[index] else { continue }
                text +=
                    "\((time - .minutes(1)).iso8601),\(bar.open),\(bar.high),\(bar.low),\(bar.close),\(bar.volume),"
                text += "\(bar.bid),\(bar.ask),\(bar.bidSize),\(bar.askSize)\n"
            }
            try text.write(to: data.appending(path: "\(symbol).csv"), atomically: true, encoding: .utf8)
        }
        check(try await Program.run("run", "Pipelines/minute.yaml", "--log-format", "json", in: folder))
    }

    private func check(_ outcome: Program.Outcome) {
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!outcome.events("fill").isEmpty)
        let blocked = outcome.events("blocked")
        #expect(!blocked.isEmpty)
        #expect(
            blocked.allSatisfy {
                $0["reason"] is String && $0["instrument"] is String && $0["stage"] is String
            })
        #expect(outcome.events("summary").count == 1)
    }

    @Test func `two runs are the same to the byte`() async throws {
        let first = try await Program.run("run", "Pipelines/quickstart.yaml", "--log-format", "json")
        let second = try await Program.run("run", "Pipelines/quickstart.yaml", "--log-format", "json")
        #expect(first.output == second.output)
        #expect(Set(first.events("fill").compactMap { $0["instrument"] as? String }).count >= 2)
    }

    @Test func `a profile swaps the broker: the same decisions, and no fill`() async throws {
        let paper = try await Program.run("run", "Pipelines/quickstart.yaml", "--log-format", "json")
        let dry = try await Program.run(
            "run", "Pipelines/quickstart.yaml", "--profile", "dry", "--log-format", "json")
        #expect(dry.status == 0)
        #expect(dry.events("fill").isEmpty)
        let digests = [paper, dry].map { outcome in
            outcome.events("cycle").compactMap { ($0["digests"] as? [String: String])?["barrier"] }
        }
        #expect(digests[0].count == 500)
        #expect(digests[0] == digests[1])
    }

    @Test func `a setting changed on the command line changes the run`() async throws {
        let plain = try await Program.run("run", "Pipelines/quickstart.yaml", "--log-format", "json")
        let set = try await Program.run(
            "run", "Pipelines/quickstart.yaml", "--log-format", "json", "--set",
            "stages.size.with.max_weight=2%")
        #expect(set.status == 0)
        #expect(
            plain.events("summary").first?["end_equity"] as? Double != set.events("summary").first?[
                "end_equity"] as? Double)
    }
}
