import SluiceNumerics
import Testing

@Suite struct WeightChangeTests {
    @Test(arguments: [
        (0.05, 0.08, 0.05, 0.03), (0.05, 0.02, 0.02, 0), (0.05, -0.03, 0, -0.03), (0, 0.04, 0, 0.04),
        (-0.05, -0.08, -0.05, -0.03), (-0.05, 0, 0, 0), (0.05, 0.05, 0.05, 0),
    ])
    func `a change is split into what only reduces and what adds`(
        current: Double, target: Double, base: Double, added: Double
    ) {
        let change = WeightChange(from: current, to: target)
        #expect(change.base == base)
        #expect((change.added - added).magnitude < 1e-15)
        #expect((change.weight(adding: 1) - target).magnitude < 1e-15)
        #expect(change.weight(adding: 0) == base)
    }

    @Test func `what is absent is split into nothing known`() {
        #expect(WeightChange(from: .nan, to: 0.1).base.isNaN)
        #expect(WeightChange(from: 0.1, to: .nan).added.isNaN)
    }

    @Test(arguments: [
        (0.5, 1.0, 0.2, 1), (0.5, 1.0, 0.75, 0.5), (0.5, 1.0, 1.5, 0), (0, 1.0, 1.5, 1),
        (0.5, 1.0, Double.nan, 0),
        (Double.nan, 1.0, 0.2, 0),
    ])
    func `as much is added as fits`(added: Double, limit: Double, used: Double, part: Double) {
        #expect(WeightChange.part(of: added, fitting: limit, used: used) == part)
    }

    @Test func `the baseline is the close before or the first value of the session`() throws {
        let exposure = Exposure(of: [Double]().span)
        for (rule, expected) in [(Guardrails.Baseline.previousClose, -5.0), (.firstSample, 0)] {
            var guardrails = try Guardrails(limits: ExposureLimits(), baseline: rule)
            _ = guardrails.observe(value: 100_000, session: 1, exposure: exposure)
            let status = guardrails.observe(value: 95_000, session: 2, exposure: exposure)
            #expect((status.dailyPercent - expected).magnitude < 1e-12)
        }
    }
}
