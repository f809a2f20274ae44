import Foundation
import SluiceNumerics
import Testing

@Suite struct DeflatedSharpeTests {
    private func near(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
        abs(a - b) <= tolerance * max(1, abs(b))
    }

    @Test func `a track record is as sure as in the paper`() {
        let fund = SharpeEstimate(ratio: 0.458, count: 24, skew: -2.448, kurtosis: 10.164)
        #expect(near(fund.probability(), 0.913, 5e-4))
        #expect(near(SharpeEstimate(ratio: 0.458, count: 24).probability(), 0.982, 5e-4))
        // The worked numbers of its section on the minimum track record length, in years.
        func years(
            _ ratio: Double, above other: Double, _ periods: Double, skew: Double, _ kurtosis: Double
        )
            -> Double
        {
            SharpeEstimate(ratio: ratio / periods.squareRoot(), count: 100, skew: skew, kurtosis: kurtosis)
                .minimumLength(above: other / periods.squareRoot()) / periods
        }
        #expect(near(years(2, above: 1, 12, skew: 0, 3), 3.24, 5e-3))
        #expect(near(years(2, above: 1, 52, skew: 0, 3), 2.83, 5e-3))
        #expect(near(years(2, above: 1, 252, skew: 0, 3), 2.73, 5e-3))
        #expect(near(years(2, above: 1, 12, skew: -0.72, 5.78), 4.99, 5e-3))
    }

    @Test func `an estimate from returns has their moments`() {
        let found = SharpeEstimate([0.01, -0.02, 0.03, -0.01, 0.02].span)
        #expect(found.count == 5 && near(found.ratio, 0.006 / 0.0207364413533277, 1e-9))
        #expect(near(found.skew, -0.157987546, 1e-8) && near(found.kurtosis, 1.509194159, 1e-8))
        let again = SharpeEstimate(ratio: found.ratio, count: 5, skew: found.skew, kurtosis: found.kurtosis)
        #expect(again.probability() == found.probability() && found.probability() > 0.5)
        #expect(near(found.probability(above: found.ratio), 0.5))
    }

    @Test(arguments: [
        [], [0.01], [0.01, 0.01, 0.01], [0, 0, 0], [0.01, .nan, 0.02], [0.01, .infinity, 0.02],
    ])
    func `returns without a ratio have no probability`(_ returns: [Double]) {
        let found = SharpeEstimate(returns.span)
        #expect(found.ratio.isNaN && found.probability().isNaN && found.minimumLength().isNaN)
    }

    @Test func `a shape that leaves no error has no probability`() {
        // Returns of two values only: 1 - skew SR + (kurtosis - 1) / 4 SR^2 is a square and can be zero.
        let odd = SharpeEstimate(ratio: 1, count: 100, skew: 2, kurtosis: 5)
        #expect(odd.standardError.isNaN && odd.probability().isNaN && odd.minimumLength().isNaN)
        let poor = SharpeEstimate(ratio: 0.1, count: 100)
        #expect(poor.minimumLength(above: 0.1) == .infinity && poor.minimumLength(above: 0.2) == .infinity)
        #expect(poor.minimumLength(confidence: 1).isNaN && poor.minimumLength(confidence: 0.4).isNaN)
        #expect(poor.minimumLength(above: .nan).isNaN)
        #expect(SharpeEstimate(ratio: 0.1, count: 1).probability().isNaN)
    }

    /// The example of the paper: 2.5 a year from five years of 250 days, trials with a variance of 1/2 a year.
    private func example(
        _ trials: Double, skew: Double = -3, _ kurtosis: Double = 10
    ) throws -> DeflatedSharpe {
        let estimate = SharpeEstimate(
            ratio: 2.5 / 250.0.squareRoot(), count: 1_250, skew: skew, kurtosis: kurtosis)
        return try DeflatedSharpe(estimate, trials: trials, spread: (0.5 / 250).squareRoot())
    }

    @Test func `the best of a hundred trials is deflated as in the paper`() throws {
        #expect(near(try example(100).threshold, 0.1132, 5e-5))
        #expect(near(try example(100).probability, 0.9004, 5e-5))
        #expect(near(try example(46).probability, 0.9505, 5e-5))
        #expect(near(try example(88, skew: 0, 3).probability, 0.9505, 5e-5))
        // One trial more or less is another number.
        #expect(!near(try example(99).probability, 0.9004, 5e-5))
    }

