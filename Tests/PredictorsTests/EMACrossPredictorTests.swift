import Glibc
import SluiceKit
import SluiceMarket
import SluiceNumerics
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct EMACrossPredictorTests {
    /// Everything from the closes at once, by the averages' weights.
    private func average(_ closes: [Double], span: Int) -> Double {
        let weight = 2 / (Double(span) + 1)
        var sum = pow(1 - weight, Double(closes.count - 1)) * log(closes[0])
        for (index, close) in closes.enumerated().dropFirst() {
            sum += weight * pow(1 - weight, Double(closes.count - 1 - index)) * log(close)
        }
        return sum
    }

    @Test func `the difference of the averages has the deviation of a random walk's`() throws {
        #expect(isClose(AverageGap.deviation(fast: 12, slow: 26), 1.137_368_283_664_337_7))
        // Fast of span 1 is the price: left is the distance from an average, p / sqrt(1 - p^2).
        #expect(isClose(AverageGap.deviation(fast: 1, slow: 3), 1 / 3.0.squareRoot()))
        var dice = Dice(seed: 5)
        var (fast, slow, level, squares) = (0.0, 0.0, 0.0, 0.0)
        for _ in 0..<40_000 {
            level += dice.normal()
            fast += 2.0 / 6 * (level - fast)
            slow += 2.0 / 21 * (level - slow)
            squares += (fast - slow) * (fast - slow)
        }
        let measured = (squares / 40_000).squareRoot()
        #expect((measured / AverageGap.deviation(fast: 5, slow: 20) - 1).magnitude < 0.05)
    }

    @Test func `a worked number`() throws {
        let predictor = try EMACrossPredictor.test(
            "{ horizons: [5m], fast: 1, slow: 3, warm_up: 1, max_score: 10, ic: 0.1 }")
        let got = try forecasts(of: predictor, closes: [100, 110])
        #expect(got[0] == 0)
        // The slow average has gone half of the way: score = ln(1.1) / 2 / (0.01 / sqrt 3) = 8.254091.
        let score = 8.254_091
        #expect((got[1] - 0.1 * score * 0.01 * 5.0.squareRoot() * 10_000).magnitude < 1e-3)
    }

    @Test func `averages of the price itself give their difference as a part of the slow one`() throws {
        let predictor = try EMACrossPredictor.test(
            "{ horizons: [5m], fast: 1, slow: 3, warm_up: 1, max_score: 10, ic: 0.1, of: price }")
        let got = try forecasts(of: predictor, closes: [100, 110])
        // The slow average stands at 105: score = 5 / 105 / (0.01 / sqrt 3) = 8.247861.
        #expect((got[1] - 0.1 * 8.247_861 * 0.01 * 5.0.squareRoot() * 10_000).magnitude < 1e-3)
    }

    @Test func `each bar gives what all bars at once give`() throws {
        let predictor = try EMACrossPredictor.test("{ horizons: [15m, 60m], fast: 4, slow: 9 }")
        var known = 0
        try forEachForecast(of: predictor) { closes, volatility, isFresh, got in
            #expect(got[0].isNaN)
            var want = Double.nan
            if isFresh, closes.count >= 9 {
                let difference = average(closes, span: 4) - average(closes, span: 9)
                let score = difference / (volatility * AverageGap.deviation(fast: 4, slow: 9))
                want = 0.05 * max(-3, min(score, 3)) * volatility * 10_000
            }
            #expect(isClose(got[1], want * 15.0.squareRoot()))
            #expect(isClose(got[2], want * 60.0.squareRoot()))
            known += want.isNaN ? 0 : 1
        }
        #expect(known > 400)
    }

    @Test func `nothing is expected until the slow span, or the warm-up, has passed`() throws {
        let closes: [Double?] = (0..<10).map { 100 + Double($0) }
        let usual = try EMACrossPredictor.test("{ horizons: [5m], fast: 2, slow: 6 }")
        #expect(try forecasts(of: usual, closes: closes).map(\.isNaN).firstIndex(of: false) == 5)
        let patient = try EMACrossPredictor.test("{ horizons: [5m], fast: 2, slow: 6, warm_up: 8 }")
        #expect(try forecasts(of: patient, closes: closes).map(\.isNaN).firstIndex(of: false) == 7)
    }

    @Test(arguments: [nil, 0.0, -5, .nan, .infinity] as [Double?])
    func `a bar without a price gives nothing and leaves no trace`(bad: Double?) throws {
        let yaml = "{ horizons: [5m], fast: 1, slow: 2 }"
        let clean = try forecasts(of: EMACrossPredictor.test(yaml), closes: [100, 101, 99, 103])
        let holed = try forecasts(of: EMACrossPredictor.test(yaml), closes: [100, 101, bad, 99, bad, 103])
        #expect(holed[2].isNaN && holed[4].isNaN)
        #expect([holed[1], holed[3], holed[5]] == Array(clean[1...]))
    }

    @Test(arguments: [.nan, 0.0, .infinity])
    func `without a volatility nothing is expected`(volatility: Double) throws {
        let predictor = try EMACrossPredictor.test("{ horizons: [5m], fast: 1, slow: 2 }")
        let got = try forecasts(of: predictor, closes: [100, 101, 103], volatility: volatility)
        #expect(got.allSatisfy { $0.isNaN })
    }

    @Test func `the score is held, and the coefficient scales and turns it`() throws {
        func last(_ more: String) throws -> Double {
            let predictor = try EMACrossPredictor.test("{ horizons: [5m], fast: 1, slow: 2\(more) }")
            return try forecasts(of: predictor, closes: [100, 100, 150], volatility: 0.001)[2]
        }
        let unit = 0.001 * 5.0.squareRoot() * 10_000
        #expect(try isClose(last(""), 0.05 * 3 * unit))
        #expect(try isClose(last(", max_score: 2"), 0.05 * 2 * unit))
        #expect(try isClose(last(", ic: -0.1"), -0.1 * 3 * unit))
    }

    @Test func `spans and horizons that make no sense are refused`() {
        #expect(EMACrossPredictor.Settings.issues("{ fast: 26, slow: 26 }").count == 1)
        #expect(EMACrossPredictor.Settings.issues("horizons: []").count == 1)
        #expect(EMACrossPredictor.Settings.issues("horizons: [5m, 15m, 5m]").count == 1)
        #expect(EMACrossPredictor.Settings.issues("{ fast: 0 }").count == 1)
        #expect(EMACrossPredictor.horizons(.init()) == [.session])
    }
}
