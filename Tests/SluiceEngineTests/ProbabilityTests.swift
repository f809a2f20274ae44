import Calibrators
import Gates
import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

/// Expects a peak as likely as it is told to.
final class PeakPredictor: BarrierPredictor {
    static let manifest = Manifest("peak", "Expects a peak.")

    struct Settings: PluginSettings {
        @Setting(in: 0...1, help: "How likely a peak is.") var chance = 0.7
    }

    private let chance: Double
    init(settings: Settings, context: StageContext) { chance = settings.chance }

    func predict(_ cycle: Cycle, _ market: MarketFrame, into probabilities: ProbabilityFrame) {
        for horizon in 0..<probabilities.horizons {
            probabilities.peak(horizon: horizon).fill(chance)
            probabilities.valley(horizon: horizon).fill(0.5)
        }
    }
}

/// Calibrated probabilities reach the gate in place of a predictor's own.
@Suite struct ProbabilityTests {
    private func decisions(_ calibrator: String) throws -> DecisionFrame {
        let text = """
            version: 1
            name: test
            modes: [paper]
            universe: [AAA]
            cycle: { every: 60s, calendar: XNYS }
            stages:
              - { id: data, uses: data.tape }
              - { id: expect, uses: predictor.constant }
              - { id: turns, uses: predictor.peak }
            \(calibrator)
              - { id: blend, uses: blender.order }
              - { id: pick, uses: arbiter.sign }
              - { id: gate, uses: gate.barrier }
              - { id: size, uses: sizer.weight }
              - { id: guard, uses: risk.cycle }
              - { id: route, uses: execution.difference }
              - { id: broker, uses: broker.answer }
            """
        let registry = Registry(
            [
                TapeSource.self, ConstantPredictor.self, PeakPredictor.self, OrderBlender.self,
                SignArbiter.self, WeightSizer.self, CycleRisk.self, DifferenceExecution.self,
                AnswerBroker.self,
            ] + Calibrators.all + Gates.all)
        let result = PipelineLoader(registry: registry) { _ in Array(text.utf8) }.load("test.yaml")
        #expect(result.diagnostics.map(\.description) == [])
        let engine = try Engine(plan: #require(result.plan), surroundings: .test(), clock: ManualClock())
        try engine.start()
        try engine.run(1)
        return engine.report.decisions[0]
    }

    @Test func `a gate asks the calibrated probability`() throws {
        let raw = try decisions("")
        #expect(raw.causes[0].reason.name == "peak_likely" && raw.causes[0].observed == 0.7)
        let same = try decisions("  - { id: curve, uses: calibrator.isotonic }")
        #expect(same.causes[0].observed == 0.7)
        // The predictor cries wolf: what it calls 0.7 comes true one time in ten.
        let calm = try decisions(
            "  - { id: curve, uses: calibrator.isotonic, with: { peak_scores: [0.7, 1], peak_values: [0.1, 1] } }"
        )
        #expect(calm.causes[0].reason.name == "barrier_scaled")
        #expect(abs(calm.scale[0] - 0.9 * 0.75.squareRoot()) < 1e-12)
        let logistic = try decisions(
            "  - { id: curve, uses: calibrator.platt, with: { peak_a: 0, peak_b: 2 } }")
        #expect(logistic.causes[0].reason.name == "peak_likely")
        #expect(abs(logistic.causes[0].observed - 0.880_797_077_977_882) < 1e-12)
    }
}
