import Foundation
import Testing

/// A pipeline with a state folder: halted and freed from outside, run again, replayed and explained.
@Suite struct StateTests {
    private static let file = "Pipelines/quickstart.yaml"

    private static func run(_ arguments: String...) async throws -> Program.Outcome {
        try await Program(arguments).outcome()
    }

    @Test func `a halted pipeline stays halted over processes, until a person frees it`() async throws {
        let state = try Folder.make().appending(path: "state").path
        let said = ["--state", state, "--reason", "looks odd", "--by", "Ada"]
        #expect(try await Program(["halt", Self.file] + said).outcome().status == 0)
        let halted = try await Self.run("run", Self.file, "--state", state, "--cycles", "60")
        #expect(halted.status == 20)
        #expect(halted.output.contains("orders      0 sent"))
        let status = try await Self.run("status", Self.file, "--state", state, "--format", "json")
        #expect(status.status == 20)
        #expect(status.objects.first?["halted"] as? Bool == true)
        #expect(try await Program(["resume", Self.file] + said).outcome().status == 0)
        let freed = try await Self.run("run", Self.file, "--state", state, "--cycles", "100")
        #expect(freed.status == 0)
        #expect(freed.output.contains("cycles      100"))
        #expect(!freed.output.contains("orders      0 sent"))
        #expect(try await Self.run("status", state).status == 0)
    }

    @Test func `what ran is run again without a difference, and explained`() async throws {
        let state = try Folder.make().appending(path: "state").path
        // Two processes on one state: the second goes on where the first has ended.
        for cycles in ["120", "130"] {
            #expect(try await Self.run("run", Self.file, "--state", state, "--cycles", cycles).status == 0)
        }
        let replay = try await Self.run("replay", state)
        #expect(replay.output == "250 cycles run again, 0 differences\n")
        #expect(replay.status == 0)
        let explained = try await Self.run("explain", state, "--instrument", "IBM", "--cycle", "200")
        #expect(explained.status == 0)
        for word in ["bars (data.csv)", "trend (predictor.ema_cross)", "guard (risk.guardrails)"] {
            #expect(explained.output.contains(word))
        }
        #expect(try await Self.run("explain", state, "--instrument", "NONE").status == 64)
        #expect(try await Self.run("explain", state, "--instrument", "IBM", "--cycle", "999").status == 66)
        #expect(try await Self.run("journal", "verify", state).status == 0)
    }

    @Test func `a recorded run does what a backtest on its frames does, and another file is found out`()
        async throws
    {
        let state = try Folder.make().appending(path: "state").path
        for cycles in ["290", "210"] {
            #expect(try await Self.run("run", Self.file, "--state", state, "--cycles", cycles).status == 0)
        }
        let parity = try await Self.run("parity", state)
        #expect(parity.output == "500 cycles compared, 0 differences\n", "\(parity.errors)")
        #expect(parity.status == 0)
        let text = try String(contentsOf: Program.root.appending(path: Self.file), encoding: .utf8)
        let data = Program.root.appending(path: "Data").path
        let other = try Folder.project([
            "other.yaml": text.replacing("fast: 12", with: "fast: 13").replacing("../Data", with: data)
        ])
        let changed = try await Self.run(
            "parity", state, "--with", other.appending(path: "other.yaml").path, "--format", "json")
        #expect(changed.status == 1, "\(changed.errors)")
        let first = try #require(changed.objects.first?["first"] as? [String: Any])
        #expect(first["cycle"] as? Int == 26)
        #expect(first["stage"] as? String == "trend")
        #expect(first["kind"] as? String == "forecasts")
        #expect(try await Self.run("parity", state, "--from", "501").status == 66)
        #expect(try await Self.run("parity", state, "--from", "9", "--to", "8").status == 64)
    }