    @Test func `one trial is not deflated, and more trials always more`() throws {
        let single = try example(1)
        #expect(single.threshold == 0 && single.probability == single.estimate.probability())
        var last = 0.0
        for trials in [1.0, 1.2, 1.5, 2, 3, 10, 100, 1e4, 1e9] {
            let threshold = try example(trials).threshold
            #expect(threshold >= last, "\(trials) trials")
            last = threshold
        }
        #expect(near(DeflatedSharpe.expectedMaximum(100), 2.530604, 1e-6))
        #expect(DeflatedSharpe.expectedMaximum(0.5).isNaN && DeflatedSharpe.expectedMaximum(.nan).isNaN)
        #expect(throws: InvalidParameter.self) { try self.example(0.9) }
        #expect(throws: InvalidParameter.self) { try self.example(.nan) }
        #expect(throws: InvalidParameter.self) {
            try DeflatedSharpe(SharpeEstimate(ratio: 1, count: 9), trials: 2, spread: -1)
        }
    }

    @Test func `the threshold is where the best of lucky trials lies (400 draws of 50, seed 31)`() throws {
        var dice = SeededDice(seed: 31)
        var sum = 0.0
        let draws = 400
        for _ in 0..<draws { sum += (0..<50).map { _ in dice.normal() }.max() ?? 0 }
        // The mean of 400 maxima has a standard error of 0.023; 40 trials would be off by four of them.
        #expect(abs(sum / Double(draws) - DeflatedSharpe.expectedMaximum(50)) < 0.07)
        #expect(abs(sum / Double(draws) - DeflatedSharpe.expectedMaximum(30)) > 0.07)
    }

    @Test func `correlated trials are worth less`() throws {
        let trials = try TrialReturns([[1, 2, 3], [2, 4, 6], [3, 2, 1]])
        #expect(near(trials.meanCorrelation, -1.0 / 3))
        #expect(trials.independent == 3)
        let same = try TrialReturns([[1, 2, 3], [2, 4, 6], [0, 1, 2]])
        #expect(near(same.meanCorrelation, 1) && near(same.independent, 1))
        // Trials that never move and broken ones.
        let mixed = try TrialReturns([[1, 2, 3], [0, 0, 0], [.nan, 1, 2], [3, 1, 2]])
        #expect(mixed.usable == [0, 1, 3] && mixed.count == 4 && near(mixed.meanCorrelation, -0.5))
        #expect(mixed.ratios[0] == 2 && mixed.ratios[1].isNaN && mixed.ratios[2].isNaN)
        let chosen = try #require(DeflatedSharpe(mixed, chosen: 0, areIndependent: true))
        #expect(chosen.trials == 3 && chosen.spread == 0)
        #expect(DeflatedSharpe(mixed, chosen: 2) == nil && DeflatedSharpe(mixed, chosen: 9) == nil)
        #expect(try TrialReturns([]).independent == 0)
        #expect(try TrialReturns([[1, 2]]).independent == 1)
        #expect(throws: InvalidParameter.self) { try TrialReturns([[1, 2], [1]]) }
    }

    @Test func `the mean correlation is that of all pairs (60 tables, seed 32)`() throws {
        var dice = SeededDice(seed: 32)
        for _ in 0..<60 {
            let (count, periods) = (2 + dice.below(8), 3 + dice.below(30))
            let market = (0..<periods).map { _ in dice.normal() }
            let trials = (0..<count).map { _ in market.map { $0 * 0.5 + dice.normal() } }
            var (sum, pairs) = (0.0, 0.0)
            for first in 0..<count {
                for second in 0..<first {
                    var pearson = Pearson()
                    for period in 0..<periods { pearson.add(trials[first][period], trials[second][period]) }
                    (sum, pairs) = (sum + pearson.correlation, pairs + 1)
                }
            }
            #expect(near(try TrialReturns(trials).meanCorrelation, sum / pairs, 1e-9))
        }
    }
}
