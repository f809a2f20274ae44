import Foundation
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Calibrators

@Suite struct ConfidenceCalibratorTests {
    /// A calibrator of members at one horizon, with a market that tests move by hand.
    private final class Bench {
        let calibrator: ConfidenceCalibrator
        let market: MarketFrame
        let scores: ForecastFrame
        let result: ForecastFrame
        let portfolio: Portfolio
        private(set) var number = 0
        var age = Span.zero

        init(
            _ yaml: String, instruments: Int = 1, members: [String] = ["one"], horizon: String = "1m",
            volatility: Double = 0.01
        ) throws {
            let names = (0..<instruments).map { "I\($0)" }
            let context = StageContext.test(instruments: names, horizons: [horizon], members: members)
            calibrator = try ConfidenceCalibrator.test(yaml, in: context)
            market = MarketFrame.test(names.map { _ in MarketBar(100) }, volatility: volatility)
            scores = ForecastFrame(instruments: instruments, horizons: 1, members: members.count)
            result = ForecastFrame(instruments: instruments, horizons: 1, members: members.count)
            portfolio = PortfolioBuilder(instruments: instruments).build()
        }

        /// A cycle in which each member says something of each instrument, after each has moved.
        @discardableResult
        func step(_ said: [[Double]], moves: [Double]) -> [Double] {
            number += 1
            for index in 0..<market.count {
                market.close[index] *= 1 + moves[index]
                market.barTime[index] = ManualClock.start
                for member in said.indices {
                    scores.column(member: member, horizon: 0)[index] = said[member][index]
                }
            }
            calibrator.calibrate(
                .test(number: number, now: ManualClock.start + age, portfolio: portfolio), scores, market,
                into: result)
            return (0..<said.count).map { result.column(member: $0, horizon: 0)[0] }
        }
    }

    private func isClose(_ one: Double, _ other: Double) -> Bool {
        if one.isNaN || other.isNaN { return one.isNaN && other.isNaN }
        return (one - other).magnitude <= 1e-9 * max(1, other.magnitude)
    }

    /// What a score of 2 is worth after a member has been right to the last digit for so many cycles.
    private func afterTruth(_ yaml: String, cycles: Int = 60, horizon: String = "1m") throws -> Double {
        let bench = try Bench(yaml, horizon: horizon)
        var dice = Dice(seed: 5)
        var next = dice.normal()
        for _ in 0..<cycles {
            let now = next
            next = dice.normal()
            bench.step([[next]], moves: [0.01 * now])
        }
        return bench.step([[2]], moves: [0.01 * next])[0]
    }

    @Test func `a member that is always right is believed, one nothing is known of is not`() throws {
        // ic 1, stability 1: a score of 2 at 1% over one bar is 200 bps.
        #expect(isClose(try afterTruth(""), 200))
        #expect(isClose(try afterTruth("ic: per_instrument"), 200))
        let bench = try Bench("")
        #expect(isClose(bench.step([[2]], moves: [0])[0], 2 * 0.01 * 0.5 * 100))
    }

    @Test func `scale says whether a score is of the volatility or of the price`() throws {
        let bench = try Bench("scale: declared", volatility: .nan)
        #expect(isClose(bench.step([[0.002]], moves: [0])[0], 0.002 * 0.01 * 0.5 * 10_000))
        let other = try Bench("", volatility: .nan)
        #expect(other.step([[2]], moves: [0])[0].isNaN)
        // Over four bars a standard deviation is twice that of one.
        let long = try Bench("", horizon: "4m")
        #expect(isClose(long.step([[2]], moves: [0])[0], 2 * 2 * 0.01 * 0.5 * 100))
    }

    @Test func `the floor, the warm-up and what they are multiplied with`() throws {
        let bench = try Bench("{ min_ic: 0.2, stability_warm_up: 0.3 }")
        #expect(isClose(bench.step([[2]], moves: [0])[0], 2 * 0.2 * 0.3 * 100))
        // A member that is always wrong counts as the floor, and its errors as they are.
        let wrong = try Bench("{ min_ic: 0, ic: per_instrument }")
        var dice = Dice(seed: 6)
        var next = dice.normal()
        for _ in 0..<40 {
            let now = next
            next = dice.normal()
            wrong.step([[-next]], moves: [0.01 * now])
        }
        #expect(wrong.step([[2]], moves: [0.01 * next])[0] == 0)
    }