    @Test func `a run is replayed from its journal alone, when its data and its file are gone`() async throws
    {
        let folder = try Folder.make()
        for part in [Self.file, "Data/us-daily/bars.csv"] {
            let target = folder.appending(path: part)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: Program.root.appending(path: part), to: target)
        }
        let state = folder.appending(path: "state").path
        let run = try await Program.run("run", Self.file, "--state", state, "--cycles", "150", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        for part in ["Data", "Pipelines"] {
            try FileManager.default.removeItem(at: folder.appending(path: part))
        }
        let replay = try await Program.run("replay", state, in: folder)
        #expect(replay.output == "150 cycles run again, 0 differences\n", "\(replay.errors)")
        let explained = try await Program.run("explain", state, "--instrument", "IBM", in: folder)
        #expect(explained.status == 0, "\(explained.errors)")
    }

    @Test
    func `an explanation names members, weights, features and what a learner gave, as they were recorded`()
        async throws
    {
        let state = try Folder.make().appending(path: "state").path
        let file = "Pipelines/crypto-perps.yaml"
        let run = try await Self.run("run", file, "--state", state, "--cycles", "700")
        #expect(run.status == 0, "\(run.errors)")
        let text = try await Self.run("explain", state, "--instrument", "BTC-USD")
        let page = try await Self.run("explain", state, "--instrument", "BTC-USD", "--format", "json")
        #expect(page.status == 0)
        let stages = try #require(page.objects.first?["stages"] as? [[String: Any]])
        func stage(_ id: String) -> [String: Any]? { stages.first { $0["id"] as? String == id } }
        let weights = try #require(stage("blend")?["weights"] as? [String: [String: Double]])
        #expect(Set(weights.keys) == ["15m", "60m", "240m"])
        for (horizon, row) in weights {
            #expect(Set(row.keys) == ["signals", "regime"])
            #expect(abs(row.values.reduce(0, +) - 1) < 1e-12)
            #expect(text.output.contains("weights \(horizon): signals "))
        }
        let learned = try #require(stage("credit")?["weights"] as? [String: Double])
        #expect(Set(learned.keys) == ["signals", "regime"])
        #expect(text.output.contains("weights for the next cycle: signals "))
        // Trades have taught something: the weights are not alike.
        #expect(Set(learned.values).count == 2)
        // The cycle behind reads what the learner gave here, and a replay gives all of it again.
        #expect(try await Self.run("replay", state).output == "700 cycles run again, 0 differences\n")
    }

    @Test func `a pipeline is meant by its file, in the usual place of its state`() async throws {
        let home = ["XDG_STATE_HOME": try Folder.make().path]
        func run(_ arguments: String...) async throws -> Program.Outcome {
            try await Program(arguments, environment: home).outcome()
        }
        let before = try await run("status", Self.file)
        #expect(before.status == 0, "\(before.errors)")
        #expect(before.output.contains("pipeline   none has run here"))
        #expect(try await run("halt", Self.file, "--reason", "looks odd", "--by", "Ada").status == 0)
        #expect(try await run("status", Self.file).status == 20)
        #expect(try await run("resume", Self.file, "--reason", "was nothing", "--by", "Ada").status == 0)
        #expect(try await run("status", Self.file).status == 0)
    }

    @Test func `a folder that holds no state, or no trace, is said to`() async throws {
        let folder = try Folder.make().path
        for command in [
            ["status"], ["replay"], ["parity"], ["explain", "--instrument", "IBM"], ["journal", "export"],
        ] {
            let outcome = try await Program(command + [folder]).outcome()
            #expect(outcome.status == 66)
            #expect(
                outcome.errors == "sluice: \(folder) holds no state of a pipeline: no run has begun in it\n")
        }
        let traceless = try await Self.run("replay", Self.file, "--state", folder)
        #expect(traceless.status == 66)
        #expect(traceless.errors.contains("trace.sqlite: there is no such file: no run has left one here"))
    }

    @Test func `a stage that cannot go on from what it had remembered is named`() async throws {
        let state = try Folder.make().appending(path: "state").path
        let arguments = ["run", Self.file, "--state", state, "--cycles", "30"]
        let first = try await Program(arguments).outcome()
        #expect(!first.errors.contains("anew"))
        let same = try await Program(arguments).outcome()
        #expect(!same.errors.contains("anew"))
        let other = try await Program(arguments + ["--set", "stages.trend.with.fast=10"]).outcome()
        #expect(other.errors.contains("state: 'trend' begins anew"), "\(other.errors)")
    }
}
