import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct ModelHealthRiskCheckTests {
    private static let wanted = [0.1, 0.2, 0.3, 0.4]

    /// Reviews targets in cycles of a minute; the closes of each grow by returns of the order given, times a factor.
    private func frames(
        _ check: ModelHealthRiskCheck, _ factors: [Double], returns: [Double] = [0.01, 0.03, 0.02, 0.04]
    ) throws -> [Reviewed] {
        var closes = [100.0, 100, 100, 100]
        return try ([0] + factors).enumerated().map { step, factor in
            for index in closes.indices { closes[index] *= 1 + returns[index] * factor }
            return try RiskCase(
                held: [0, 0, 0, 0], wanted: Self.wanted, pending: [0, 0, 0, 0],
                now: ManualClock.start + .minutes(step), closes: closes
            ).review(check)
        }
    }

    private func check(_ more: String = "") throws -> ModelHealthRiskCheck {
        try .test("{ min_samples: 4, window: 3\(more) }", in: .risk(4))
    }

    @Test func `bars that go against what was wanted lock, and as many good ones release`() throws {
        let got = try frames(check(), [1, -1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 1, 1, 1])
        #expect(got[1].standing == .open && got[1].weight[0] == 0.1)
        let locked = try #require(got.firstIndex { $0.standing == .reduceOnly })
        #expect(got[locked].weight[0].isNaN && got[locked].standingCause.reason == CheckReasons.skillLost)
        #expect(got[locked].standingCause.limit == 0.01)
        #expect(got[got.count - 1].standing == .open)
        #expect(try frames(check(", on_breach: halt"), [1, -1, -1, -1, -1, -1])[6].standing == .halt)
        let slow = try frames(check(", patience: 9"), [1, -1, -1, -1, -1, -1])
        #expect(slow.allSatisfy { $0.standing == .open })
    }

    @Test func `the coefficient and the edge are those of the book`() throws {
        let strict = try frames(check(", min_ic: 0.85, patience: 1"), [1])
        #expect(near(strict[1].standingCause.observed, 0.8, within: 1e-9))
        let edge = try frames(check(", min_ic: -1, min_edge: 291bps, patience: 1"), [1])
        #expect(edge[1].standingCause.reason == CheckReasons.edgeLost)
        #expect(near(edge[1].standingCause.observed, 290, within: 1e-6))
        #expect(try frames(check(", min_ic: -1, min_edge: 289bps, patience: 1"), [1])[1].standing == .open)
        #expect(try frames(check(", min_ic: 0.7"), [1])[1].warnings == [CheckReasons.skillNear])
        #expect(try frames(check(", min_ic: 0.75"), [1])[1].warnings == [CheckReasons.skillImminent])
    }

    @Test func `before there are enough samples, and without prices, nothing is limited`() throws {
        let few = try ModelHealthRiskCheck.test("{ window: 3, patience: 1 }", in: .risk(4))
        #expect(try frames(few, [-1, -1, -1]).allSatisfy { $0.standing == .open })
        let blind = try frames(check(", patience: 1"), [.nan, .nan, .nan])
        #expect(blind.allSatisfy { $0.standing == .open && $0.weight == Self.wanted })
    }

    @Test func `a quarantine outlives a restart and ends with a person's word`() throws {
        let one = try check()
        #expect(try frames(one, [1, -1, -1, -1, -1, -1])[6].standing == .reduceOnly)
        var memory = MemoryWriter()
        one.remember(into: &memory)
        let other = try check()
        var reader = MemoryReader(memory.words)
        try other.recall(from: &reader)
        #expect(reader.isAtEnd)
        #expect(try frames(other, [])[0].standing == .reduceOnly)
        other.resume()
        #expect(try frames(other, [])[0].standing == .open)
    }

    @Test(arguments: ["min_ic: 2", "min_edge: 1", "patience: 0", "min_samples: 1", "warn_at: 95%"])
    func `settings have bounds and units`(yaml: String) {
        #expect(ModelHealthRiskCheck.Settings.issues(yaml).count == 1)
    }
}
