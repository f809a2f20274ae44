import SluiceBuiltins
import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

/// What a run did, cycle by cycle.
struct WatchedRun: Equatable {
    var equity: [UInt64] = []
    var fills: [Fill] = []
    var orders: [String] = []
    var summary = RunSummary()
    /// How many cycles were over after their decisions.
    var stillCycles = 0

    /// Runs a file, with or without anyone who watches the stages or reads targets.
    init(_ text: String, isWatched: Bool, readsTargets: Bool = false) throws {
        let loader = PipelineLoader(registry: .builtins) { _ in Array(text.utf8) }
        let result = loader.load("drawn.yaml")
        let errors = result.diagnostics.filter { $0.severity == .error }.map(\.description)
        #expect(errors == [], "\(text)")
        var options = RunOptions()
        options.keepsRecords = isWatched
        let (keeper, watcher) = (SummaryKeeper(), Watcher(readsTargets: readsTargets))
        let run = try PipelineRun(
            plan: #require(result.plan),
            surroundings: Surroundings(
                files: [:] as MemoryFiles, transport: FakeTransport(), secrets: [:] as FixedSecrets,
                log: LogRecord(), report: { _ in }),
            options: options, signal: StopSignal(), observers: [keeper, watcher])
        try run.run()
        (equity, fills, orders, stillCycles) = (
            watcher.equity, watcher.fills, watcher.orders, watcher.stillCycles
        )
        summary = keeper.summary
    }

    static func == (lhs: WatchedRun, rhs: WatchedRun) -> Bool {
        lhs.equity == rhs.equity && lhs.fills == rhs.fills && lhs.orders == rhs.orders
            && "\(lhs.summary)" == "\(rhs.summary)"
    }

    private final class Watcher: RunObserver {
        var equity: [UInt64] = []
        var fills: [Fill] = []
        var orders: [String] = []
        var stillCycles = 0
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
}
