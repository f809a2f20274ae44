import SluiceBuiltins
import SluiceEngine
import SluiceFiles
import SluiceKit
import SluicePipeline

/// A cycle in which 18 models of three families forecast six horizons, from bars through features to orders.
struct ModelCycleBench {
    let instruments: Int

    func run(cycles: Int) throws -> CycleSamples {
        let run = try TrainedRun(targets: 6)
        return try withExtendedLifetime(run) {
            let path = run.folder + "/bench.yaml"
            let files = ProjectFiles(pipelineFile: path)
            let surroundings = Surroundings(
                files: files, transport: Nowhere.NoTransport(), secrets: Nowhere.NoSecrets(),
                log: Nowhere.NoLog()
            ) { print($0) }
            let loader = PipelineLoader(registry: .builtins + [BenchSource.self], files: files) { _ in
                Array(text.utf8)
            }
            return try CycleSamples(loader.load(path), surroundings, cycles: cycles) { _ in false }
        }
    }

    private var text: String {
        let names = (0..<instruments).map { "I\($0)" }.joined(separator: ", ")
        let horizons = ["5m", "10m", "15m", "30m", "60m", "1d"]
        let targets = horizons.enumerated().map { "\($1): { target: t\($0), as: score }" }
        return """
            version: 1
            name: bench
            modes: [paper]
            universe: [\(names)]
            cycle: { every: 60s, calendar: XNYS }
            stages:
              - { id: data, uses: data.bench }
              - id: models
                uses: predictor.model
                with: { run: run, allow_unsigned: true, targets: { \(targets.joined(separator: ", ")) } }
              - { id: scores, uses: calibrator.zscore, with: { output: score, window: 10, minimum: 10 } }
              - { id: trust, uses: calibrator.confidence, with: { min_ic: 0.3 } }
              - { id: blend, uses: blender.ridge_risk_parity }
              - { id: pick, uses: arbiter.cost_aware, with: { k2: 0.01, base_threshold: 100bps } }
              - { id: spread, uses: gate.spread }
              - { id: size, uses: sizer.volatility, with: { max_weight: 5%, no_trade_band: 1bps } }
              - { id: guard, uses: risk.guardrails, with: { max_daily_loss: 50%, max_drawdown: 50% } }
              - { id: route, uses: execution.market }
              - { id: broker, uses: broker.paper, with: { cash: 100000000 USD } }
            """
    }
}
