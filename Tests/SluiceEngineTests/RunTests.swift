import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Synchronization
import Testing

@testable import SluiceEngine

@Suite struct RunTests {
    func run(
        _ pipeline: TestPipeline,
        _ options: RunOptions = RunOptions(),
        signal: StopSignal = StopSignal(),
        wall: any RealTime = StillTime()
    ) throws -> (PipelineRun, RunSummary) {
        let keeper = SummaryKeeper()
        let run = try PipelineRun(
            plan: TestPipeline.plan(pipeline.text), surroundings: .test(), options: options, signal: signal,
            observers: [keeper], wall: wall
        )
        try run.run()
        return (run, keeper.summary)
    }

    @Test func `history runs to its end and is summed up`() throws {
        let (run, summary) = try run(TestPipeline(data: "bars: 20", gate: "from: 1"))
        #expect(run.isSimulated)
        #expect(summary.cycles == 20)
        #expect(summary.fills == 2)
        #expect(summary.tradedInstruments == 2)
        #expect(summary.blocked == [.init(stage: "gate", reason: "listed", count: 20)])
        #expect(summary.startEquity == 100_000)
        #expect(summary.endEquity == run.engine.portfolio.equity)
        #expect(summary.fees == Amount(2))
    }

    @Test func `a run ends after so many cycles, at a time, or when it is told to`() throws {
        #expect(try run(TestPipeline(), RunOptions(cycles: 7)).1.cycles == 7)
        let third = try run(TestPipeline(), RunOptions(cycles: 3)).1.last
        #expect(try run(TestPipeline(), RunOptions(until: third)).1.cycles == 3)
        let signal = StopSignal()
        signal.stop()
        #expect(try run(TestPipeline(), signal: signal).1.cycles == 0)
    }

    @Test func `a gap in the data is no reason to stand still`() throws {
        let (_, summary) = try run(TestPipeline(data: "bars: 400"))
        // 390 cycles of one session, then the next session's.
        #expect(summary.cycles == 400)
        #expect(summary.last.map { $0.iso8601.prefix(10) } != summary.first.map { $0.iso8601.prefix(10) })
    }

    @Test func `a simulated clock goes no faster than it is told to`() throws {
        let wall = StillTime()
        _ = try run(TestPipeline(), RunOptions(cycles: 3, speed: .times(60)), wall: wall)
        // Three cycles a minute apart, sixty times as fast: two seconds pass before the third.
        #expect(wall.now.since(StillTime.start) == .seconds(2))
    }

    @Test func `live data waits for the wall clock, and a late cycle is skipped and counted`() throws {
        var pipeline = TestPipeline(data: "live: true, bars: 50")
        pipeline.cycle = "{ every: 1s, calendar: 24/7, deadline: 300ms }"
        let wall = StillTime(oversleeping: [3: .milliseconds(400)])
        let (run, summary) = try run(pipeline, RunOptions(cycles: 5), wall: wall)
        #expect(!run.isSimulated)
        #expect(summary.cycles == 5)
        #expect(summary.skipped == 1)
        #expect(run.engine.records.record(ofCycle: 3)?.isSkipped == true)
    }

    @Test func `an overrun may end the run`() throws {
        var pipeline = TestPipeline(data: "live: true, bars: 50")
        pipeline.cycle = "{ every: 1s, calendar: 24/7, deadline: 300ms, overrun: stop }"
        let wall = StillTime(oversleeping: [2: .milliseconds(400)])
        #expect(try run(pipeline, RunOptions(cycles: 5), wall: wall).1.cycles == 2)
    }

    @Test(arguments: ["fill", "reject"])
    func `orders are among the events where someone reads of them, and counted anyway`(
        answer: String
    ) throws {
        func watch(_ readsOrders: Bool) throws -> (EventWatcher, RunSummary) {
            let (keeper, watcher) = (SummaryKeeper(), EventWatcher(readsOrders: readsOrders))
            let pipeline = TestPipeline(data: "bars: 20", broker: "answer: \(answer)")
            let run = try PipelineRun(
                plan: TestPipeline.plan(pipeline.text), surroundings: .test(), options: RunOptions(),
                signal: StopSignal(), observers: [keeper, watcher], wall: StillTime())
            try run.run()
            return (watcher, keeper.summary)
        }
        let (reader, told) = try watch(true)
        let (other, counted) = try watch(false)
        #expect("\(told)" == "\(counted)")
        #expect(told.orders > 0 && told.fills == (answer == "fill" ? told.orders : 0))
        #expect(reader.words.contains("sent") && reader.words.contains("filled") == (answer == "fill"))
        // What is no matter of course everyone hears of.
        #expect(other.words == reader.words.filter { $0 != "sent" && $0 != "filled" })
        #expect(other.words.contains("rejected") == (answer == "reject"))
        #expect(other.fills == reader.fills && other.fills.count == told.fills)
    }

    /// Takes what the reports of cycles have.
    private final class EventWatcher: RunObserver {
        let readsOrders: Bool
        var words: [String] = []
        var fills: [Fill] = []

        init(readsOrders: Bool) { self.readsOrders = readsOrders }

        func began(_ engine: Engine) {}
        func cycleEnded(_ engine: Engine) {
            words += engine.words
            fills += engine.report.fills
        }
        func acted(_ engine: Engine) {}
        func ended(_ engine: Engine) {}
    }

    @Test func `a run without data says so`() {
        #expect(throws: BuildError.self) { try run(TestPipeline(data: "bars: 0")) }
    }
}

/// Real time that passes only while it is waited for.
final class StillTime: RealTime {
    static let start = ManualClock.start
    private let state = Mutex((now: start, waits: 0))
    private let oversleeping: [Int: Span]

    init(oversleeping: [Int: Span] = [:]) { self.oversleeping = oversleeping }

    var now: Timestamp { state.withLock { $0.now } }

    func wait(until moment: Timestamp, _ signal: StopSignal) -> Bool {
        state.withLock { state in
            state.waits += 1
            state.now = max(state.now, moment) + (oversleeping[state.waits] ?? .nanoseconds(0))
        }
        return !signal.isStopping
    }

    func sleep(for span: Span) async throws {}
}
