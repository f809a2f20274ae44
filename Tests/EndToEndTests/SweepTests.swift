import Foundation
import SluiceKit
import Testing

/// `sluice sweep` on the real program, with processes of its own.
@Suite struct SweepTests {
    private static let axes = [
        "--grid", "stages.trend.with.fast=3,5,8,12,30", "--grid",
        "stages.size.with.max_weight=5%,10%,15%,20%",
    ]
    private static let merged = ["results.csv", "results.sqlite", "summary.json"]

    private static func sweep(_ words: [String]) throws -> Program { try Program(["sweep"] + words) }

    /// The plain form of a sweep of 20 cells, of which four are invalid.
    private static func plain(_ out: String, workers: Int = 2) throws -> Program {
        try sweep(["Pipelines/quickstart.yaml"] + axes + ["--workers", "\(workers)", "--out", out])
    }

    private static func files(_ folder: String) throws -> [Data] {
        try merged.map { try Data(contentsOf: URL(filePath: "\(folder)/\($0)")) }
    }

    @Test func `the plain form, and shards that are merged, give the same bytes`() async throws {
        let (whole, parts) = (try Folder.make().path, try Folder.make().path)
        let outcome = try await Self.plain(whole).outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("Sweep of quickstart: 20 cells, 16 done, 4 invalid"))
        #expect(outcome.output.contains("E0207: 'fast' must be below 'slow', which is 26"))
        #expect(!outcome.errors.contains("cells/s"))
        let plan = "\(parts)/the.plan"
        let planned = try await Self.sweep(
            ["plan", "Pipelines/quickstart.yaml"] + Self.axes + ["--out", plan]
        )
        .outcome()
        #expect(planned.status == 0, "\(planned.errors)")
        #expect(
            try Data(contentsOf: URL(filePath: plan))
                == Data(contentsOf: URL(filePath: "\(whole)/plan.jsonl")))
        for index in 0..<3 {
            let shard = try await Self.sweep(
                ["run", "--plan", plan, "--shard", "\(index)/3", "--out", "\(parts)/\(index)"]
            ).outcome()
            #expect(shard.status == 0, "\(shard.errors)")
        }
        let incomplete = try await Self.sweep(["merge", "\(parts)/0", "\(parts)/2", "--plan", plan]).outcome()
        #expect(incomplete.status == 1)
        #expect(incomplete.errors.contains("7 of 20 cells have no result, the first is cell 1"))
        let folders = [2, 0, 1].map { "\(parts)/\($0)" }
        let all = try await Self.sweep(["merge"] + folders + ["--plan", plan, "--out", parts]).outcome()
        #expect(all.status == 0, "\(all.errors)")
        #expect(all.output == outcome.output)
        #expect(try Self.files(parts) == Self.files(whole))
    }

    @Test func `a finished sweep does nothing again, and its folder takes no other`() async throws {
        let out = try Folder.make().path
        #expect(try await Self.plain(out).outcome().status == 0)
        let shards = ["shard-0-of-2.jsonl", "shard-1-of-2.jsonl"].map { URL(filePath: "\(out)/\($0)") }
        let before = try shards.map { try Data(contentsOf: $0) }
        let again = try await Self.plain(out).outcome()
        #expect(again.status == 0)
        #expect(again.errors.contains("goes on in"))
        #expect(try shards.map { try Data(contentsOf: $0) } == before)
        let other = try await Self.sweep(
            ["Pipelines/quickstart.yaml", "--grid", "stages.trend.with.fast=3", "--out", out]
        ).outcome()
        #expect(other.status == 1)
        #expect(other.errors.contains("the folder holds another plan"))
    }

    /// Ten kills of the whole sweep at moments that dice of seed 77 choose.
    @Test func `killed at any moment and started again, no cell is lost or doubled`() async throws {
        let (whole, out) = (try Folder.make().path, try Folder.make().path)
        #expect(try await Self.plain(whole).outcome().status == 0)
        var dice = Dice(seed: 77)
        var wasInTheMiddle = 0
        for _ in 0..<10 {
            let program = try Self.plain(out, workers: 1 + Int(dice.next() % 3))
            let naps = Int(dice.next() % 40)
            for _ in 0..<naps where program.process.isRunning { try await Task.sleep(for: .milliseconds(15)) }
            kill(program.process.processIdentifier, SIGKILL)
            let ended = try await program.outcome()
            if ended.status == SIGKILL { wasInTheMiddle += 1 }
            let lines = try Self.lines(out)
            #expect(Set(lines).count == lines.count, "a cell has two rows")
        }
        #expect(wasInTheMiddle > 0)
        let last = try await Self.plain(out).outcome()
        #expect(last.status == 0, "\(last.errors)")
        #expect(try Self.lines(out).sorted() == (0..<20).map { $0 })
        #expect(try Self.files(out) == Self.files(whole))
    }

    /// The cells of the whole lines of all shards.
    private static func lines(_ folder: String) throws -> [Int] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".jsonl")
        }
        return try names.filter { $0.hasPrefix("shard-") }.flatMap { name in
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap {
                line in
                let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return object?["cell"] as? Int
            }
        }
    }

    @Test func `a worker that is killed is replaced once, and that is said`() async throws {
        let out = try Folder.make().path
        let program = try Self.plain(out, workers: 1)
        let killed = await Self.killFirstChild(of: program.process.processIdentifier)
        let outcome = try await program.outcome()
        #expect(killed)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("was killed by signal 9; another one goes on"))
        #expect(try Self.lines(out).sorted() == (0..<20).map { $0 })
    }

    /// Kills the first process that another one starts; false when it ends, or 30 seconds pass, without one.
    ///
    /// On a thread of its own: behind the tasks of other tests it would often come too late.
    private static func killFirstChild(of parent: pid_t) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let end = Date.now + 30
                while Date.now < end, status(of: parent).map({ $0.state != "Z" }) ?? false {
                    if killChild(of: parent) { return continuation.resume(returning: true) }
                    usleep(1_000)
                }
                continuation.resume(returning: false)
            }
        }
    }

    private static func killChild(of parent: pid_t) -> Bool {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { pid_t($0) }.contains { process in
            status(of: process)?.parent == parent && kill(process, SIGKILL) == 0
        }
    }

    /// The state of a process and who has started it; nil when there is none.
    private static func status(of process: pid_t) -> (state: Substring, parent: pid_t)? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return nil }
        let words = text[name...].split(separator: " ").dropFirst()
        guard let state = words.first, let parent = words.dropFirst().first.flatMap({ pid_t($0) }) else {
            return nil
        }
        return (state, parent)
    }

    @Test func `a shard says when the file or the data are not those that were planned`() async throws {
        let project = try Folder.project([
            "p.yaml": try String(
                contentsOf: Program.root.appending(path: "Pipelines/quickstart.yaml"), encoding: .utf8
            )
            .replacing("../Data/us-daily/", with: ""),
            "bars.csv": try String(
                contentsOf: Program.root.appending(path: "Data/us-daily/bars.csv"), encoding: .utf8),
        ])
        func sweep(_ words: String...) async throws -> Program.Outcome {
            try await Program(["sweep"] + words, in: project).outcome()
        }
        let planned = try await sweep(
            "plan", "p.yaml", "--grid", "stages.trend.with.fast=3,5", "--out", "plan.jsonl")
        #expect(planned.status == 0, "\(planned.errors)")
        let bars = project.appending(path: "bars.csv")
        let text = try String(contentsOf: bars, encoding: .utf8)
        try text.replacing("361.4,", with: "361.5,").write(to: bars, atomically: true, encoding: .utf8)
        let other = try await sweep("run", "--plan", "plan.jsonl", "--out", "out")
        #expect(other.status == 69)
        #expect(other.errors.contains("bars.csv is not the file that was planned"))
        try text.write(to: bars, atomically: true, encoding: .utf8)
        #expect(try await sweep("run", "--plan", "plan.jsonl", "--out", "out").status == 0)
        let file = project.appending(path: "p.yaml")
        let yaml = try String(contentsOf: file, encoding: .utf8)
        try yaml.replacing("max_weight: 20%", with: "max_weight: 21%").write(
            to: file, atomically: true, encoding: .utf8)
        #expect(try await sweep("run", "--plan", "plan.jsonl", "--out", "out").status == 69)
    }

    @Test func `an axis that leads nowhere is told before anything runs`() async throws {
        let outcome = try await Self.sweep(
            ["Pipelines/quickstart.yaml", "--grid", "stages.trend.with.fsat=3,5"]
        ).outcome()
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("unknown setting 'fsat'"))
        #expect(outcome.errors.contains("--set:1:24"))
    }

    @Test func `walk-forward tells each window, and what was joined`() async throws {
        let outcome = try await Self.sweep(
            [
                "Pipelines/quickstart.yaml", "--grid", "stages.trend.with.fast=5,12", "--walk-forward",
                "train=200d,test=100d", "--from", "2011-10-01", "--to", "2012-12-01", "--out",
                try Folder.make().path,
            ]
        ).outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("2012-04-18 to 2012-07-26"))
        #expect(outcome.output.contains("out of sample, joined: return"))
    }
}
