import SluiceBuiltins
import SluiceEngine
import SluiceKit
import SluicePipeline

/// The whole cycle: five predictors, z-score, ridge blend, arbiter, both gates, sizer, guardrails, execution, broker.
struct CycleBench {
    let instruments: Int
    let weights: String
    let trades: Bool
    /// Whether it is the six stages with confidence from what came true, their forecasts given.
    var isSixStage = false

    func run(
        cycles: Int, pause: UInt32 = 0, journal: (Engine) throws -> RunJournal? = { _ in nil }
    ) throws -> CycleSamples {
        let loader = PipelineLoader(registry: .builtins + [BenchSource.self]) { _ in Array(text.utf8) }
        return try CycleSamples(
            loader.load("bench.yaml"), Nowhere.surroundings, cycles: cycles, pause: pause, journal: journal
        ) {
            isGiven($0)
        }
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