    @Test func `freshness falls with the bar's age on the cycle's clock`() throws {
        let bench = try Bench("tau: { 1m: 100s, default: 5s }")
        bench.age = .seconds(50)
        #expect(isClose(bench.step([[2]], moves: [0])[0], 1 * exp(-0.5)))
        bench.age = .seconds(-50)
        #expect(isClose(bench.step([[2]], moves: [0])[0], 1))
    }

    @Test func `capacity is asked for a planned order alone`() throws {
        let bench = try Bench("planned_weight: 10%")
        bench.portfolio.equity = 1_000_000
        bench.market.tradedValue[0] = 500_000
        #expect(isClose(bench.step([[2]], moves: [0])[0], 1 * 0.5))
        let smaller = try Bench("{ planned_weight: 10%, kappa: 0.05 }")
        smaller.portfolio.equity = 1_000_000
        smaller.market.tradedValue[0] = 500_000
        #expect(isClose(smaller.step([[2]], moves: [0])[0], 1 * 0.25))
        for value in [Double.nan, 0, -1] {
            bench.market.tradedValue[0] = value
            #expect(bench.step([[2]], moves: [0])[0] == 0)
        }
        let free = try Bench("")
        free.portfolio.equity = .nan
        free.market.tradedValue[0] = .nan
        #expect(isClose(free.step([[2]], moves: [0])[0], 1))
    }

    @Test func `an absent score stays absent, an infinite one becomes it`() throws {
        let bench = try Bench("")
        for score in [Double.nan, .infinity, -.infinity] {
            #expect(bench.step([[score]], moves: [0])[0].isNaN)
        }
    }

    @Test func `pooled, a small universe is judged over several bars`() throws {
        // 20 pairs of one instrument, one every bar, and one bar until the return is known.
        #expect(try afterTruth("", cycles: 19) < 2)
        #expect(isClose(try afterTruth("", cycles: 20), 200))
        #expect(isClose(try afterTruth("ic_window: 30", cycles: 30), 200))
        #expect(try afterTruth("ic_window: 30", cycles: 29) < 2)
    }

    @Test func `an instrument's own coefficient needs its pairs`() throws {
        #expect(isClose(try afterTruth("ic: per_instrument", cycles: 5), 200))
        #expect(isClose(try afterTruth("ic: per_instrument", cycles: 4), 2 * 0.01 * 100))
        #expect(isClose(try afterTruth("{ ic: per_instrument, ic_minimum: 3 }", cycles: 3), 200))
        let early = try afterTruth("{ ic: per_instrument, stability_minimum: 9 }", cycles: 8)
        #expect(isClose(early, 2 * 0.5 * 100))
        #expect(isClose(try afterTruth("{ ic: per_instrument, stability_minimum: 9 }", cycles: 9), 200))
    }

    @Test func `a forecast is judged when its horizon has passed, every so many bars`() throws {
        // Every three bars one forecast is kept, and three bars later it is a pair.
        func pairs(_ yaml: String, cycles: Int) throws -> Bool {
            let bench = try Bench(
                "{ ic: per_instrument, ic_minimum: 2, stability_minimum: 2, \(yaml) }", horizon: "3m")
            var last = 0.0
            for number in 0..<cycles {
                last = bench.step([[Double(number)]], moves: [0.001 * Double(number)])[0]
            }
            // Once there are two pairs the score of the last cycle is credited with a coefficient of 1.
            return last > 0.02 * Double(cycles - 1) * 100
        }
        let first = try #require((1..<20).first { try pairs("", cycles: $0) })
        #expect(7...9 ~= first)
        let everyBar = try #require((1..<20).first { try pairs("ic_every: 1", cycles: $0) })
        #expect(everyBar == 5)
    }

