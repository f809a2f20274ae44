import Foundation
import SluiceEngine
import SluiceKit
import SluiceNumerics
import SluicePipeline
import TemporaryFolders
import Testing

@testable import SluiceSweep

@Suite struct ShardTests {
    private let sample: SampleSweep
    private let plan: SweepPlan
    private let folder: TemporaryFolder

    init() throws {
        sample = try SampleSweep()
        plan = try sample.plan("stages.trend.with.fast=2,3,5,9", "stages.trend.with.slow=8,13")
        folder = try TemporaryFolder(inMemory: true)
    }

    private func run(_ shard: SweepShard, in path: String? = nil) throws -> ShardRun.Result {
        let runner = sample.runner(plan)
        return try ShardRun(plan, shard, in: path ?? folder.path).run { runner.row($0) }
    }

    private func merged(_ folders: [String]) throws -> [String: Data] {
        let out = try TemporaryFolder(inMemory: true)
        let results = try SweepResults(plan, from: folders.map(SweepFolder.init))
        try SweepMerge(results).write(to: SweepFolder(out.path))
        return try Dictionary(
            uniqueKeysWithValues: SweepMerge.files.map { name in
                (name, try Data(contentsOf: URL(filePath: "\(out.path)/\(name)")))
            })
    }

    @Test func `shards share out every cell once, and running again does nothing`() throws {
        var ran = 0
        for index in 0..<3 { ran += try run(SweepShard(index, of: 3)).ran }
        #expect(ran == 8)
        for index in 0..<3 { #expect(try run(SweepShard(index, of: 3)).ran == 0) }
        // With another count of shards nothing is left either.
        #expect(try run(.whole).known == 8)
    }

    @Test func `what is merged is the same bytes, however the cells were shared out`() throws {
        let whole = try TemporaryFolder(inMemory: true)
        _ = try run(.whole, in: whole.path)
        let parts = try (0..<3).map { index in
            let part = try TemporaryFolder(inMemory: true)
            _ = try run(SweepShard(index, of: 3), in: part.path)
            return part
        }
        let (one, many) = (try merged([whole.path]), try merged(parts.map(\.path).reversed()))
        for name in SweepMerge.files { #expect(one[name] == many[name], "\(name)") }
        let csv = String(decoding: try #require(one["results.csv"]), as: UTF8.self)
        #expect(csv.split(separator: "\n").count == 9)
        #expect(csv.hasPrefix("cell,id,state,stages.trend.with.fast,stages.trend.with.slow,total_return,"))
        // 9 is not faster than 8.
        #expect(csv.contains(",invalid,9,8,") && csv.contains("E0207"))
    }

    @Test func `the figures of a cell are a backtest's`() throws {
        let runner = sample.runner(plan)
        let figures = try #require(runner.row(0)?.result.figures)
        let (summary, keeper) = (SummaryKeeper(), BacktestKeeper())
        let loaded = sample.world.load(plan.cells[0].settings)
        var options = RunOptions()
        (options.warmsUp, options.needsHistory) = (true, true)
        let planned = try #require(loaded.plan)
        try sample.world.run(planned, options: options, observers: [summary, keeper]).run()
        let backtest = try BacktestFigures(planned, keeper)
        #expect(figures[.sharpe] == backtest.performance.sharpe)
        #expect(figures.fills == summary.summary.fills)
        #expect(figures.fills > 4)
        #expect(figures.finalEquity == keeper.finalEquity.map { "\($0)" })
        #expect(figures.curve.count == keeper.sessions.count + 1)
        #expect(figures[.annualTurnover] > 0 && figures[.annualVolatility] > 0)
    }

    @Test func `a history that is played gives what reading gives, on every window`() throws {
        let plan = try sample.plan("stages.trend.with.fast=2,5", walkForward: "train=60d,test=30d")
        let (reading, playing) = (
            sample.runner(plan), sample.runner(plan, historyFolder: folder.path + "/history")
        )
        for cell in plan.cells.indices {
            #expect(try #require(playing.row(cell)).result == #require(reading.row(cell)).result)
        }
        // One history serves every cell: the columns, and their sums.
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/history")
        #expect(files.count == 2)
    }

    /// A file cut at 12 places by dice of seed 31: what a process leaves that was killed in the middle of a line.
    @Test func `a torn line is dropped, and only what is missing runs`() throws {
        _ = try run(.whole)
        let file = "\(folder.path)/\(SweepShard.whole.fileName)"
        let whole = try Data(contentsOf: URL(filePath: file))
        let reference = try merged([folder.path])
        var dice = Dice(seed: 31)
        for _ in 0..<12 {
            let length = Int(dice.next() % UInt64(whole.count))
            try whole.prefix(length).write(to: URL(filePath: file))
            let lines = max(whole.prefix(length).count { $0 == 0x0A } - 1, 0)
            let result = try run(.whole)
            #expect((result.known, result.ran) == (lines, 8 - lines))
            #expect(try merged([folder.path]) == reference)
        }
    }

    @Test func `a shard that another process writes is refused`() throws {
        let held = try ShardFile(.whole, plan: plan.id, in: folder.path)
        let error = #expect(throws: SweepError.self) { try run(.whole) }
        #expect(error?.code == .busy)
        withExtendedLifetime(held) {}
    }

    @Test func `a stop leaves whole cells, and the next run goes on`() throws {
        let signal = StopSignal()
        let runner = sample.runner(plan, signal: signal)
        let stopped = try ShardRun(plan, .whole, in: folder.path).run { cell in
            if cell == 3 { signal.stop() }
            return runner.row(cell)
        }
        #expect((stopped.ran, stopped.left) == (3, 5))
        #expect(try run(.whole).ran == 5)
    }

    @Test(arguments: ["0/0", "1/1", "-1/2", "0", "0/1/2", "a/b", "+0/1", " 0/1", "2/2"])
    func `a shard that is none is none`(word: String) { #expect(SweepShard(parsing: word) == nil) }

    @Test func `a shard knows its file's name`() {
        for shard in [SweepShard.whole, SweepShard(3, of: 7), SweepShard(11, of: 12)] {
            #expect(SweepShard(parsing: shard.text) == shard)
            #expect(SweepShard(fileName: shard.fileName) == shard)
        }
        for name in [
            "shard-1-of-1.jsonl", "shard-01-of-2.jsonl", "shard-0-of-1.jsonl.lock", "shard-0-1.jsonl",
        ] {
            #expect(SweepShard(fileName: name) == nil)
        }
    }
}
