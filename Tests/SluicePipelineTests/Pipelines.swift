import SluiceDocument
import SluiceKit
import SluicePipeline

/// Pipeline files that never were files.
enum Pipelines {
    static let registry = Registry([
        TapeData.self, TrendPredictor.self, RankPredictor.self, TurnPredictor.self, ScaleCalibrator.self,
        MeanBlender.self, BestArbiter.self, WidthGate.self, TurnGate.self, EvenSizer.self, LimitRisk.self,
        OnceExecution.self, SimulatedBroker.self, VenueBroker.self, CreditLearner.self, HookAlert.self,
    ])

    /// A pipeline without a fault; the tests break it line by line.
    static let sound = """
        version: 1
        name: sound
        modes: [backtest]
        universe: [SPY, QQQ]
        cycle: { every: 1m, calendar: XNYS }
        stages:
          - { id: bars, uses: data.tape, with: { path: bars.csv } }
          - { id: trend, uses: predictor.trend, with: { horizons: [5m, 15m], fast: 12 } }
          - { id: blend, uses: blender.mean, from: [trend] }
          - { id: pick, uses: arbiter.best }
          - { id: width, uses: gate.width, with: { max_spread: 12bps } }
          - { id: size, uses: sizer.even, with: { max_weight: 5% } }
          - { id: guard, uses: risk.limits, with: { max_drawdown: 10% } }
          - { id: route, uses: execution.once }
          - { id: broker, uses: broker.sim, with: { cash: 1000 USD } }
        alerts:
          - { id: ops, uses: alert.hook, on: [kill_switch] }
        """

    /// Loads a file as if it were on disk beside others.
    static func load(
        _ text: String, _ options: PipelineOptions = PipelineOptions(), beside files: [String: String] = [:]
    ) -> PipelineLoader.Result {
        let loader = PipelineLoader(registry: registry) { (path) throws(FileError) in
            guard let text = path == "p.yaml" ? text : files[path] else {
                throw FileError(.missing, path, "there is no such file")
            }
            return Array(text.utf8)
        }
        return loader.load("p.yaml", options)
    }

    /// The sound pipeline with one of its lines replaced; an empty line leaves it out.
    static func sound(line number: Int, _ line: String) -> String {
        var lines = sound.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[number - 1] = line
        return lines.joined(separator: "\n")
    }

    /// The sound pipeline with further lines at its end.
    static func sound(and more: String) -> String { sound + "\n" + more }
}

extension PipelineLoader.Result {
    /// Each finding on one line: code, place, suggestion.
    var findings: [String] {
        diagnostics.map { finding in
            let place = finding.span.map {
                "\($0.file == "p.yaml" ? "" : "\($0.file):")\($0.line):\($0.column)"
            }
            let hint = finding.suggestion.map { " \($0)" } ?? ""
            return "\(finding.code.id) \(place ?? "-")\(hint)"
        }
    }

    /// The ids of the stages in the order in which they run.
    var order: [String] { plan?.stages.map(\.id) ?? [] }

    /// What feeds a stage, by need.
    func inputs(of id: String) -> [[String]]? {
        guard let plan, let stage = plan.stages.first(where: { $0.id == id }) else { return nil }
        return stage.inputs.map { $0.map { plan.stages[$0].id } }
    }

    /// A stage's settings in canonical form.
    func settings(of id: String) -> String? {
        plan?.stages.first { $0.id == id }?.decoded.canonicalSettings
    }
}
