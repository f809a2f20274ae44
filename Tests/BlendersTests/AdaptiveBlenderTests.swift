import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Blenders

@Suite struct AdaptiveBlenderTests {
    @Test func `skill decides once outcomes are seen`() throws {
        let got = try trained(AdaptiveBlender.self, "", skills: [0.6, 0.2])
        #expect(isClose(got[0] + got[1], 1) && isClose(got[0], 0.75, 0.06))
        #expect(try trained(AdaptiveBlender.self, "", skills: [0.6, -0.6]) == [1, 0])
        #expect(try trained(AdaptiveBlender.self, "", skills: [-0.3, -0.6]) == [0.5, 0.5])
    }

    @Test func `nobody is judged before forecasts came due`() throws {
        #expect(try trained(AdaptiveBlender.self, "", skills: [0.9, 0], cycles: 5) == [0.5, 0.5])
        let early = try trained(AdaptiveBlender.self, "{ start: 2 }", skills: [0.9, 0], cycles: 5)
        #expect(early[0] > 0.8)
        #expect(
            try trained(AdaptiveBlender.self, "{ start: 40 }", skills: [0.9, 0], cycles: 40) == [0.5, 0.5])
    }

    @Test func `a change of skill shows after the last correlations`() throws {
        func weight(_ yaml: String) throws -> Double {
            let blending = try BlenderCase(AdaptiveBlender.self, yaml, instruments: 60)
            var market = Foresight(seed: 5, instruments: 60)
            for cycle in 0..<80 {
                let skills = cycle < 60 ? [0.8, 0.1] : [0.1, 0.8]
                let forecasts = market.next(skills)
                try blending(forecasts, prices: market.prices)
            }
            return try blending.weights()[0]
        }
        #expect(try weight("{ history: 10, recent: 5 }") < 0.3)
        #expect(try weight("{ history: 60, recent: 60 }") > 0.5)
        #expect(try weight("{ history: 10, recent: 70 }") > 0.5)
    }

    @Test func `a missed minute moves no outcome`() throws {
        // Forecasts that are exactly right two minutes ahead; the pipeline runs every minute but some.
        let blending = try BlenderCase(
            AdaptiveBlender.self, "{ start: 1, history: 50 }", horizons: ["2m"], instruments: 40)
        var dice = Dice(seed: 8)
        var prices = Array(repeating: 100.0, count: 40)
        let path = (0..<80).map { _ in
            prices = prices.map { $0 * (1 + dice.normal() / 1_000) }
            return prices
        }
        var (last, weights) = (0, [Double]())
        for minute in 1..<70 where minute % 7 != 0 {
            let right = (0..<40).map { (path[minute + 2][$0] / path[minute][$0] - 1) * 10_000 }
            let other = (0..<40).map { _ in dice.normal() }
            try blending([[right], [other]], prices: path[minute], minutes: minute - last)
            last = minute
        }
        weights = try blending.weights()
        #expect(weights[0] > 0.8)
    }

    @Test func `prices that are not fresh are no outcome`() throws {
        let blending = try BlenderCase(AdaptiveBlender.self, "{ start: 1 }", instruments: 30)
        var market = Foresight(seed: 3, instruments: 30)
        for _ in 0..<30 {
            let forecasts = market.next([0.9, 0])
            try blending(forecasts, prices: market.prices.map { _ in .nan })
        }
        #expect(try blending.weights() == [0.5, 0.5])
    }

    @Test func `settings that contradict each other are refused`() {
        #expect(AdaptiveBlender.Settings.issues("{ start: 200 }").count == 1)
        // Outcomes of a horizon that is no whole number of cycles are never seen.
        let odd = StageContext.test(horizons: ["5m"], every: .minutes(2))
        #expect(AdaptiveBlender.issues("", in: odd).count == 1)
    }
}
