import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct BarrierSoftGateTests {
    private func scale(
        _ yaml: String = "", side: Double = 1, peak: Double, valley: Double, horizon: Double = 0
    ) throws -> Left {
        let probabilities = ProbabilityFrame(instruments: 1, horizons: 3)
        probabilities.peak(horizon: 0)[0] = peak
        probabilities.valley(horizon: 0)[0] = valley
        return try BarrierSoftGate.test(yaml).left(
            of: [side], in: .one(), GateEvidence(probabilities: probabilities), horizon: horizon)[0]
    }

    @Test func `a worked number, and its mirror`() throws {
        let yaml = "{ g_min: 0, gamma: 2, delta: 0.25 }"
        let short = try scale(yaml, side: -1, peak: 0.9505, valley: 0.3143)
        #expect((short.scale - 0.467_247_825).magnitude < 1e-8)
        #expect(short.reason == "barrier_scaled" && short.observed == 0.3143)
        #expect(try scale(yaml, side: 1, peak: 0.3143, valley: 0.9505).scale == short.scale)
    }

    @Test func `nothing known is blocked, whatever the probability`() throws {
        #expect(try scale(peak: 1, valley: 0).scale == 0.2)
        #expect(try scale(peak: 0, valley: 1).passes)
        #expect(try scale("g_min: 0.4", peak: 1, valley: 0).scale == 0.4)
    }

    @Test func `each horizon may have its own numbers`() throws {
        #expect(try scale("g_min: { 5m: 0.7, default: 0.1 }", peak: 1, valley: 0).scale == 0.7)
        #expect(try scale("g_min: { 15m: 0.7, default: 0.1 }", peak: 1, valley: 0).scale == 0.1)
    }

    @Test func `without signs a peak is adverse to a short too`() throws {
        let short = try scale("signed: false", side: -1, peak: 0.9, valley: 0.2)
        #expect(short.scale == (try scale(peak: 0.9, valley: 0.2).scale))
    }

    @Test(arguments: [(Double.nan, 0.3), (0.3, .nan), (-0.1, 0.3), (1.1, 0.3), (0.3, .infinity)])
    func `what is no probability blocks`(peak: Double, valley: Double) throws {
        for side in [1.0, -1] {
            let got = try scale(side: side, peak: peak, valley: valley)
            #expect(got.scale == 0 && got.reason == "probability_unknown")
        }
    }

    @Test func `a horizon without probabilities blocks`() throws {
        for horizon in [1, 3, -1, Double.nan] {
            #expect(try scale(peak: 0.1, valley: 0.9, horizon: horizon).scale == 0)
        }
        #expect(try BarrierSoftGate.test().words(of: [1], in: .one()) == ["probability_unknown"])
        #expect(BarrierSoftGate.ports(.init()).needs.contains(.init(.probabilities)))
    }

    @Test(arguments: ["g_min: 2", "gamma: 11", "delta: -1"])
    func `settings have bounds`(yaml: String) { #expect(!BarrierSoftGate.issues(yaml).isEmpty) }
}
