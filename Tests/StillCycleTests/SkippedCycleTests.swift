import SluiceBuiltins
import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

/// Cycles that a fault ends count alike, whether they are run one by one or in stretches.
@Suite struct SkippedCycleTests {
    private static let text = """
        version: 1
        name: moody
        modes: [paper]
        universe: [AAA, BBB]
        cycle: { every: 30m, calendar: 24/7 }
        stages:
          - { id: bars, uses: data.simulated, with: { bars: 300, volatility: 90%, seed: 7 } }
          - { id: trend, uses: predictor.ema_cross, with: { horizons: [30m], ic: 0.9 } }
          - { id: blend, uses: blender.equal }
          - id: pick
            uses: arbiter.cost_aware
            with: { k1: 0, k2: 0, k3: 0, planned_trade: 0%, base_threshold: 0bps, direction: long_only }
          - { id: size, uses: sizer.fixed, with: { units: 10 } }
          - { id: window, uses: risk.trading_window }
          - { id: route, uses: execution.moody }
          - { id: broker, uses: broker.paper, with: { cash: 100000 USD } }

        """

    private static func summary(inStretches: Bool) throws -> RunSummary {
        let loader = PipelineLoader(registry: .builtins + [MoodyExecution.self]) { _ in
            Array(Self.text.utf8)
        }
        let result = loader.load("moody.yaml")
        #expect(result.diagnostics.filter { $0.severity == .error }.map(\.description) == [])
        let plan = try #require(result.plan)
        var surroundings = Surroundings(
            files: [:] as MemoryFiles, transport: FakeTransport(), secrets: [:] as FixedSecrets,
            log: LogRecord(), report: { _ in })
        if inStretches { surroundings = try RecordedData(plan, [:]).playing(in: surroundings) }
        var options = RunOptions()
        options.keepsRecords = false
        let keeper = SummaryKeeper()
        try PipelineRun(
            plan: plan, surroundings: surroundings, options: options, signal: StopSignal(),
            observers: [keeper]
        ).run()
        return keeper.summary
    }

    @Test func `a fault in a stretch ends its cycle, and no other`() throws {
        let (one, many) = (try Self.summary(inStretches: false), try Self.summary(inStretches: true))
        // Without skipped cycles, and reasons counted in others, nothing would be shown.
        #expect(one.skipped > 10 && one.skipped < one.cycles / 2)
        #expect(one.held.map(\.count).max() ?? 0 > 50)
        #expect("\(one)" == "\(many)")
    }
}

/// An execution stage that fails every third time it is asked, and wants no orders at all.
private final class MoodyExecution: StillExecution {
    static let manifest = Manifest("moody", "Fails every third time.")
    let tolerance = 0.5
    private var times = 0

    struct Failure: Error {}

    init(settings: NoSettings, context: StageContext) {}

    func plan(
        _ cycle: Cycle, _ targets: ApprovedTargetFrame, _ market: MarketFrame, into sheet: OrderSheet
    ) throws {
        times += 1
        if times.isMultiple(of: 3) { throw Failure() }
    }
}
