import Foundation
import SluiceNumerics
import Testing

@Suite struct ConfidenceTests {
    @Test func `worked numbers`() throws {
        #expect(try Freshness(tauSeconds: 150).value(ageSeconds: 150) == 0.367_879_441_171_442_33)
        #expect(try Capacity(kappa: 0.1).value(daily: 1e6, planned: 200_000) == 0.5)
        let stability = try Stability().value(meanSquare: (0.09 + 0.36) / 3, count: 3)
        #expect(abs(stability - 0.720_825_488_7) < 1e-9)
        let overall = try ConfidenceRule().overall(
            informationCoefficient: 0.04, freshness: 0.9, capacity: 1, stability: 0.5)
        #expect(abs(overall - 0.018) < 1e-15)
    }

    @Test func `an unknown age leaves nothing, one from the future everything`() throws {
        let rule = try Freshness(tauSeconds: 300)
        #expect(rule.value(ageSeconds: .nan) == 0)
        #expect(rule.value(ageSeconds: -5) == 1)
        #expect(rule.value(ageSeconds: .infinity) == 0)
    }

    @Test(arguments: [
        (5.0, 150.0), (10, 300), (15, 450), (30, 900), (60, 1_800), (390, 7_200), (7, 300), (.nan, 300),
    ])
    func `each horizon has its usual tau`(minutes: Double, tau: Double) {
        #expect(Freshness.usualTauSeconds(horizonMinutes: minutes) == tau)
    }

    @Test(arguments: [0, -1, .nan] as [Double])
    func `without a known volume there is no capacity`(daily: Double) throws {
        #expect(try Capacity().value(daily: daily, planned: 100_000) == 0)
    }

    @Test func `nothing planned and a market without bounds leave everything`() throws {
        let rule = try Capacity()
        #expect(rule.value(daily: .nan, planned: 0) == 1)
        #expect(rule.value(daily: .infinity, planned: 1e9) == 1)
        #expect(rule.value(daily: 1e6, planned: .nan) == 0)
        #expect(rule.value(daily: .infinity, planned: .infinity) == 0)
        #expect(rule.value(daily: 1e12, planned: 1) == 1)
    }

    @Test func `a member without a coefficient counts as the floor`() throws {
        let rule = try ConfidenceRule(minimumCoefficient: 0.02)
        for coefficient in [-1, 0, 0.01, .nan] {
            let overall = rule.overall(
                informationCoefficient: coefficient, freshness: 1, capacity: 1, stability: 1)
            #expect(overall == 0.02)
        }
    }

    @Test func `a stability without enough pairs is the warm-up's`() throws {
        let rule = try Stability(minimum: 3, warmUp: 0.4)
        #expect(rule.value(meanSquare: 0, count: 2) == 0.4)
        #expect(rule.value(meanSquare: .nan, count: 5) == 0.4)
        #expect(rule.value(meanSquare: 0, count: 3) == 1)
        #expect(rule.value(meanSquare: -1e-18, count: 3) == 1)
    }

    @Test func `pairs with an absent side leave no trace`() throws {
        var pairs = try PairHistory(series: 2, ranked: 20, errors: 10)
        for value in [1.0, 2, 3, 4, 5, 6] {
            expect(pairs.pushed(value, value * value, 1))
            expect(!pairs.pushed(.nan, 1, 1))
            expect(!pairs.pushed(1, .infinity, 1))
        }
        #expect(pairs.informationCoefficient(1) == 1)
        #expect(pairs.informationCoefficient(0) == 0)
        #expect(pairs.count(1) == 6 && pairs.count(0) == 0)
        #expect(try pairs.stability(0, by: Stability()) == 0.5)
    }

    @Test func `the last pairs count alone, 300 steps of seed 311`() throws {
        var dice = SeededDice(seed: 311)
        var pairs = try PairHistory(series: 1, ranked: 20, errors: 10)
        var correlation = try RankCorrelation(capacity: 20)
        var all: [(Double, Double)] = []
        for _ in 0..<300 {
            let pair = (dice.normal(), dice.normal())
            all.append(pair)
            pairs.push(prediction: pair.0, outcome: pair.1, series: 0)
            let (last, few) = (all.suffix(20), all.suffix(10))
            let (x, y) = (last.map(\.0), last.map(\.1))
            let direct = correlation.correlation(x.span, y.span)
            let got = pairs.informationCoefficient(0)
            #expect(got == (all.count < 5 ? 0 : direct))
            let square = few.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(few.count)
            let stability = try pairs.stability(0, by: Stability())
            #expect(abs(stability - (all.count < 3 ? 0.5 : 1 / (1 + square.squareRoot()))) < 1e-14)
        }
    }

    @Test func `neighbouring series are taken and judged as each alone, 200 steps of seed 313`() throws {
        var dice = SeededDice(seed: 313)
        var one = try PairHistory(series: 7, ranked: 6, minimum: 3, errors: 9)
        var other = one
        let rule = try Stability()
        var (coefficients, stabilities) = (
            [Double](repeating: -9, count: 4), [Double](repeating: -9, count: 4)
        )
        for _ in 0..<200 {
            let said = (0..<4).map { _ in dice.gappy(0.2) }
            let came = (0..<4).map { _ in dice.gappy(0.2) }
            one.push(said.span, came.span, firstSeries: 2)
            for index in 0..<4 { _ = other.pushed(said[index], came[index], 2 + index) }
            var left = coefficients.mutableSpan
            var right = stabilities.mutableSpan
            one.judge(firstSeries: 2, by: rule, coefficients: &left, stabilities: &right)
            #expect(coefficients == (2..<6).map { other.informationCoefficient($0) })
            #expect(stabilities == (2..<6).map { other.stability($0, by: rule) })
        }
        #expect(one.count(1) == 0 && one.count(6) == 0 && one.count(2) > 20)
    }

    @Test func `a state that is given back goes on as if nothing had happened`() throws {
        var dice = SeededDice(seed: 312)
        var one = try PairHistory(series: 3, ranked: 7, errors: 6)
        for step in 0..<25 { one.push(prediction: dice.normal(), outcome: dice.normal(), series: step % 3) }
        var other = try PairHistory(series: 3, ranked: 7, errors: 6)
        expect(other.restore(one.state))
        for series in 0..<3 {
            let (left, right) = (
                try one.stability(series, by: Stability()),
                try other.stability(series, by: Stability())
            )
            #expect(left == right)
            #expect(one.informationCoefficient(series) == other.informationCoefficient(series))
        }
        for state in [[], [1], [Double](repeating: -1, count: 63), [Double](repeating: 0.5, count: 63)] {
            expect(!other.restore(state))
        }
    }

    @Test func `parameters without a meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try Freshness(tauSeconds: 0) }
        #expect(throws: InvalidParameter.self) { try Capacity(kappa: -1) }
        #expect(throws: InvalidParameter.self) { try Stability(minimum: 0) }
        #expect(throws: InvalidParameter.self) { try Stability(warmUp: 2) }
        #expect(throws: InvalidParameter.self) { try ConfidenceRule(minimumCoefficient: .nan) }
        #expect(throws: InvalidParameter.self) { try PairHistory(series: 0, ranked: 1, errors: 1) }
    }
}

extension PairHistory {
    fileprivate mutating func pushed(_ prediction: Double, _ outcome: Double, _ series: Int) -> Bool {
        push(prediction: prediction, outcome: outcome, series: series)
    }
}
