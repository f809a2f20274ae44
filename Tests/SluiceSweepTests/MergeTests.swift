import Foundation
import SluiceDocument
import SluiceNumerics
import SluiceReport
import TemporaryFolders
import Testing

@testable import SluiceSweep

@Suite struct MergeTests {
    private let sample: SampleSweep
    private let folder: TemporaryFolder

    init() throws {
        sample = try SampleSweep()
        folder = try TemporaryFolder(inMemory: true)
    }

    private func run(_ plan: SweepPlan, _ shard: SweepShard = .whole) throws {
        let runner = sample.runner(plan)
        _ = try ShardRun(plan, shard, in: folder.path).run { runner.row($0) }
    }

    private func refusal(_ plan: SweepPlan) -> SweepError? {
        #expect(throws: SweepError.self) { try SweepResults(plan, from: [SweepFolder(folder.path)]) }
    }

    private func rewrite(_ shard: SweepShard, _ change: (String) -> String) throws {
        let file = URL(filePath: "\(folder.path)/\(shard.fileName)")
        try change(try String(contentsOf: file, encoding: .utf8)).write(
            to: file, atomically: true, encoding: .utf8)
    }

    @Test func `a mixture of plans is refused`() throws {
        let (plan, other) = (
            try sample.plan("stages.trend.with.fast=2,3"), try sample.plan("stages.trend.with.fast=2,4")
        )
        try run(plan)
        let error = #expect(throws: SweepError.self) { try run(other) }
        #expect(error?.code == .mismatch)
        try run(other, SweepShard(0, of: 2))
        #expect(refusal(plan)?.code == .mismatch)
    }

    @Test func `a cell that is missing is named`() throws {
        let plan = try sample.plan("stages.trend.with.fast=2,3,4")
        try run(plan, SweepShard(0, of: 2))
        let error = try #require(refusal(plan))
        #expect(error.code == .incomplete)
        #expect(error.message == "1 of 3 cells have no result, the first is cell 1 (\(plan.cells[1].id))")
    }

