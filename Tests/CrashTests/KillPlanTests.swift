import SluiceMarket
import Testing

@testable import CrashRunner

@Suite struct KillPlanTests {
    @Test func `eight kills have every fail point, the venue and random instants among them`() {
        var plan = KillPlan(seed: 7, hasFailPoints: true)
        let kinds = (0..<8).map { _ in plan.next().kind }
        #expect(Set(kinds) == Set(Kill.kinds))
        var random = KillPlan(seed: 7, hasFailPoints: false)
        #expect(Set((0..<8).map { _ in random.next().kind }) == ["random", "venue"])
    }

    @Test func `the same seed gives the same kills`() {
        func kills(_ seed: UInt64) -> [Kill] {
            var plan = KillPlan(seed: seed, hasFailPoints: true)
            return (0..<50).map { _ in plan.next() }
        }
        #expect(kills(3) == kills(3))
        #expect(kills(3) != kills(4))
    }
}
