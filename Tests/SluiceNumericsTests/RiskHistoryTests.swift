import SluiceNumerics
import Testing

@Suite struct RiskHistoryTests {
    @Test func `a period's peak begins with the value before it`() {
        var peak = PeriodPeak()
        let falls = [(100.0, 1), (110, 1), (99, 1), (97, 2), (.nan, 2), (99, 2)].map { value, period in
            peak.observe(value, period: period)
        }
        #expect(near([falls[0], falls[1], falls[2], falls[3], falls[5]], [0, 0, 10, 200.0 / 99, 0]))
        #expect(falls[4].isNaN)
        var other = PeriodPeak()
        expect(other.restore(peak.state))
        #expect(other == peak)
        expect(!other.restore([1, 2]))
        expect(!other.restore([1, 2, 0.5]))
        expect(other.observe(90, period: 2) > 9)
        other.rebase()
        expect(other.observe(90, period: 2) == 0)
    }

    @Test func `risk comes back after the cool-off in a straight line`() throws {
        let ramp = try RecoveryRamp()
        let parts = [0, 1_740, 1_800, 2_700, 3_600, 9_999].map(ramp.part)
        #expect(near(parts, [0, 0, 0, 0.5, 1, 1]))
        #expect(ramp.part(after: .nan) == 0)
        #expect(try RecoveryRamp(coolOff: 5, recovery: 0).part(after: 5) == 1)
        #expect(throws: InvalidParameter.self) { try RecoveryRamp(coolOff: -1) }
    }

    @Test func `a rolling tail is that of its sorted window, 400 returns, seed 91`() throws {
        var dice = SeededDice(seed: 91)
        let rule = try TailRisk(confidence: 0.9)
        var tail = try RollingTail(window: 37, rule: rule)
        var all: [Double] = []
        for _ in 0..<400 {
            // Some are equal, some absent.
            let value = dice.unit() < 0.2 ? 0.01 : 0.02 * dice.gappy(0.1)
            expect(tail.push(value) == value.isFinite)
            if value.isFinite { all.append(value) }
            let window = Array(all.suffix(37)).sorted()
            let moments = SampleMoments(window.span)
            #expect(tail.historical == rule.historical(sorted: window.span) && tail.count == window.count)
            let normal = rule.normal(mean: moments.mean, deviation: moments.deviation)
            #expect(abs(tail.normal.valueAtRisk - normal.valueAtRisk) < 1e-15)
            #expect(tail.exponential.expectedShortfall >= tail.exponential.valueAtRisk)
        }
        var other = try RollingTail(window: 37, rule: rule)
        expect(other.restore(tail.state))
        #expect(other.state == tail.state && other.historical == tail.historical)
        expect(!other.restore([]))
        expect(!other.restore([0.1, .nan]))
        expect(!other.restore([-1, 0.1]))
        expect(!other.restore([0.1] + [Double](repeating: 0, count: 38)))
        // A tail of another window is another one.
        let short = Array(all.suffix(36)).sorted()
        #expect(tail.count != short.count)
    }

    @Test func `the fading deviation follows the latest returns`() throws {
        var tail = try RollingTail(decay: 0.94, rule: try TailRisk(confidence: 0.95))
        #expect(tail.exponential.valueAtRisk == 0)
        tail.push(0.01)
        tail.push(0.02)
        #expect(
            abs(tail.exponential.valueAtRisk - 1.644_853_626_951_472_6 * 0.010_862_780_491_200_215) < 1e-12)
        #expect(throws: InvalidParameter.self) { try RollingTail(decay: 1, rule: try TailRisk()) }
        #expect(throws: InvalidParameter.self) { try RollingTail(window: 1, rule: try TailRisk()) }
    }

    @Test func `bets are as many as move apart`() throws {
        var history = try ReturnHistory(count: 2, window: 4)
        for (one, two) in [(0.01, 0.01), (-0.01, 0.01), (0.01, -0.01), (-0.01, -0.01)] {
            let row = [one, two]
            history.push(row.span)
        }
        func bets(_ weights: [Double]) -> Double { history.bets(weights.span) }
        #expect(abs(bets([0.1, 0.1]) - 2) < 1e-12 && abs(bets([0.3, 0]) - 1) < 1e-12)
        #expect(bets([0, .nan]).isNaN)
        var same = try ReturnHistory(count: 2, window: 4)
        for value in [0.01, -0.01, 0.02, .nan] {
            let row = [value, value]
            same.push(row.span)
        }
        let (alike, hedged) = ([0.1, 0.2], [0.1, -0.1])
        #expect(abs(same.bets(alike.span) - 1) < 1e-9 && same.bets(hedged.span) == .infinity)
        var other = try ReturnHistory(count: 2, window: 4)
        expect(other.restore(history.state))
        #expect(other == history)
        expect(!other.restore([1, 2, 3]))
        #expect(throws: InvalidParameter.self) { try ReturnHistory(count: 0) }
    }

    @Test func `books of 200 random histories are at least one bet long-only, seed 92`() throws {
        var dice = SeededDice(seed: 92)
        for _ in 0..<200 {
            var history = try ReturnHistory(count: 4, window: 30)
            for _ in 0..<40 {
                let row = (0..<4).map { _ in 0.01 * dice.normal() }
                history.push(row.span)
            }
            let weights = (0..<4).map { _ in dice.unit() }
            #expect(history.bets(weights.span) >= 1 - 1e-9)
        }
    }
}
