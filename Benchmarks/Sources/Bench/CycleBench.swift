import CAllocations
import SluiceBuiltins
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// The whole cycle: five predictors, z-score, ridge blend, arbiter, both gates, sizer, guardrails, execution, broker.
struct CycleBench {
    let instruments: Int
    let weights: String
    let trades: Bool
    /// Whether it is the six stages with confidence from what came true, their forecasts given.
    var isSixStage = false

    /// What one size came to.
    struct Result {
        let instruments: Int
        let weights: String
        /// Microseconds of a cycle without the stages that are given, processor time of the thread, where nothing interrupted it.
        var cycle = Samples()
        /// Microseconds of each stage.
        var stages: [(id: String, time: Samples)] = []
        var allocations: UInt64 = 0
        var orders = 0
        var checksum = ""
    }

    func run(cycles: Int) throws -> Result {
        let loader = PipelineLoader(registry: .builtins + [BenchSource.self]) { _ in Array(text.utf8) }
        let loaded = loader.load("bench.yaml")
        guard let plan = loaded.plan else { throw BenchError("\(loaded.diagnostics)") }
        let engine = try Engine(plan: plan, surroundings: Nowhere.surroundings, clock: Nowhere.StillClock())
        try engine.start()
        guard let allocations = allocation_counter() else {
            throw BenchError("nothing counts allocations here")
        }
        var result = Result(instruments: instruments, weights: weights)
        result.stages = plan.stages.map { ($0.id, Samples()) }
        var now = plan.calendar.nextCycle(after: Timestamp(seconds: 1_700_000_000), every: plan.cycle.every)
        for number in 1...(cycles + 300) {
            let before = allocations()
            let (began, wallBegan) = (Stopwatch.threadTime, Stopwatch.wallTime)
            _ = engine.runCycle(at: now)
            let took = Stopwatch.threadTime - began
            // The engine times stages by the wall: where that ran on, another program had the processor.
            let isWhole = Stopwatch.wallTime - wallBegan < took + took / 32
            let allocated = allocations() - before
            now = plan.calendar.nextCycle(after: now, every: plan.cycle.every)
            guard number > 300 else { continue }
            result.allocations += allocated
            result.orders += engine.records.record(ofCycle: number)?.sent ?? 0
            guard isWhole else { continue }
            let given = plan.stages.indices.filter { isGiven(plan.stages[$0].plugin.kind) }.reduce(0) {
                $0 + (engine.records.nanoseconds(ofStage: $1, cycle: number) ?? 0)
            }
            result.cycle.add(Double(took - given) / 1_000)
            for stage in plan.stages.indices {
                result.stages[stage].time.add(
                    Double(engine.records.nanoseconds(ofStage: stage, cycle: number) ?? 0) / 1_000)
            }
        }
        result.checksum = String(engine.report.approved[0].digest, radix: 16)
        return result
    }

    private func isGiven(_ kind: StageKind) -> Bool { kind == .data || isSixStage && kind == .predictor }

    /// What stands between the forecasts and the blend, and how gates and sizer are set.
    private var middle: String {
        let from = "from: [trend, slow, pace, skip, back]"
        guard isSixStage else {
            return """
                  - { id: scale, uses: calibrator.zscore, \(from), with: { window: 100, ic: 0.3 } }
                  - { id: blend, uses: blender.ridge_risk_parity, with: { weights: \(weights) } }
                """
        }
        let coefficient = weights == "per_horizon" ? "pooled" : weights
        return """
              - { id: scores, uses: calibrator.zscore, \(from), with: { output: score, window: 10, minimum: 10 } }
              - { id: trust, uses: calibrator.confidence, with: { ic: \(coefficient), min_ic: 0.3 } }
              - { id: blend, uses: blender.ridge_risk_parity, with: { weights: \(weights) } }
            """
    }

    var text: String {
        let names = (0..<instruments).map { "I\($0)" }.joined(separator: ", ")
        let horizons = "horizons: [5m, 10m, 15m, 30m, 60m, 1d]"
        return """
            version: 1
            name: bench
            modes: [paper]
            universe: [\(names)]
            cycle: { every: 60s, calendar: XNYS }
            stages:
              - { id: data, uses: data.bench }
              - { id: trend, uses: predictor.ema_cross, with: { \(horizons), fast: 12, slow: 26 } }
              - { id: slow, uses: predictor.ema_cross, with: { \(horizons), fast: 20, slow: 60 } }
              - { id: pace, uses: predictor.momentum, with: { \(horizons) } }
              - { id: skip, uses: predictor.momentum, with: { \(horizons), skip: 2 } }
              - { id: back, uses: predictor.mean_reversion, with: { \(horizons) } }
              - { id: turns, uses: predictor.barrier_touch, with: { \(horizons) } }
            \(middle)
              - { id: pick, uses: arbiter.cost_aware, with: { k2: 0.01, base_threshold: \(trades ? "0bps" : "100bps") } }
              - { id: spread, uses: gate.spread }
              - { id: barrier, uses: gate.barrier }
              - { id: size, uses: sizer.volatility, with: { max_weight: 5%, no_trade_band: 1bps } }
              - { id: guard, uses: risk.guardrails, with: { max_daily_loss: 50%, max_drawdown: 50% } }
              - { id: route, uses: execution.market }
              - { id: broker, uses: broker.paper, with: { cash: 100000000 USD } }
            """
    }
}

struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
