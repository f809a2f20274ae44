import Foundation
import SluiceNumerics
import Testing

@Suite struct ProbabilityTests {
    // Reference values to 16 digits from arbitrary-precision arithmetic.
    @Test(arguments: [
        (0, 0.5), (1.96, 0.975_002_104_851_779_5), (-1, 0.158_655_253_931_457_05),
        (-8, 6.220_960_574_271_784e-16), (-37, 5.725_571_222_524_577e-300), (9, 1),
    ])
    func `the normal distribution is right to its last digits`(x: Double, expected: Double) {
        #expect(abs(NormalDistribution.cumulative(x) - expected) <= 1e-12 * Swift.max(expected, 1e-300))
    }

    @Test func `its logarithm goes on where it vanishes`() {
        #expect(abs(NormalDistribution.logCumulative(-1) + 1.841_021_645_009_264) < 1e-12)
        #expect(
            abs(NormalDistribution.logCumulative(-29.999_9) - NormalDistribution.logCumulative(-30.000_1))
                < 0.01)
        #expect(abs(NormalDistribution.logCumulative(-40) + 804.608_442_013_754) < 1e-8)
        #expect(NormalDistribution.logCumulative(-1e6).isFinite)
        #expect(NormalDistribution.logCumulative(.nan).isNaN)
    }

    @Test func `without drift a level is touched twice as often as it is exceeded`() {
        #expect(
            abs(BarrierTouch.above(distance: 1, drift: 0, volatility: 1, time: 1) - 0.317_310_507_862_914_1)
                < 1e-14)
        #expect(
            abs(
                BarrierTouch.below(distance: 0.02, drift: 0, volatility: 0.01, time: 4)
                    - 0.317_310_507_862_914_1)
                < 1e-14)
    }

    @Test func `with drift it is the closed form`() {
        let (distance, drift, volatility, time) = (0.03, 0.002, 0.01, 9.0)
        let spread = volatility * time.squareRoot()
        let expected =
            NormalDistribution.cumulative((drift * time - distance) / spread)
            + 3.320_116_922_736_547 * NormalDistribution.cumulative((-distance - drift * time) / spread)
        let touch = BarrierTouch.above(distance: distance, drift: drift, volatility: volatility, time: time)
        #expect(abs(touch - expected) < 1e-12)
    }

    @Test func `extremes stay probabilities`() {
        #expect(BarrierTouch.above(distance: 0, drift: -9, volatility: 1, time: 1) == 1)
        #expect(BarrierTouch.above(distance: .infinity, drift: 9, volatility: 1, time: 1) == 0)
        #expect(BarrierTouch.above(distance: 1, drift: 2, volatility: 0, time: 1) == 1)
        #expect(BarrierTouch.above(distance: 1, drift: 2, volatility: 0, time: 0.4) == 0)
        #expect(BarrierTouch.above(distance: 1, drift: 1e3, volatility: 1e-3, time: 1) == 1)
        #expect(BarrierTouch.above(distance: 1, drift: -1e3, volatility: 1e-3, time: 1) == 0)
        for absent in 0..<4 {
            var words = [1.0, 0, 1, 1]
            words[absent] = .nan
            #expect(
                BarrierTouch.above(distance: words[0], drift: words[1], volatility: words[2], time: words[3])
                    .isNaN)
        }
        var dice = SeededDice(seed: 111)
        for _ in 0..<2_000 {
            let touch = BarrierTouch.above(
                distance: dice.normal() * 3, drift: dice.normal() * 50, volatility: dice.unit(),
                time: dice.unit() * 9)
            #expect((0...1).contains(touch))
        }
    }

    @Test func `a walk touches about as often as said`() {
        var (dice, touched) = (SeededDice(seed: 112), 0)
        let (walks, steps, drift, distance) = (4_000, 400, 0.3, 1.0)
        for _ in 0..<walks {
            var (place, isTouched) = (0.0, false)
            for _ in 0..<steps where !isTouched {
                let before = place
                place += drift / Double(steps) + dice.normal() * (1 / Double(steps)).squareRoot()
                // Between two points below the level the bridge may have touched it.
                let missed = -2 * (distance - before) * (distance - place) * Double(steps)
                isTouched = place >= distance || dice.unit() < Foundation.exp(missed)
            }
            touched += isTouched ? 1 : 0
        }
        let expected = BarrierTouch.above(distance: distance, drift: drift, volatility: 1, time: 1)
        #expect(abs(Double(touched) / Double(walks) - expected) < 0.025)
    }
}
