import SluiceBuiltins
import SluiceDocument
import SluiceEngine
import SluiceHistory
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceReport
import SluiceTestKit
import Testing

/// What a run did, cycle by cycle.
struct WatchedRun: Equatable {
    /// How cycles are run.
    enum Way {
        /// Every stage is asked in every cycle, and its output is kept.
        case watched
        /// A cycle may end behind its decisions.
        case unwatched
        /// So it may, but someone reads targets.
        case readByOthers
        /// Many cycles of a recorded history at once, where the stages can.
        case inStretches
        /// A recorded history of which alerts are sent, cycle by cycle.
        case alerting
    }

    var equity: [UInt64] = []
    var fills: [Fill] = []
    var orders: [String] = []
    var summary = RunSummary()
    var dataDigest: UInt64 = 0
    /// How many cycles were over after their decisions.
    var stillCycles = 0
    /// How many of those were not run by themselves.
    var passedCycles = 0
    /// The sinks of a run that sends its alerts; nil where the pipeline has none.
    private(set) var sinks: WatchedSinks?

    /// Runs a pipeline, at most so many cycles and none after a moment, and writes it into a folder.
    ///
    /// In `shared` data it reads what earlier runs have worked out of them.
    init(
        _ drawn: RandomPipeline, _ way: Way, cycles: Int? = nil, until: Timestamp? = nil,
        to folder: String? = nil, shared: RecordedData? = nil
    ) throws {
        let plan = try drawn.plan()
        var options = RunOptions(cycles: cycles, until: until)
        options.keepsRecords = way == .watched
        var surroundings = Surroundings(
            files: drawn.files, transport: FakeTransport(), secrets: [:] as FixedSecrets, log: LogRecord(),
            report: { _ in })
        if let shared {
            surroundings = shared.sharing(in: surroundings)
        } else if way == .inStretches || way == .alerting {
            surroundings = try RecordedData(plan, drawn.files).playing(in: surroundings)
        }
        let (keeper, figures) = (SummaryKeeper(), BacktestKeeper())
        let watcher = way == .inStretches ? StretchWatcher() : Watcher(readsTargets: way == .readByOthers)
        // Alerts are told of in every cycle; other ways send none, as a backtest does not.
        if way == .watched || way == .alerting { sinks = try WatchedSinks(plan) }
        var others: [any RunObserver] = sinks.map { [$0.dispatcher] } ?? []
        if let folder { others.append(try RunRecorder(folder, summary: keeper)) }
        let run = try PipelineRun(
            plan: plan, surroundings: surroundings, options: options, signal: StopSignal(),
            observers: [keeper, figures, watcher] + others)
        try run.run()
        (equity, fills, orders) = (watcher.equity, watcher.fills, watcher.orders)
        (stillCycles, passedCycles) = (watcher.stillCycles, watcher.passedCycles)
        (summary, dataDigest) = (keeper.summary, figures.dataDigest)
        // Of a history that was not played to its end the source says that it speaks of the whole.
        if cycles != nil || until != nil { summary.remarks = [] }
    }

    static func == (lhs: WatchedRun, rhs: WatchedRun) -> Bool {
        lhs.equity == rhs.equity && lhs.fills == rhs.fills && lhs.orders == rhs.orders
            && lhs.dataDigest == rhs.dataDigest && "\(lhs.summary)" == "\(rhs.summary)"
    }

    private class Watcher: RunObserver {
        var equity: [UInt64] = []
        var fills: [Fill] = []
        var orders: [String] = []
        var stillCycles = 0
        var passedCycles = 0
        let readsTargets: Bool

        init(readsTargets: Bool) { self.readsTargets = readsTargets }

        func began(_ engine: Engine) {}

        func cycleEnded(_ engine: Engine) {
            equity.append(engine.portfolio.equity.bitPattern)
            if engine.report.isStill { stillCycles += 1 }
            acted(engine)
        }

        func acted(_ engine: Engine) {
            for event in engine.report.events {
                if case .filled(let fill) = event { fills.append(fill) }
                if case .sent(let order) = event { orders.append("\(order)") }
            }
        }

        func ended(_ engine: Engine) {}
    }

    private final class StretchWatcher: Watcher, StillObserver {
        init() { super.init(readsTargets: false) }

        func passed(_ held: HeldCycles) {
            for cycle in 0..<held.count { equity.append(held.equity(cycle).bitPattern) }
            passedCycles += held.count
            stillCycles += held.count
        }
    }
}
