import SluiceNumerics
import Testing

@Suite struct RollingRankCorrelationTests {
    /// A number that is often one of few, and now and then none.
    private func number(_ dice: inout SeededDice, ties: Double) -> Double {
        let chance = dice.unit()
        if chance < 0.05 { return [.nan, .infinity, -.infinity][dice.below(3)] }
        return chance < 0.05 + ties ? Double(dice.below(4) - 1) * (dice.unit() < 0.5 ? 1 : -1) : dice.normal()
    }

    /// What sorting the last pairs says.
    private func sorted(_ pairs: [(Double, Double)], window: Int, minimum: Int) throws -> Double {
        var rule = try RankCorrelation(capacity: window, minimum: minimum)
        let last = pairs.suffix(window)
        let (x, y) = (last.map(\.0), last.map(\.1))
        return rule.correlation(x.span, y.span)
    }

    private func isSame(_ one: Double, _ other: Double) -> Bool {
        one.bitPattern == other.bitPattern || one.isNaN && other.isNaN
    }

    @Test func `worked number`() throws {
        var rule = try RollingRankCorrelation(series: 2, window: 5)
        for (x, y) in [(9.0, 9.0), (1, 2), (2, 1), (3, 4), (4, 3)] { rule.push(x, y, series: 1) }
        #expect(rule.count(1) == 5 && rule.count(0) == 0)
        rule.push(5, 5, series: 1)
        #expect(rule.correlation(1) == 0.8)
        #expect(rule.correlation(0).isNaN)
    }

    @Test func `counting is sorting to the bit, 10,000 series of seed 321 with ties and gaps`() throws {
        var dice = SeededDice(seed: 321)
        var (differing, planted, last) = (0, 0, 0)
        for round in 0..<100 {
            let (window, minimum) = (1 + dice.below(round % 10 == 0 ? 70 : 24), 2 + dice.below(5))
            var rule = try RollingRankCorrelation(series: 100, window: window, minimum: minimum)
            for series in 0..<100 {
                let ties = [0, 0.3, 0.95][series % 3]
                var pairs: [(Double, Double)] = []
                for _ in 0..<dice.below(2 * window + 4) {
                    let pair = (number(&dice, ties: ties), number(&dice, ties: ties))
                    let isPair = pair.0.isFinite && pair.1.isFinite
                    expect(rule.push(pair.0, pair.1, series: series) == isPair)
                    if isPair { pairs.append(pair) }
                    guard dice.unit() < 0.1 else { continue }
                    let direct = try sorted(pairs, window: window, minimum: minimum)
                    differing += isSame(rule.correlation(series), direct) ? 0 : 1
                }
                let direct = try sorted(pairs, window: window, minimum: minimum)
                differing += isSame(rule.correlation(series), direct) ? 0 : 1
                // A window that forgets a pair late is noticed.
                let late = try sorted(pairs, window: window + 1, minimum: minimum)
                planted += pairs.count > window && !isSame(rule.correlation(series), late) ? 1 : 0
                last += pairs.count > window ? 1 : 0
            }
        }
        #expect(differing == 0)
        #expect(planted > last / 2)
    }

    @Test(arguments: [511, 512, 513, 1_500])
    func `a wide window is as sorted, seed 322`(window: Int) throws {
        var dice = SeededDice(seed: 322)
        var rule = try RollingRankCorrelation(series: 1, window: window)
        var pairs: [(Double, Double)] = []
        // Ever rising at last, so that sums are as large as they come.
        for step in 0..<(3 * window) {
            let level = step < window ? dice.normal() : Double(step)
            pairs.append((level, step < 2 * window ? level : level + 5 * dice.normal()))
            rule.push(pairs[step].0, pairs[step].1, series: 0)
            guard step % (window / 2) == 0 || step == 3 * window - 1 else { continue }
            #expect(isSame(rule.correlation(0), try sorted(pairs, window: window, minimum: 5)))
        }
    }

    @Test func `a state that is given back goes on to the bit, seed 323`() throws {
        var dice = SeededDice(seed: 323)
        var one = try RollingRankCorrelation(series: 3, window: 11)
        var other = one
        for step in 0..<60 { one.push(number(&dice, ties: 0.3), number(&dice, ties: 0.3), series: step % 2) }
        #expect(one.state.count == one.stateCount)
        expect(other.restore(one.state))
        for step in 0..<60 {
            let (x, y) = (number(&dice, ties: 0.3), number(&dice, ties: 0.3))
            one.push(x, y, series: step % 3)
            other.push(x, y, series: step % 3)
            for series in 0..<3 { #expect(isSame(one.correlation(series), other.correlation(series))) }
        }
        for state in [[], [1], one.state.map { $0 - 0.5 }, one.state.map { -abs($0) }, one.state + [0]] {
            expect(!other.restore(state))
        }
        #expect(other.state == one.state)
    }

    @Test func `parameters without a meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try RollingRankCorrelation(series: 0, window: 5) }
        #expect(throws: InvalidParameter.self) { try RollingRankCorrelation(series: 1, window: 0) }
        #expect(throws: InvalidParameter.self) { try RollingRankCorrelation(series: 1, window: 10_001) }
        #expect(throws: InvalidParameter.self) {
            try RollingRankCorrelation(series: 1, window: 5, minimum: 1)
        }
    }
}