    @Test func `a cell with two results is named when they differ, and only then`() throws {
        let plan = try sample.plan("stages.trend.with.fast=2,3,4")
        try run(plan)
        let line = try #require(
            String(contentsOfFile: "\(folder.path)/shard-0-of-1.jsonl", encoding: .utf8).split(
                separator: "\n"
            ).last)
        let again = line.replacing("\"cpu_s\":0.5", with: "\"cpu_s\":7.25")
        #expect(again != line)
        try rewrite(.whole) { $0 + again + "\n" }
        #expect(try SweepResults(plan, from: [SweepFolder(folder.path)]).cells.count == 3)
        let start = try #require(line.firstRange(of: "\"fills\":"))
        try rewrite(.whole) { $0 + again.replacing("\"fills\":", with: "\"fills\":1") + "\n" }
        let error = try #require(refusal(plan))
        #expect(error.message.hasPrefix("cell 2 (\(plan.cells[2].id)) has two results that differ"))
        _ = start
    }

    @Test func `a line that was changed by hand is named`() throws {
        let plan = try sample.plan("stages.trend.with.fast=2,3,4")
        try run(plan)
        try rewrite(.whole) { $0.replacing("\"state\":\"done\"", with: "\"state\": \"done\"") }
        #expect(refusal(plan)?.place == "\(folder.path)/shard-0-of-1.jsonl:2")
    }

    @Test func `cells are ranked by the metric, in its direction, and equal ones in order`() throws {
        for metric in [SweepMetric.sharpe, .maxDrawdown] {
            let plan = try sample.plan(
                "stages.trend.with.fast=2,3,4,5,6", "stages.size.with.units=10,20", metric: metric)
            let cells = plan.cells.indices.compactMap { sample.runner(plan).row($0)?.result }
            let ranked = SweepResults(plan: plan, cells: cells, cpu: 0).ranked()
            let values = ranked.map { cells[$0].figures?[metric] ?? .nan }
            #expect(values == values.sorted { metric.isBetter($0, than: $1) })
            #expect(Set(ranked) == Set(plan.cells.indices))
        }
        #expect(!SweepMetric.sharpe.isBetter(.nan, than: 1) && SweepMetric.sharpe.isBetter(-5, than: .nan))
    }

    @Test func `walk-forward joins what the best of each window came to behind it`() throws {
        let plan = try sample.plan(
            "stages.trend.with.fast=2,3,5", metric: .totalReturn, walkForward: "train=60d,test=30d")
        let cells = plan.cells.indices.compactMap { sample.runner(plan).row($0)?.result }
        let results = SweepResults(plan: plan, cells: cells, cpu: 0)
        let walk = try #require(WalkForwardResult(results))
        #expect(walk.choices.count == 4)
        var product = 1.0
        for choice in walk.choices {
            let (trained, tested) = (try #require(choice.trained), try #require(choice.tested))
            #expect(plan.cells[trained].settings == plan.cells[tested].settings)
            #expect(plan.cells[trained].place == .init(choice.window.number, .train))
            #expect(plan.cells[tested].place == .init(choice.window.number, .test))
            let best = try #require(cells[trained].figures)[.totalReturn]
            for index in results.ranked(.train, window: choice.window.number) {
                #expect(try #require(cells[index].figures)[.totalReturn] <= best)
            }
            product *= 1 + (try #require(cells[tested].figures)[.totalReturn])
        }
        #expect(abs(walk.performance.totalReturn - (product - 1)) < 1e-12)
        #expect(walk.curve.count == 1 + 4 * 30)
        let text = SweepMerge(results).summary.description
        #expect(text.contains("\"out_of_sample\":") && text.contains("\"joined\":"))
        // Each combination is judged on all days behind the windows.
        let table = SweepTable(results)
        #expect(table.cells.count == 3 && table.windows.count == 4 && table.joined == walk.curve)
        #expect(table.cells.allSatisfy { $0.returns.count == 4 * 30 })
        let growth = table.cells[1].returns.reduce(1) { $0 * (1 + $1) } - 1
        #expect(abs(growth - table.cells[1].metrics[0]) < 1e-12 && growth != 0)
        let days = plan.windows[0].train
        #expect(
            table.windows[0].values.count == 1 && table.windows[0].train == "\(days.first) to \(days.last)")
        #expect(table.windows[3].inSample.isFinite && table.windows[3].outOfSample.isFinite)
    }

    @Test func `the best cell comes with what it is worth, and a page`() throws {
        let plan = try sample.plan("stages.trend.with.fast=2,3,5,9", "stages.trend.with.slow=8,13")
        let cells = plan.cells.indices.compactMap { sample.runner(plan).row($0)?.result }
        let merge = SweepMerge(SweepResults(plan: plan, cells: cells, cpu: 0))
        let table = merge.analysis.table
        #expect(table.axes == plan.axes && table.cells.count == 7 && table.unfinished.map(\.number) == [6])
        #expect(table.unfinished.first?.values == ["9", "8"] && table.periodsPerYear == 365)
        for cell in table.cells {
            let figures = try #require(cells[cell.number].figures)
            #expect(cell.metrics[3] == figures[.sharpe] && cell.fills == figures.fills)
            let days = Double(cell.returns.count)
            let mean = cell.returns.reduce(0, +) / days
            let square = cell.returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (days - 1)
            let ratio = mean / square.squareRoot() * 365.0.squareRoot()
            #expect(abs(ratio - figures[.sharpe]) < 1e-9)
        }
        let evidence = try #require(merge.summary["evidence"])
        #expect(evidence["sessions"] == .int(merge.analysis.sessions) && merge.analysis.sessions > 150)
        #expect(evidence["splits"] == .int(12_870))
        #expect(evidence["deflated_sharpe"] != .double(.nan) && evidence["warnings"] != .array([]))
        try merge.write(to: SweepFolder(folder.path))
        let page = try String(contentsOfFile: "\(folder.path)/sweep.html", encoding: .utf8)
        #expect(page.contains("data-chart=\"heat-0\"") && page.contains("trend.fast"))
    }

    @Test func `tables are told apart by the last words of paths`() throws {
        let plan = try sample.plan("stages.trend.with.fast=2", "stages.size.with.units=1")
        #expect(plan.axisNames == ["fast", "units"])
        let two = try sample.plan("stages.trend.with.slow=8", "stages.scale.with.slow=1")
        #expect(two.axisNames == ["trend.slow", "scale.slow"])
    }
}
