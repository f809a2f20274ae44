import Blenders
import Calibrators
import SluiceDocument
import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline
import SluiceTestKit
import Testing

/// Returns that are realised come back to the calibrator, and what it learns reaches the blend.
@Suite struct ConfidenceTests {
    private func engine(_ calibrator: String) throws -> Engine {
        let text = """
            version: 1
            name: test
            modes: [paper]
            universe: [AAA, BBB, CCC, DDD, EEE, FFF, GGG, HHH]
            cycle: { every: 60s, calendar: XNYS }
            stages:
              - { id: data, uses: data.tape, with: { bars: 400 } }
              - { id: good, uses: predictor.insight, with: { skill: 0.6 } }
              - { id: noise, uses: predictor.insight, with: { skill: 0 } }
              - { id: believe, uses: calibrator.confidence, from: [good, noise], with: { \(calibrator) } }
              - { id: blend, uses: blender.ridge_risk_parity }
              - { id: pick, uses: arbiter.sign }
              - { id: size, uses: sizer.weight }
              - { id: guard, uses: risk.cycle }
              - { id: route, uses: execution.difference }
              - { id: broker, uses: broker.answer }
            """
        let registry = Registry(
            [
                TapeSource.self, InsightPredictor.self, SignArbiter.self, WeightSizer.self, CycleRisk.self,
                DifferenceExecution.self, AnswerBroker.self,
            ] + Calibrators.all + Blenders.all)
        let result = PipelineLoader(registry: registry) { _ in Array(text.utf8) }.load("test.yaml")
        #expect(result.diagnostics.map(\.description) == [])
        let engine = try Engine(
            plan: #require(result.plan), surroundings: .test(), clock: ManualClock(), seed: 3)
        try engine.start()
        return engine
    }

    /// What a stage wrote in the last cycle.
    private func columns(_ stage: String, _ engine: Engine) throws -> ColumnSet {
        let entries = engine.archive.entries(ofCycle: engine.report.number)
        return try #require(entries.first { engine.plan.stages[$0.stage].id == stage }).columns
    }

    /// The confidence in a member: basis points of return for a score of 1, the mean over instruments.
    private func confidence(_ member: Int, _ id: String, _ engine: Engine) throws -> Double {
        let (scores, returns) = (try columns(id, engine)[0], try columns("believe", engine)[member])
        let ratios = (0..<scores.count).map { returns[$0] / scores[$0] }.filter(\.isFinite)
        return ratios.reduce(0, +) / Double(ratios.count)
    }

    @Test(arguments: ["ic: pooled", "ic: per_instrument"])
    func `realised returns raise the confidence in a member that forecasts well`(calibrator: String) throws {
        let engine = try engine(calibrator)
        try engine.run(15)
        let before = (try confidence(0, "good", engine), try confidence(1, "noise", engine))
        // Nothing has come true yet: both are credited with the floor.
        #expect(before.0 < 2 * before.1)
        var (good, noise, agreements, count) = (0.0, 0.0, 0, 0)
        try engine.run(185)
        for _ in 0..<100 {
            try engine.run(1)
            good += try confidence(0, "good", engine)
            noise += try confidence(1, "noise", engine)
            let (alphas, scores) = (try columns("blend", engine)[0], try columns("good", engine)[0])
            for index in 0..<alphas.count {
                count += 1
                agreements += alphas[index] * scores[index] > 0 ? 1 : 0
            }
        }
        #expect(good > 3 * noise && good / 100 > 5 * before.0)
        // The blend says what the good member says, which half of the time the noise would not.
        #expect(Double(agreements) > 0.85 * Double(count))
    }
}
