import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct BarrierGateTests {
    /// What the gate leaves of one decision on a side, with these probabilities at the second of two horizons.
    private func result(
        _ yaml: String = "", side: Double = 1, peak: Double, valley: Double, horizon: Double = 1
    ) throws -> (scale: Double, cause: Cause) {
        let probabilities = ProbabilityFrame(instruments: 1, horizons: 2)
        probabilities.peak(horizon: 1)[0] = peak
        probabilities.valley(horizon: 1)[0] = valley
        return try filtered(yaml, side: side, horizon: horizon, probabilities)
    }

    private func filtered(
        _ yaml: String = "", side: Double, horizon: Double, _ probabilities: ProbabilityFrame?
    ) throws -> (scale: Double, cause: Cause) {
        let decisions = DecisionFrame.test([side], horizon: horizon)
        let gate = try BarrierGate.test(yaml)
        let market = MarketFrame(count: 1, barMinutes: 1)
        gate.filter(.test(), decisions, market, GateEvidence(probabilities: probabilities))
        return withExtendedLifetime(decisions) { (decisions.scale[0], decisions.causes[0]) }
    }

    @Test func `it asks for probabilities`() {
        let needs = BarrierGate.ports(BarrierGate.Settings()).needs
        #expect(needs.contains(.init(.probabilities)))
        #expect(needs.contains(.init(.decisions)))
    }

    @Test(arguments: [
        (1.0, 0.3, 0.3, 0.7 * 0.65.squareRoot()), (1, 0, 1, 1), (1, 0, 0, 0.5.squareRoot()),
        (-1, 0.177_583_493_271_688_76, 0.55, 0.345_297_449_590_579), (1, 0.6, 0.2, 0.4 * 0.6.squareRoot()),
    ])
    func `the size shrinks by the adverse and grows by the favourable probability`(
        side: Double, peak: Double, valley: Double, scale: Double
    ) throws {
        let got = try result(side: side, peak: peak, valley: valley)
        #expect((got.scale - scale).magnitude < 1e-12)
        #expect(scale == 1 ? got.cause.reason.isNone : got.cause.reason == BarrierGate.scaled)
    }

    @Test func `a long is blocked above the peak's threshold and passes on it`() throws {
        let blocked = try result(peak: 0.600_001, valley: 1)
        #expect(blocked.scale == 0)
        #expect(blocked.cause.reason == BarrierGate.peakLikely)
        #expect(blocked.cause.limit == 0.6)
        #expect(try result(peak: 0.6, valley: 1).scale > 0)
        #expect(try result("peak: 0.7", peak: 0.65, valley: 1).scale > 0)
    }

    @Test func `a short is blocked above the valley's threshold and passes on it`() throws {
        let blocked = try result(side: -1, peak: 1, valley: 0.550_001)
        #expect(blocked.scale == 0)
        #expect(blocked.cause.reason == BarrierGate.valleyLikely)
        #expect(blocked.cause.observed == 0.550_001)
        #expect(try result(side: -1, peak: 1, valley: 0.55).scale > 0)
        #expect(try result("valley: 0.5", side: -1, peak: 1, valley: 0.55).scale == 0)
    }

    @Test func `neither side is blocked by what favours it`() throws {
        #expect(try result(peak: 0, valley: 0.99).scale > 0)
        #expect(try result(side: -1, peak: 0.99, valley: 0).scale > 0)
    }

    @Test func `the scale has a floor and exponents`() throws {
        #expect(try result("peak: 1", peak: 0.95, valley: 0).scale == 0.2)
        #expect(try result("{ peak: 1, g_min: 0.3 }", peak: 0.95, valley: 0).scale == 0.3)
        let gamma = try result("gamma: 2", peak: 0.3, valley: 1).scale
        #expect((gamma - 0.49).magnitude < 1e-12)
        let delta = try result("delta: 2", peak: 0, valley: 0).scale
        #expect((delta - 0.25).magnitude < 1e-12)
    }

    @Test func `a floor of nothing blocks what would shrink to nothing`() throws {
        let got = try result("{ peak: 1, g_min: 0 }", peak: 1, valley: 0)
        #expect(got.scale == 0)
        #expect(got.cause.reason == BarrierGate.scaled)
    }

    @Test(arguments: [(Double.nan, 0.3), (0.3, .nan), (-0.1, 0.3), (1.1, 0.3), (0.3, 2), (.infinity, 0.3)])
    func `a probability that is none blocks`(peak: Double, valley: Double) throws {
        for side in [1.0, -1] {
            let got = try result(side: side, peak: peak, valley: valley)
            #expect(got.scale == 0)
            #expect(got.cause.reason == BarrierGate.unknown)
        }
    }

    @Test func `the chosen horizon's probabilities count`() throws {
        // The first horizon has none.
        #expect(try result(peak: 0.1, valley: 0.5, horizon: 0).cause.reason == BarrierGate.unknown)
        for horizon in [Double.nan, 2, -1] {
            #expect(try result(peak: 0.1, valley: 0.5, horizon: horizon).scale == 0)
        }
    }

    @Test func `without probabilities everything is blocked`() throws {
        #expect(try filtered(side: 1, horizon: 0, nil).cause.reason == BarrierGate.unknown)
    }

    @Test(arguments: ["peak: 1.1", "valley: -0.1", "g_min: 2", "gamma: 11", "delta: -1", "peak: 60%"])
    func `settings have bounds`(yaml: String) {
        #expect(!BarrierGate.Settings.issues(yaml).isEmpty)
    }
}
