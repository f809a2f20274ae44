import SluiceNumerics
import Testing

@Suite struct RiskTests {
    @Test func `a drawdown is measured from the peak`() throws {
        var tracker = try DrawdownTracker(maxDrawdownPercent: 10)
        expect(tracker.observe(100_000).drawdownPercent == 0)
        let reading = tracker.observe(90_000)
        #expect(reading.drawdownPercent == 10 && !reading.isExceeded)
        #expect(abs(reading.recoveryPercent - 11.111_111_111_1) < 1e-9)
        expect(tracker.observe(89_999.99).isExceeded)
        expect(tracker.observe(-1).recoveryPercent == .infinity)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a value that is not finite counts as too deep and is not remembered`(value: Double) throws {
        var tracker = try DrawdownTracker()
        _ = tracker.observe(100)
        let before = tracker
        expect(tracker.observe(value).isExceeded)
        #expect(tracker == before)
    }

    @Test func `the window's maximum forgets what has left it`() throws {
        var tracker = try DrawdownTracker(history: 3)
        for value in [100.0, 50, 60, 60, 57] { _ = tracker.observe(value) }
        #expect(abs(tracker.windowMaximumPercent - 5) < 1e-12)
        #expect(tracker.peak == 100)
    }

    @Test func `exposure adds up, and an unknown weight breaks every limit`() throws {
        let weights = [0.3, -0.1, 0.2]
        let exposure = Exposure(of: weights.span)
        #expect(abs(exposure.gross - 0.6) < 1e-15 && abs(exposure.net - 0.4) < 1e-15)
        #expect(exposure.long == 0.5 && exposure.short == 0.1 && exposure.count == 3)
        let limits = try ExposureLimits(maxPosition: 0.3, maxGross: 1, maxNet: 0.5)
        #expect(limits.allows(exposure) && limits.violations(in: weights.span) == 0)
        let unknown = [0.3, .nan]
        #expect(!limits.allows(Exposure(of: unknown.span)))
        #expect(limits.violations(in: unknown.span) == 3)
        #expect(limits.clipped(0.4) == 0.3 && limits.clipped(-0.4) == -0.3 && limits.clipped(.nan).isNaN)
    }

    @Test func `an exposure after a trade is that of the new weights`() {
        var dice = SeededDice(seed: 91)
        for _ in 0..<300 {
            var weights = (0..<5).map { _ in dice.normal() }
            let before = Exposure(of: weights.span)
            let (index, target) = (dice.below(5), dice.normal())
            let predicted = before.replacing(weights[index], with: target)
            weights[index] = target
            let after = Exposure(of: weights.span)
            for (one, two) in [
                (predicted.gross, after.gross), (predicted.net, after.net), (predicted.long, after.long),
                (predicted.short, after.short),
            ] {
                #expect(abs(one - two) < 1e-12)
            }
        }
    }

    @Test func `an unknown value forbids trading while it lasts`() throws {
        var guardrails = try Self.guardrails()
        let flat = Exposure(of: [Double]().span)
        expect(guardrails.observe(value: 100_000, session: 1, exposure: flat).isTradingAllowed)
        expect(!guardrails.observe(value: .nan, session: 1, exposure: flat).isTradingAllowed)
        #expect(guardrails.verdict(current: 0, target: 0.1, exposure: flat) == .unknownValue)
        #expect(guardrails.verdict(current: 0.2, target: 0.1, exposure: flat) == .reducing)
        expect(guardrails.observe(value: 100_000, session: 1, exposure: flat).isTradingAllowed)
        #expect(guardrails.kill == nil)
    }

    @Test func `an overnight gap is part of the day`() throws {
        var guardrails = try Self.guardrails()
        let flat = Exposure(of: [Double]().span)
        _ = guardrails.observe(value: 100_000, session: 1, exposure: flat)
        let status = guardrails.observe(value: 95_000, session: 2, exposure: flat)
        #expect(status.dailyPercent == -5 && status.kill == .dailyLoss)
    }

