import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import SluiceEngine

@Suite struct WarmUpTests {
    /// The summary of a run over 40 closes, and the cycles in which orders left.
    private func run(
        predictor: String = "", _ options: RunOptions
    ) throws -> (summary: RunSummary, sent: [Int]) {
        var pipeline = TestPipeline(gate: "from: 0")
        pipeline.cycle = "{ every: 60s, calendar: 24/7 }"
        let text = pipeline.text.replacing("data.tape, with: {  }", with: "data.lines, with: {}")
            .replacing("predictor.constant, with: {  }", with: "predictor.lines, with: { \(predictor) }")
        let closes = (0..<40).map { "\(100 + $0 % 7)" }.joined(separator: "\n")
        let surroundings = Surroundings(
            files: [LineFile.path: closes] as MemoryFiles, transport: FakeTransport(),
            secrets: [:] as FixedSecrets, log: LogRecord()
        ) { Issue.record("\($0)") }
        let (keeper, orders) = (SummaryKeeper(), SentCycles())
        try PipelineRun(
            plan: TestPipeline.plan(text), surroundings: surroundings, options: options,
            signal: StopSignal(), observers: [keeper, orders]
        ).run()
        return (keeper.summary, orders.cycles)
    }

    private func options(warmsUp: Bool = true, from: Int? = nil) -> RunOptions {
        var options = RunOptions()
        (options.warmsUp, options.tradesFrom) = (warmsUp, from.map { LineSource.time($0 - 1) })
        return options
    }

    @Test func `no order leaves before a stage has given a number`() throws {
        let (summary, sent) = try run(predictor: "warm_up: 9", options())
        #expect(summary.warmUpCycles == 9 && sent.first == 10 && summary.coldStages == [])
        #expect(summary.cycles == 40 && summary.fills > 0)
    }

    @Test func `a stage that says more early is waited for until it calls itself warm`() throws {
        #expect(try run(predictor: "cold_for: 12", options()).sent.first == 12)
        #expect(try run(predictor: "cold_for: 12", options(warmsUp: false)).sent.first == 1)
    }

    @Test func `what comes before the first moment only warms up`() throws {
        let (summary, sent) = try run(predictor: "warm_up: 9", options(from: 25))
        #expect(summary.warmUpCycles == 24 && sent.first == 25)
        #expect(try run(options(warmsUp: false, from: 25)).sent.first == 25)
        // Who is not warm by then is waited for.
        #expect(try run(predictor: "warm_up: 30", options(from: 25)).sent.first == 31)
    }

    @Test func `a run that never gets warm says which stage was cold`() throws {
        let (summary, sent) = try run(predictor: "warm_up: 60", options())
        #expect(sent == [] && summary.warmUpCycles == 40)
        #expect(summary.coldStages.contains("expect"))
    }

    @Test func `a run on the wall clock is refused where history is needed`() throws {
        var pipeline = TestPipeline(data: "live: true, bars: 50")
        pipeline.cycle = "{ every: 1s, calendar: 24/7 }"
        var options = RunOptions(cycles: 5)
        options.needsHistory = true
        let run = try PipelineRun(
            plan: TestPipeline.plan(pipeline.text), surroundings: .test(), options: options,
            signal: StopSignal(), observers: [], wall: StillTime())
        #expect {
            try run.run()
        } throws: { ($0 as? BuildError)?.message.contains("history") == true }
    }
}

/// Notes the cycles in which orders left, or after which they did.
private final class SentCycles: RunObserver {
    private(set) var cycles: [Int] = []

    private func look(_ engine: Engine) {
        for case .sent in engine.report.events { cycles.append(engine.records.total) }
    }

    func began(_ engine: Engine) {}
    func cycleEnded(_ engine: Engine) { look(engine) }
    func acted(_ engine: Engine) { look(engine) }
    func ended(_ engine: Engine) {}
}
