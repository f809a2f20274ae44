import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import RiskChecks

@Suite struct ValueAtRiskRiskCheckTests {
    /// Reviews an account whose returns are these, each a cycle of `gap`; a last cycle wants more of both.
    private func last(_ yaml: String, _ returns: [Double], gap: Span = .minutes(1)) throws -> Reviewed {
        let check = try ValueAtRiskRiskCheck.test(yaml)
        var equity = 100_000.0
        _ = try RiskCase(equity: equity).review(check)
        var frame: Reviewed?
        for (index, value) in returns.enumerated() {
            equity *= 1 + value
            frame = try RiskCase(
                equity: equity, wanted: [0.1, .nan], now: ManualClock.start + gap * (index + 1)
            ).review(check)
        }
        return try #require(frame)
    }

    private static let ladder = (0..<20).map { Double(($0 * 7) % 20 - 10) / 100 }

    @Test func `the worst returns stop new risk`() throws {
        let frame = try last("{ sample: cycle, max_var: 8.9% }", Self.ladder)
        #expect(frame.standing == .reduceOnly && frame.standingCause.reason == CheckReasons.valueAtRisk)
        #expect(near(frame.standingCause.observed, 9, within: 1e-9) && frame.weight[0].isNaN)
        let free = try last("{ sample: cycle, max_var: 9.1% }", Self.ladder)
        #expect(free.standing == .open && free.weight[0] == 0.1)
        #expect(free.warning.reason == CheckReasons.tailImminent)
        #expect(try last("{ sample: cycle, max_var: 20% }", Self.ladder).warning.reason.isNone)
        #expect(
            try last("{ sample: cycle, max_var: 20%, warn_at: 40% }", Self.ladder).warning.reason
                == CheckReasons.tailNear)
    }

    @Test func `the shortfall has a limit of its own`() throws {
        let frame = try last("{ sample: cycle, max_var: 50%, max_es: 9.4% }", Self.ladder)
        #expect(frame.standingCause.reason == CheckReasons.expectedShortfall)
        #expect(near(frame.standingCause.observed, 9.5, within: 1e-9))
        #expect(try last("{ sample: cycle, max_var: 50%, max_es: 9.6% }", Self.ladder).standing == .open)
    }

    @Test func `confidence, method, window and decay are settings`() throws {
        func observed(_ yaml: String) throws -> Double {
            try last("{ sample: cycle, max_var: 0.01%, \(yaml) }", Self.ladder).standingCause.observed
        }
        #expect(near(try observed("confidence: 80%"), 7, within: 1e-9))
        // Mean -0.5%, sample deviation 5.916080%, quantile -1.644854.
        #expect(near(try observed("method: normal"), 0.5 + 1.644_854 * 5.916_080, within: 1e-5))
        let slow = try observed("method: ewma, decay: 0.99")
        let fast = try observed("method: ewma, decay: 0.5")
        #expect(slow > 0 && fast > 0 && slow != fast)
        // The last five are -5%, 2%, 9%, -4%, 3%.
        #expect(near(try observed("window: 5, minimum: 5"), 5, within: 1e-9))
        #expect(try last("{ sample: cycle, max_var: 0.01%, minimum: 21 }", Self.ladder).standing == .open)
    }

    @Test func `returns are from session to session unless asked otherwise`() throws {
        let within = try last("{ max_var: 1%, minimum: 2 }", Self.ladder)
        #expect(within.standing == .open)
        let days = try last("{ max_var: 1%, minimum: 2 }", [0.01, -0.05, -0.05, 0.01], gap: .days(1))
        #expect(days.standing == .reduceOnly)
        #expect(near(days.standingCause.observed, 5, within: 1e-9))
        #expect(
            try last(
                "{ max_var: 1%, minimum: 2, on_breach: flatten }", [0.01, -0.05, -0.05, 0.01], gap: .days(1)
            ).standing == .flatten)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 0, -5])
    func `an equity that is unknown or not positive refuses new risk and is no return`(equity: Double) throws
    {
        let check = try ValueAtRiskRiskCheck.test("{ sample: cycle, minimum: 2, max_var: 1% }")
        let frame = try RiskCase(equity: equity, wanted: [0.1, 0]).review(check)
        #expect(frame.standing == .reduceOnly && frame.weight[0].isNaN && frame.weight[1] == 0)
        for value in [100.0, equity, 100, equity, 101, 102] { _ = try RiskCase(equity: value).review(check) }
        #expect(try RiskCase(equity: 102).review(check).standing == .open)
    }

    @Test func `returns are remembered, and those of another window are refused`() throws {
        let check = try ValueAtRiskRiskCheck.test("{ sample: cycle, minimum: 2, max_var: 1% }")
        for value in [100.0, 95, 99, 97] { _ = try RiskCase(equity: value).review(check) }
        var writer = MemoryWriter()
        check.remember(into: &writer)
        let other = try ValueAtRiskRiskCheck.test("{ sample: cycle, minimum: 2, max_var: 1% }")
        var reader = MemoryReader(writer.words)
        try other.recall(from: &reader)
        #expect(reader.isAtEnd)
        let frames = try [check, other].map { try RiskCase(equity: 98).review($0) }
        #expect(frames[0].standingCause == frames[1].standingCause && frames[0].standing == .reduceOnly)
        let small = try ValueAtRiskRiskCheck.test("{ window: 2, minimum: 2 }")
        var again = MemoryReader(writer.words)
        #expect(throws: MemoryMismatch.self) { try small.recall(from: &again) }
    }

    @Test(arguments: [
        "max_var: 0%", "max_es: 101%", "confidence: 40%", "method: garch", "sample: week", "window: 1",
        "minimum: 251", "decay: 1", "warn_at: 0%", "on_breach: sell", "max_var: 0.02",
    ])
    func `settings have bounds and units and fit together`(yaml: String) {
        #expect(!ValueAtRiskRiskCheck.Settings.issues(yaml).isEmpty)
    }
}
