import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct StalenessRiskCheckTests {
    /// What becomes of a target of 10%, and of a cut from 10% to 5%, with prices of an age; nil for no price.
    private func reviewed(_ yaml: String, age: Span?, at later: Span = .zero) throws -> Reviewed {
        let check = try StalenessRiskCheck.test(yaml)
        var item = RiskCase(held: [0, 0.1], wanted: [0.1, 0.05])
        if later > .zero { _ = try item.review(check) }
        item.now = ManualClock.start + later
        item.barAge = age ?? .zero
        if age == nil { item.closes = [.nan, .nan] }
        return try item.review(check)
    }

    @Test func `an old price warns, and one twice as old blocks what adds`() throws {
        let fresh = try reviewed("", age: .seconds(180))
        #expect(
            fresh.weight == [0.1, 0.05] && fresh.warning.reason.isNone
                && fresh.pauses.instruments == [nil, nil])
        let stale = try reviewed("", age: .milliseconds(180_001))
        #expect(stale.weight == [0.1, 0.05] && stale.warning.reason == CheckReasons.markStale)
        #expect(stale.warning.observed == 180_001 && stale.warning.limit == 180_000)
        let hard = try reviewed("", age: .milliseconds(360_001))
        #expect(hard.weight[0].isNaN && hard.weight[1] == 0.05)
        #expect(hard.causes[0].reason == CheckReasons.markStale && hard.causes[0].observed == 360_001)
        #expect(hard.pauses.instruments[0]?.end == ManualClock.start + .seconds(120))
        #expect(hard.pauses.instruments[0]?.passesReducing == true && hard.standing == .open)
    }

    @Test func `a stale price blocks where asked, with a pause of its own length`() throws {
        let frame = try reviewed("{ max_age: 10s, block_on: stale, pause: 5s }", age: .seconds(11))
        #expect(frame.weight[0].isNaN && frame.pauses.instruments[0]?.end == ManualClock.start + .seconds(5))
        #expect(
            try reviewed("{ max_age: 10s, block_on: stale, pause: 5s }", age: .seconds(10)).weight[0] == 0.1)
    }

    @Test func `a pause may hold back what reduces as well`() throws {
        let frame = try reviewed("passes_reducing: false", age: .seconds(361))
        #expect(frame.pauses.instruments[0]?.passesReducing == false && frame.weight[1] == 0.05)
    }

    @Test func `a missing price blocks once the grace is over`() throws {
        #expect(try reviewed("", age: nil).causes[0].reason == CheckReasons.markMissing)
        #expect(try reviewed("grace: 60s", age: nil).weight[0] == 0.1)
        #expect(try reviewed("grace: 60s", age: nil, at: .seconds(59)).weight[0] == 0.1)
        #expect(try reviewed("grace: 60s", age: nil, at: .seconds(60)).weight[0].isNaN)
    }

    @Test func `a price from the future blocks`() throws {
        #expect(try reviewed("", age: .seconds(-5)).weight[0] == 0.1)
        let frame = try reviewed("", age: .milliseconds(-5_001))
        #expect(frame.weight[0].isNaN && frame.causes[0].reason == CheckReasons.clockSkew)
        #expect(frame.causes[0].observed == 5_001 && frame.causes[0].limit == 5_000)
        #expect(try reviewed("max_ahead: 10s", age: .seconds(-9)).weight[0] == 0.1)
    }

    @Test(arguments: [Double.nan, 0, -5])
    func `an equity that is none refuses new risk`(equity: Double) throws {
        let frame = try RiskCase(equity: equity, wanted: [0.1, 0]).review(StalenessRiskCheck.test())
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
    }

    @Test(arguments: ["max_age: 0s", "max_age: 180", "pause: 2d", "block_on: never", "grace: -1s"])
    func `settings have bounds and units`(yaml: String) {
        #expect(StalenessRiskCheck.Settings.issues(yaml).count == 1)
    }
}
