import CAllocations
import Foundation
import SluiceBuiltins
import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import TemporaryFolders
import Testing

@testable import SluiceReport

@Suite struct RecorderTests {
    private static let pipeline = """
        version: 1
        name: recorded
        modes: [paper]
        universe: [AAA, BBB, CCC]
        cycle: { every: 60s, calendar: XNYS }
        seed: 3
        stages:
          - { id: bars, uses: data.simulated, with: { bars: 700, volatility: 150% } }
          - { id: trend, uses: predictor.ema_cross, with: { horizons: [5m, 15m], fast: 12, slow: 26 } }
          - { id: pace, uses: predictor.momentum, with: { horizons: [5m, 15m] } }
          - { id: scale, uses: calibrator.zscore, from: [trend, pace], with: { window: 60, minimum: 40, ic: 0.8 } }
          - { id: blend, uses: blender.ridge_risk_parity }
          - { id: pick, uses: arbiter.cost_aware, with: { k2: 0.02, base_threshold: 0bps, compare: net } }
          - { id: barrier, uses: gate.spread, with: { max_spread: 4bps, max_quote_age: 60s } }
          - { id: size, uses: sizer.volatility, with: { z_max: 0.5, max_weight: 10%, gross_target: 30% } }
          - { id: guard, uses: risk.guardrails, with: { max_position: 6% } }
          - { id: route, uses: execution.market }
          - { id: broker, uses: broker.paper, with: { cash: 100000 USD, fee: 1bps } }
        """

    private func plan(_ text: String = pipeline) throws -> Plan {
        let loader = PipelineLoader(registry: .builtins) { _ in Array(text.utf8) }
        let result = loader.load("test.yaml")
        #expect(result.diagnostics.map(\.description) == [])
        return try #require(result.plan)
    }

    private func surroundings() -> Surroundings {
        Surroundings(
            files: [:] as MemoryFiles, transport: FakeTransport(), secrets: [:] as FixedSecrets,
            log: LogRecord()
        ) { Issue.record("\($0)") }
    }

    @discardableResult
    private func record(
        _ path: String, replaces: Bool = false, rowLimit: Int = RunRecorder.rowLimit, cycles: Int? = nil,
        text: String = pipeline, isStopped: Bool = false
    ) throws -> RunRecorder {
        let keeper = SummaryKeeper()
        let recorder = try RunRecorder(
            path, replaces: replaces, summary: keeper, rhythm: 10, rowLimit: rowLimit
        ) {
            var origin = RunOrigin()
            (origin.version, origin.pipeline, origin.digest) = ("1.2", text, "d")
            (origin.isInterrupted, origin.warmUpCycles) = (isStopped, 40)
            return origin
        }
        let run = try PipelineRun(
            plan: plan(text), surroundings: surroundings(), options: RunOptions(cycles: cycles),
            signal: StopSignal(), observers: [keeper, recorder])
        try run.run()
        #expect(recorder.error == nil)
        return recorder
    }

