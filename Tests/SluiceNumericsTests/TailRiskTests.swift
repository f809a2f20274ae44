import SluiceNumerics
import Testing

@Suite struct TailRiskTests {
    @Test func `the historical figures are of the worst returns`() throws {
        let rule = try TailRisk(confidence: 0.95)
        let returns = (0..<20).map { Double($0 - 10) / 100 }
        let loss = rule.historical(sorted: returns.span)
        #expect(abs(loss.valueAtRisk - 0.09) < 1e-12 && abs(loss.expectedShortfall - 0.095) < 1e-12)
        let (none, one) = ([Double](), [0.02])
        #expect(rule.historical(sorted: none.span).valueAtRisk == 0)
        #expect(rule.historical(sorted: one.span).valueAtRisk == -0.02)
    }

    @Test func `the normal figures are those of the tables`() throws {
        let loss = try TailRisk(confidence: 0.95).normal(mean: 0, deviation: 1)
        #expect(abs(loss.valueAtRisk - 1.644_853_626_951_472_6) < 1e-12)
        #expect(abs(loss.expectedShortfall - 2.062_712_807_507_426) < 1e-9)
        #expect(try TailRisk().normal(mean: 0.1, deviation: .nan).valueAtRisk == 0)
    }

    @Test(arguments: [
        (0.05, -1.644_853_626_951_472_6), (0.5, 0), (0.975, 1.959_963_984_540_054),
        (1e-10, -6.361_340_902_404_056),
        (1e-300, -37.047_096_299_361_2), (0, -.infinity), (1, .infinity),
    ])
    func `the quantile undoes the distribution`(probability: Double, value: Double) {
        let quantile = NormalDistribution.quantile(probability)
        #expect(quantile == value || abs(quantile - value) < 1e-9)
        guard quantile.isFinite, probability > 1e-20 else { return }
        #expect(abs(NormalDistribution.cumulative(quantile) / probability - 1) < 1e-9)
    }

    @Test func `a quantile of nothing is absent`() {
        #expect(NormalDistribution.quantile(-0.1).isNaN && NormalDistribution.quantile(.nan).isNaN)
    }

    @Test func `the shortfall is never below the value at risk, 500 samples, seed 51`() throws {
        var dice = SeededDice(seed: 51)
        for _ in 0..<500 {
            let rule = try TailRisk(confidence: 0.5 + 0.49 * dice.unit())
            let returns = (0..<1 + dice.below(80)).map { _ in 0.02 * dice.normal() }.sorted()
            let moments = SampleMoments(returns.span)
            for loss in [
                rule.historical(sorted: returns.span),
                rule.normal(mean: moments.mean, deviation: moments.deviation),
            ] {
                #expect(loss.expectedShortfall >= loss.valueAtRisk - 1e-15)
            }
            // Of returns in the wrong order it need not be.
        }
        let descending = [0.1, -0.1, -0.2, -0.3]
        let wrong = try TailRisk(confidence: 0.5).historical(sorted: descending.span)
        #expect(wrong.expectedShortfall < wrong.valueAtRisk)
    }

    @Test func `a confidence has to leave a tail`() {
        for confidence in [0.4, 1, .nan] {
            #expect(throws: InvalidParameter.self) { try TailRisk(confidence: confidence) }
        }
    }
}
