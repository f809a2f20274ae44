import SluiceKit
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct ConfidenceGateTests {
    private func left(
        _ yaml: String, side: Double = 1, _ forecasts: [Double], horizon: Double = 0
    ) throws -> Left {
        let frame = ForecastFrame(instruments: 1, horizons: 3, members: forecasts.count)
        for (member, value) in forecasts.enumerated() { frame.column(member: member, horizon: 0)[0] = value }
        return try ConfidenceGate.test(yaml).left(
            of: [side], in: .one(), GateEvidence(forecasts: frame), horizon: horizon)[0]
    }

    @Test func `a worked number`() throws {
        let got = try left("min_confidence: 0.81", [6, 3, -1])
        #expect(got.reason == "confidence_low" && (got.observed - 0.8).magnitude < 1e-12 && got.limit == 0.81)
        #expect(try left("min_confidence: 0.8", [6, 3, -1]).passes)
        #expect(try left("min_confidence: { 5m: 0.9, default: 0 }", [6, 3, -1]).reason == "confidence_low")
    }

    @Test func `enough members must point the decision's way`() throws {
        let got = try left("min_agreement: 70%", [6, 3, -1])
        #expect(got.reason == "members_disagree" && (got.observed - 200.0 / 3).magnitude < 1e-9)
        #expect(try left("min_agreement: 50%", [6, -1]).passes)
        #expect(try left("", side: -1, [6, 3, 1]).reason == "members_disagree")
        #expect(try left("", side: -1, [-6, -3, 1]).passes)
    }

    @Test func `too few voices block`() throws {
        let got = try left("min_members: 2", [6, .nan, 0, .infinity])
        #expect(got.reason == "members_too_few" && got.observed == 1 && got.limit == 2)
        #expect(try left("", [.nan]).reason == "members_too_few")
        #expect(try left("", []).reason == "members_too_few")
        #expect(try left("", [5], horizon: 3).reason == "members_too_few")
        #expect(try ConfidenceGate.test().words(of: [1], in: .one()) == ["members_too_few"])
    }

    @Test func `scores count as forecasts do`() {
        #expect(ConfidenceGate.ports(.init()).needs.contains(.init(.forecasts, .scores, joins: true)))
    }

    @Test(arguments: ["min_confidence: 2", "min_agreement: 101%", "min_members: 0"])
    func `settings have bounds`(yaml: String) { #expect(!ConfidenceGate.issues(yaml).isEmpty) }
}