    @Test func `a kill outlives the session, whoever names it, until somebody resumes`() throws {
        var guardrails = try Self.guardrails()
        let flat = Exposure(of: [Double]().span)
        _ = guardrails.observe(value: 100_000, session: 20_260_120, exposure: flat)
        _ = guardrails.observe(value: 97_000, session: 20_260_120, exposure: flat)
        for session in 20_260_121...20_260_125 {
            expect(!guardrails.observe(value: 99_000, session: session, exposure: flat).isTradingAllowed)
        }
        guardrails.resume()
        expect(guardrails.observe(value: 99_000, session: 20_260_125, exposure: flat).isTradingAllowed)
    }

    @Test func `after a drawdown was accepted the peak is where the account stood`() throws {
        var guardrails = try Guardrails(
            maxDailyLossPercent: 50, maxDrawdownPercent: 10, limits: ExposureLimits())
        let flat = Exposure(of: [Double]().span)
        _ = guardrails.observe(value: 100, session: 1, exposure: flat)
        expect(guardrails.observe(value: 80, session: 1, exposure: flat).kill == .drawdown)
        guardrails.resume()
        expect(guardrails.observe(value: 79, session: 1, exposure: flat).kill == nil)
        expect(guardrails.observe(value: 71, session: 1, exposure: flat).kill == .drawdown)
    }

    @Test func `reducing trades always pass`() throws {
        var guardrails = try Self.guardrails()
        let book = Exposure(of: [0.6, 0.55].span)
        #expect(guardrails.verdict(current: 0.6, target: 0.1, exposure: book) == .reducing)
        #expect(guardrails.verdict(current: -0.6, target: 0, exposure: book) == .reducing)
        #expect(guardrails.verdict(current: 0.6, target: -0.1, exposure: book) == .allChecks)
        #expect(guardrails.verdict(current: 0.1, target: 0.2, exposure: book) == .grossExposure)
        guardrails.halt()
        #expect(guardrails.verdict(current: 0.6, target: 0.1, exposure: book) == .reducing)
        #expect(guardrails.verdict(current: 0.6, target: -0.1, exposure: book) == .killSwitch)
    }

    @Test func `a trade is checked against position, gross and net, in this order`() throws {
        let guardrails = try Self.guardrails(maxNet: 0.3)
        let book = Exposure(of: [0.2, 0.05].span)
        #expect(guardrails.verdict(current: 0.05, target: 0.2, exposure: book) == .netExposure)
        #expect(guardrails.verdict(current: 0, target: 0.21, exposure: book) == .positionLimit)
        #expect(guardrails.verdict(current: 0, target: -0.2, exposure: book) == .allChecks)
        #expect(guardrails.verdict(current: 0, target: .nan, exposure: book) == .positionLimit)
        #expect(guardrails.verdict(current: .nan, target: 0.1, exposure: book) == .grossExposure)
    }

    @Test func `the latch and its measures survive a restart`() throws {
        var guardrails = try Self.guardrails()
        let flat = Exposure(of: [Double]().span)
        _ = guardrails.observe(value: 100_000, session: 1, exposure: flat)
        _ = guardrails.observe(value: 97_000, session: 2, exposure: flat)
        var restarted = try Self.guardrails()
        expect(restarted.restore(guardrails.state))
        #expect(restarted == guardrails && restarted.kill == .dailyLoss)
        expect(!restarted.restore([]))
        for cell in [0, 3] {
            var broken = guardrails.state
            broken[cell] = 7.5
            expect(!restarted.restore(broken))
        }
    }

    @Test func `parameters without meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try DrawdownTracker(maxDrawdownPercent: 101) }
        #expect(throws: InvalidParameter.self) { try DrawdownTracker(history: 0) }
        #expect(throws: InvalidParameter.self) { try ExposureLimits(maxPosition: -1) }
        #expect(throws: InvalidParameter.self) { try ExposureLimits(maxNet: .nan) }
        #expect(throws: InvalidParameter.self) {
            try Guardrails(maxDailyLossPercent: -2, limits: ExposureLimits())
        }
    }

    private static func guardrails(maxNet: Double = .infinity) throws -> Guardrails {
        try Guardrails(limits: ExposureLimits(maxNet: maxNet))
    }
}
