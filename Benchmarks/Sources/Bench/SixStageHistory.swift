import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// A history of all six stages through the whole engine: five predictors of six horizons, z-scores, a ridge blend with
/// correlations pooled for each horizon, the arbiter, both gates, the sizer by volatility, guardrails, market orders and
/// the broker on paper; from columns in memory, without a trace.
struct SixStageHistory {
    let instruments: Int
    let bars: Int

    /// What a run came to.
    struct Result {
        /// Nanoseconds of processor time for each bar of each instrument, without making the columns.
        let nanoseconds: Double
        /// The same of the stretch of 200 cycles that took least: what it costs where nothing else is at work.
        let least: Double
        let orders: Int
        let fills: Int
        /// The most memory that the process had, and what the columns take, in bytes.
        let peak: Int
        let columns: Int
        /// The last equity's bits: two builds that give the same have done the same.
        let checksum: String
        /// Microseconds of a cycle in each stage, where that was asked for.
        let stages: [(id: String, microseconds: Double)]
    }

    /// Runs the history; `watches` keeps digests and times of stages, which costs something itself.
    func run(watches: Bool = false) throws -> Result {
        let observer = StageTimes()
        let history = try TimedHistory(
            text, with: [ColumnSource.self], watches: watches, observer: observer)
        let engine = history.run.engine
        let stages = zip(engine.plan.stages, observer.nanoseconds).map { ($0.id, $1 / Double(bars) / 1_000) }
        return Result(
            nanoseconds: history.nanoseconds / Double(bars * instruments),
            least: observer.least / Double(StageTimes.stretch * instruments), orders: observer.orders,
            fills: observer.fills,
            peak: Memory.peak, columns: ColumnSource.bytes(instruments: instruments, bars: bars),
            checksum: String(engine.portfolio.equity.bitPattern, radix: 16),
            stages: watches ? stages : [])
    }

    private final class StageTimes: RunObserver {
        let readsTargets = false
        var orders = 0
        var fills = 0
        var nanoseconds: [Double] = []
        /// Nanoseconds of the stretch that took least, those left out in which pasts are still filling up.
        var least = Double.infinity
        private var mark: Int64 = 0
        static let stretch = 200

        func began(_ engine: Engine) {
            nanoseconds = Array(repeating: 0, count: engine.plan.stages.count)
        }
        func acted(_ engine: Engine) {}
        func ended(_ engine: Engine) {}
        func cycleEnded(_ engine: Engine) {
            let number = engine.report.number
            if number.isMultiple(of: Self.stretch) {
                let now = Stopwatch.processTime
                if number > 2 * Self.stretch { least = min(least, Double(now - mark)) }
                mark = now
            }
            orders += engine.report.sent
            fills += engine.report.fills.count
            guard engine.records.record(ofCycle: number) != nil else { return }
            for stage in nanoseconds.indices {
                nanoseconds[stage] += Double(
                    engine.records.nanoseconds(ofStage: stage, cycle: number) ?? 0)
            }
        }
    }

    private var text: String {
        let names = (0..<instruments).map { "I\($0)" }.joined(separator: ", ")
        let horizons = "horizons: [5m, 10m, 15m, 30m, 60m, 1d]"
        return """
            version: 1
            name: history
            modes: [backtest]
            universe: [\(names)]
            cycle: { every: 60s, calendar: 24/7 }
            stages:
              - { id: data, uses: data.columns, with: { bars: \(bars) } }
              - { id: trend, uses: predictor.ema_cross, with: { \(horizons), fast: 12, slow: 26 } }
              - { id: slow, uses: predictor.ema_cross, with: { \(horizons), fast: 20, slow: 60 } }
              - { id: pace, uses: predictor.momentum, with: { \(horizons) } }
              - { id: skip, uses: predictor.momentum, with: { \(horizons), skip: 2 } }
              - { id: back, uses: predictor.mean_reversion, with: { \(horizons) } }
              - { id: turns, uses: predictor.barrier_touch, with: { \(horizons) } }
              - { id: scale, uses: calibrator.zscore, from: [trend, slow, pace, skip, back], with: { window: 100, ic: 0.3 } }
              - { id: blend, uses: blender.ridge_risk_parity, with: { weights: per_horizon } }
              - { id: pick, uses: arbiter.cost_aware, with: { k2: 0.01, base_threshold: 3bps } }
              - { id: spread, uses: gate.spread }
              - { id: barrier, uses: gate.barrier }
              - { id: size, uses: sizer.volatility, with: { max_weight: 5%, gross_target: 50%, no_trade_band: 20bps } }
              - { id: guard, uses: risk.guardrails, with: { max_daily_loss: 50%, max_drawdown: 50% } }
              - { id: route, uses: execution.market }
              - { id: broker, uses: broker.paper, with: { cash: 100000000 USD } }
            """
    }
}
