import SluiceNumerics
import Testing

@Suite struct PerformanceTests {
    private func fall(_ values: [Double]) -> DeepestFall { DeepestFall(values.span) }

    @Test func `ratios are of the mean over its risk`() throws {
        let returns = [0.01, -0.02, 0.03]
        let ratios = try PerformanceRatios()
        #expect(abs(ratios.sharpe(returns.span) - 4.205_259_864_302_775) < 1e-9)
        #expect(abs(ratios.sortino(returns.span) - 9.165_151_389_911_68) < 1e-9)
        let risky = try PerformanceRatios(periodsPerYear: 252, riskFree: 2.52)
        #expect(risky.sharpe(returns.span) < 0)
    }

    /// The ancestor's shortfall was the deviation of the negative returns about their own mean.
    @Test func `the shortfall is over all periods and below the target`() throws {
        let ratios = try PerformanceRatios(periodsPerYear: 1)
        let returns = [0.03, -0.01, 0.02, -0.01]
        // Root of the mean of 0, 0.0001, 0, 0.0001; about their own mean the negative ones have no deviation.
        #expect(abs(ratios.sortino(returns.span) - 0.0075 / 0.00005.squareRoot()) < 1e-12)
        let rising = [0.01, 0.02, 0.03]
        #expect(ratios.sortino(rising.span).isNaN)
    }

    @Test func `without two returns or any risk there is no Sharpe ratio`() throws {
        let ratios = try PerformanceRatios()
        for returns in [[], [0.1], [0.1, 0.1, 0.1], [0.1, .nan]] as [[Double]] {
            #expect(ratios.sharpe(returns.span).isNaN)
        }
        let none: [Double] = []
        #expect(ratios.sortino(none.span).isNaN)
        #expect(throws: InvalidParameter.self) { try PerformanceRatios(periodsPerYear: 0) }
        #expect(throws: InvalidParameter.self) { try PerformanceRatios(riskFree: .nan) }
    }

    @Test func `the deepest fall knows where it began and ended`() {
        let found = fall([100.0, 120, 90, 130, 110])
        #expect(found.fraction == 0.25 && found.peak == 1 && found.trough == 2)
        let gappy = fall([100.0, .nan, 50, .infinity, 60])
        #expect(gappy.fraction == 0.5 && gappy.trough == 2)
        #expect(fall([1.0, 2, 3]) == fall([Double]()))
        #expect(fall([-5.0, -10, 0]).fraction == 0)
    }

    @Test func `a curve comes to its return, risk and ratios`() throws {
        let curve = [100_000.0, 90_000, 110_000]
        let found = EquityPerformance(
            curve.span, initial: 100_000, days: 365.25, ratios: try PerformanceRatios())
        #expect(near([found.totalReturn, found.annualReturn, found.maxDrawdown], [0.1, 0.1, 0.1]))
        #expect(abs(found.calmar - 1) < 1e-12 && found.finalValue == 110_000)
        #expect(EquityPerformance.annual(0.1, days: 0).isNaN)
        #expect(EquityPerformance.annual(-1.5, days: 100) == -1)
        let none: [Double] = []
        let nothing = EquityPerformance(none.span, initial: 1, days: 1, ratios: try PerformanceRatios())
        #expect(nothing.totalReturn.isNaN && nothing.sharpe.isNaN && nothing.calmar.isNaN)
    }

    @Test func `300 positive curves fall by 0 to 1, seed 41`() {
        var dice = SeededDice(seed: 41)
        for _ in 0..<300 {
            var value = 100.0
            let curve = (0..<50).map { _ in
                value *= 1 + 0.2 * (dice.unit() - 0.5)
                return value
            }
            let fall = DeepestFall(curve.span)
            #expect(fall.fraction >= 0 && fall.fraction < 1 && fall.peak <= fall.trough)
            #expect(curve[fall.peak] * (1 - fall.fraction) - curve[fall.trough] < 1e-9)
            // No other pair falls deeper.
            for start in curve.indices {
                for end in start..<curve.count {
                    #expect(1 - curve[end] / curve[start] <= fall.fraction + 1e-12)
                }
            }
        }
    }
}