    @Test func `a run is kept whole, and its parts add up`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try record(folder.path + "/run/")
        let run = try RecordedRun(folder.path + "/run")
        let facts = run.facts
        #expect(facts.cycles == 700 && facts.seed == 3 && facts.version == "1.2" && facts.warmUpCycles == 40)
        #expect(facts.horizons == ["5m", "15m"] && facts.horizonCycles == [5, 15])
        #expect(facts.currency == "USD" && facts.startCash == 100_000 && facts.startEquity == 100_000)
        #expect(facts.periodsPerYear == 252 && facts.period == "session" && !facts.isInterrupted)
        #expect(run.rows(.equity) == 700 && run.rows(.prices) == 700)
        #expect(run.rows(.fills) > 10 && run.rows(.decisions) > 10 && run.rows(.blocks) > 0)
        #expect(run.rows(.weights) > 10 && run.rows(.risk) > 0)
        #expect(facts.stages.first { $0.id == "blend" }?.names == ["trend", "pace"])
        let analysis = RunAnalysis(run)
        let change = analysis.value("final_equity") - 100_000
        let sum = analysis.shares.reduce(analysis.accountCharges) { $0 + $1.profit }
        #expect(change != 0 && abs(sum - change) < 1e-6)
        let equity = run.numbers(.equity, "equity")
        #expect(equity.last == analysis.value("final_equity"))
        #expect(abs(analysis.costs.fees - (run.numbers(.equity, "fees").last ?? .nan)) < 1e-9)
        let traded = run.numbers(.equity, "turnover").reduce(0, +)
        #expect(abs(traded - analysis.costs.traded) < 1e-6)
        // Each fill belongs to a horizon that was decided.
        #expect(run.integers(.fills, "horizon").allSatisfy { (0...1).contains($0) })
        let text = try String(contentsOfFile: folder.path + "/run/pipeline.yaml", encoding: .utf8)
        #expect(text == Self.pipeline)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["run"])
        #expect(ReportPage(analysis).text.contains("data-chart=\"weights-4\""))
    }

    @Test func `one seed makes the same tables, byte for byte`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try record(folder.path + "/a", cycles: 450)
        try record(folder.path + "/b", cycles: 450)
        for table in RunTable.allCases {
            let files = try ["a", "b"].map {
                try Data(contentsOf: URL(fileURLWithPath: folder.path + "/\($0)/\(table.file)"))
            }
            #expect(files[0] == files[1], "\(table)")
        }
    }

    @Test func `only a run makes way, and only when asked`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        let path = folder.path + "/run"
        try folder.write("run/notes.txt")
        func code(replaces: Bool) -> ReportError.Code? {
            do throws(ReportError) {
                try RunRecorder(path, replaces: replaces, summary: SummaryKeeper()).drop()
                return nil
            } catch { return error.code }
        }
        #expect(code(replaces: true) == .occupied)
        try folder.remove("run/notes.txt")
        #expect(code(replaces: false) == nil)
        try record(path, cycles: 5)
        #expect(code(replaces: false) == .occupied)
        try record(path, replaces: true, cycles: 7, isStopped: true)
        let facts = try RecordedRun(path).facts
        #expect(facts.cycles == 7 && facts.isInterrupted)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run"])
        #expect(code(replaces: true) == nil)
        #expect(throws: ReportError.self) {
            try RunRecorder(folder.path + "/none/run", summary: SummaryKeeper())
        }
    }

    @Test func `rows that find no room are counted`() throws {
        let folder = try TemporaryFolder(inMemory: true)
        try record(folder.path + "/run", rowLimit: 20)
        let run = try RecordedRun(folder.path + "/run")
        #expect(run.rows(.decisions) == 20 && (run.facts.leftOut["decisions"] ?? 0) > 0)
        #expect(RunNotes(run).lines.contains { $0.contains("decisions was full") })
    }

    /// Unoptimized code allocates in every generic loop, so only a release build tells.
    private static var isOptimized: Bool {
        var isOptimized = true
        assert({ isOptimized = false }() == ())
        return isOptimized
    }

    @Test(.enabled(if: isOptimized, "counted in release builds"))
    func `a steady cycle is written without allocating`() throws {
        let allocations = try #require(allocation_counter(), "nothing counts allocations here")
        let folder = try TemporaryFolder(inMemory: true)
        let keeper = SummaryKeeper()
        let recorder = try RunRecorder(folder.path + "/run", summary: keeper, rhythm: 5)
        let engine = try Engine(plan: plan(), surroundings: surroundings(), clock: ManualClock())
        try engine.start()
        keeper.began(engine)
        recorder.began(engine)
        var taken: UInt64 = 0
        for cycle in 0..<690 {
            guard let next = try engine.nextBar() else { break }
            _ = engine.runCycle(at: next)
            let before = allocations()
            recorder.cycleEnded(engine)
            if cycle >= 550 { taken += allocations() - before }
        }
        #expect(taken == 0)
        recorder.drop()
    }
}
