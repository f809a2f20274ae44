import SluiceBuiltins
import SluiceKit
import SluicePipeline

/// Reading, checking and planning a file of so many stages.
struct ValidateBench {
    let stages: Int

    /// Milliseconds of processor time.
    func run(times: Int) throws -> Samples {
        var gates: [String] = []
        for number in 0..<max(stages - 9, 1) {
            gates.append(
                "  - { id: gate\(number), uses: gate.spread, with: { max_spread: 12bps, max_quote_age: 200ms } }"
            )
        }
        let text = """
            version: 1
            name: bench
            modes: [paper]
            universe: [SPY, QQQ]
            cycle: { every: 60s, calendar: XNYS }
            stages:
              - { id: data, uses: data.bench }
              - { id: trend, uses: predictor.ema_cross, with: { horizons: [5m, 15m], fast: 12, slow: 26 } }
              - { id: scale, uses: calibrator.zscore }
              - { id: blend, uses: blender.ridge_risk_parity }
              - { id: pick, uses: arbiter.cost_aware }
            \(gates.joined(separator: "\n"))
              - { id: size, uses: sizer.volatility }
              - { id: guard, uses: risk.guardrails }
              - { id: route, uses: execution.market }
              - { id: broker, uses: broker.paper }
            """
        let bytes = Array(text.utf8)
        let loader = PipelineLoader(registry: .builtins + [BenchSource.self]) { _ in bytes }
        var samples = Samples()
        for _ in 0..<times {
            let began = Stopwatch.threadTime
            let result = loader.load("bench.yaml")
            samples.add(Double(Stopwatch.threadTime - began) / 1e6)
            guard result.plan != nil else { throw BenchError("\(result.diagnostics.prefix(3))") }
        }
        return samples
    }
}