    @Test func `pooled, errors of the last readings alone make stability`() throws {
        func worth(_ yaml: String) throws -> Double {
            let bench = try Bench("{ ic_window: 5, ic_readings: 1, \(yaml) }")
            var dice = Dice(seed: 8)
            var next = dice.normal()
            for number in 0..<40 {
                let now = next
                next = dice.normal()
                // Far off at first, right at last.
                bench.step([[number < 20 ? next + 50 * next.sign.unit : next]], moves: [0.01 * now])
            }
            return bench.step([[2]], moves: [0.01 * next])[0]
        }
        #expect(isClose(try worth("stability_window: 2"), 200))
        #expect(try worth("stability_window: 10") < 100)
    }

    @Test func `a coefficient is the mean of its readings`() throws {
        func worth(_ readings: Int) throws -> Double {
            let bench = try Bench(
                "{ ic_window: 5, ic_readings: \(readings), min_ic: 0, stability_minimum: 10000 }")
            var dice = Dice(seed: 9)
            var next = dice.normal()
            for number in 0..<20 {
                let now = next
                next = dice.normal()
                // Two gatherings wrong way round, two right.
                bench.step([[number < 10 ? -next : next]], moves: [0.01 * now])
            }
            return bench.step([[2]], moves: [0.01 * next])[0]
        }
        #expect(isClose(try worth(2), 2 * 1 * 0.5 * 100))
        #expect(isClose(try worth(4), 0))
    }

    @Test(arguments: ["pooled", "per_instrument"])
    func `a good member is told from a noisy one in a universe`(mode: String) throws {
        let count = 40
        let bench = try Bench(
            "{ ic: \(mode), ic_every: 1 }", instruments: count, members: ["good", "noise"])
        var dice = Dice(seed: 10)
        var next = (0..<count).map { _ in dice.normal() }
        var worths = [0.0, 0]
        for number in 0..<80 {
            let now = next
            next = (0..<count).map { _ in dice.normal() }
            let noise = (0..<count).map { _ in dice.normal() }
            let hint = next.map { 0.5 * $0 + dice.normal() }
            let got = bench.step([hint, noise], moves: now.map { 0.01 * $0 })
            guard number >= 40 else { continue }
            worths[0] += abs(got[0]) / abs(hint[0])
            worths[1] += abs(got[1]) / abs(noise[0])
        }
        #expect(worths[0] > 3 * worths[1])
    }

    @Test func `a bar that is not new makes no pair`() throws {
        let bench = try Bench("{ ic: per_instrument, ic_minimum: 2, stability_minimum: 2 }")
        bench.market.fresh[0] = 0
        for number in 0..<20 { bench.step([[Double(number)]], moves: [0.001 * Double(number)]) }
        #expect(isClose(bench.step([[2]], moves: [0])[0], 1))
    }

    @Test func `cycles that did not run lose their pairs and no other`() throws {
        let bench = try Bench("{ ic: per_instrument, ic_minimum: 2, stability_minimum: 2 }")
        let record = ForecastRecord(
            number: 0, minutes: 2, every: 1, axes: StageContext.test(members: ["one"]).axes, isScaled: true)
        #expect(record.bars == 2 && record.every == 1)
        let scores = ForecastFrame(instruments: 2, horizons: 3, members: 1)
        scores.values.fill(1)
        let market = MarketFrame.test([MarketBar(100), MarketBar(50)], volatility: 0.01)
        for number in [1, 2, 4, 5, 6] {
            #expect((record.judged(in: number, market) != nil) == [4, 6].contains(number))
            record.keep(scores, horizon: 0, in: number, market)
        }
        _ = bench
    }

    @Test func `settings that do not fit each other are refused`() {
        #expect(ConfidenceSettings.issues("{ ic_minimum: 30 }").count == 1)
        #expect(ConfidenceSettings.issues("{ ic_minimum: 30, ic_window: 30 }").isEmpty)
        let few = "stability_window: 2, stability_minimum: 3"
        #expect(ConfidenceSettings.issues("{ ic: per_instrument, \(few) }").count == 1)
        #expect(ConfidenceSettings.issues("{ \(few) }").isEmpty)
    }

    @Test func `it takes scores and gives returns`() throws {
        let ports = try ConfidenceCalibrator.ports(.test(""))
        #expect(ports.gives == .forecasts && ports.needs[0].types == [.scores] && ports.needs[0].joins)
    }
}

extension FloatingPointSign {
    fileprivate var unit: Double { self == .minus ? -1 : 1 }
}
