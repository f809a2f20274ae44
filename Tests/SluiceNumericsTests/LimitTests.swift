import SluiceNumerics
import Testing

@Suite struct LimitTests {
    private func book(_ values: [Double]) -> Concentration { Concentration(of: values.span) }

    @Test func `a book's concentration is the sum of squared shares`() {
        let three = book([3.0, -1, 0])
        #expect(three.index == 0.625 && three.effective == 1.6)
        for values in [[], [5], [0, 0], [1, .nan], [1, .infinity]] as [[Double]] {
            let none = book(values)
            #expect(none.index.isNaN && none.effective.isNaN && !none.exceeds(0))
        }
    }

    @Test func `an index on its limit does not exceed it`() {
        // Shares 0.2, 0.6, 0.2: 0.04 + 0.36 + 0.04.
        let found = book([1.0, 3, 1])
        #expect(!found.exceeds(0.44) && found.exceeds(0.439))
    }

    @Test func `300 books have between one and all effective positions, seed 61`() {
        var dice = SeededDice(seed: 61)
        for _ in 0..<300 {
            let count = 2 + dice.below(20)
            let found = book((0..<count).map { _ in dice.normal() })
            #expect(found.effective >= 1 - 1e-12 && found.effective <= Double(count) + 1e-9)
            #expect(abs(found.effective * found.index - 1) < 1e-12)
        }
    }

    @Test func `a mark beyond the liquidation price has a negative buffer`() throws {
        let rule = try LiquidationBuffer(minimum: 0.1, maxLeverage: 5)
        #expect(abs(rule.buffer(mark: 100, liquidation: 90, side: 1) - 0.1) < 1e-15)
        #expect(!rule.isReduceOnly(rule.buffer(mark: 100, liquidation: 90, side: 1)))
        #expect(rule.buffer(mark: 85, liquidation: 90, side: 1) < 0)
        #expect(rule.isReduceOnly(rule.buffer(mark: 95, liquidation: 90, side: -1)))
        #expect(abs(rule.buffer(equity: 100, notional: -300) - 0.4) < 1e-15)
        for equity in [0, -5, .nan, .infinity] {
            #expect(rule.isReduceOnly(rule.buffer(equity: equity, notional: 1)))
        }
        for mark in [0, -1, .nan] {
            #expect(rule.isReduceOnly(rule.buffer(mark: mark, liquidation: 90, side: 1)))
        }
        #expect(throws: InvalidParameter.self) { try LiquidationBuffer(minimum: 2) }
    }

    @Test(
        arguments: [
            (1.4, nil), (1.41, .medium), (1.8, .medium), (1.81, .high), (5, .high), (-3, nil), (.nan, nil),
        ] as [(Double, LimitWarning.Level?)])
    func `a limit warns at 70 and at 90 percent`(observed: Double, level: LimitWarning.Level?) throws {
        #expect(try LimitWarning().level(of: observed, limit: 2) == level)
    }

    @Test func `what is left of a limit is at most the limit`() throws {
        #expect(LimitWarning.remaining(-3, limit: 2) == 2)
        #expect(LimitWarning.remaining(5, limit: 2) == -3)
        #expect(throws: InvalidParameter.self) { try LimitWarning(near: 0.95, imminent: 0.9) }
    }

    @Test func `a session is measured from the close before it`() {
        var day = SessionBaseline()
        let gains = [(100.0, 1), (98, 1), (97, 2), (.nan, 2), (99, 2)].map { value, session in
            day.observe(value, session: session)
            return day.gain
        }
        #expect(gains == [0, -2, -1, -1, 1])
        var sample = SessionBaseline(.firstSample)
        for (value, session) in [(100.0, 1), (98, 1), (97, 2)] { sample.observe(value, session: session) }
        #expect(sample.gain == 0 && sample.gainPercent == 0)
        var other = SessionBaseline()
        expect(other.restore(day.state))
        #expect(other == day)
        expect(!other.restore([1, 2]))
        expect(!other.restore([0.5, 2, 2]))
        day.rebase()
        #expect(day.gain == 0)
    }
}
