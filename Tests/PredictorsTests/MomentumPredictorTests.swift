import Glibc
import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct MomentumPredictorTests {
    private func expected(
        _ closes: [Double], _ volatility: Double, lookback: Int, skip: Int = 0, minutes: Double
    ) -> Double {
        guard closes.count > lookback else { return .nan }
        let newest = closes.count - 1
        let change = log(closes[newest - skip] / closes[newest - lookback])
        let score = change / (volatility * Double(lookback - skip).squareRoot())
        return 0.05 * max(-3, min(score, 3)) * volatility * minutes.squareRoot() * 10_000
    }

    @Test func `a worked number`() throws {
        let predictor = try MomentumPredictor.test("{ horizons: [5m], lookback: 4, ic: 0.1 }")
        let got = try forecasts(of: predictor, closes: [100, 90, 95, 99, 102])
        #expect(got[..<4].allSatisfy { $0.isNaN })
        // ln(1.02) over two volatilities of 1%: a score of 0.990131; over five bars 0.1 x 0.990131 x 223.6068 bps.
        #expect((got[4] - 22.140).magnitude < 1e-3)
    }

    @Test func `a horizon looks back as far as it looks ahead unless told otherwise`() throws {
        let predictor = try MomentumPredictor.test("horizons: [5m, 60m]")
        var known = 0
        try forEachForecast(of: predictor) { closes, volatility, isFresh, got in
            let short = isFresh ? expected(closes, volatility, lookback: 5, minutes: 5) : .nan
            let long = isFresh ? expected(closes, volatility, lookback: 60, minutes: 60) : .nan
            #expect(isClose(got[0], short))
            #expect(got[1].isNaN)
            #expect(isClose(got[2], long))
            known += long.isNaN ? 0 : 1
        }
        #expect(known > 300)
    }

    @Test func `lookbacks by horizon, and the latest bars left out`() throws {
        let predictor = try MomentumPredictor.test(
            "{ horizons: [15m, 60m], lookback: { 60m: 30, default: 8 }, skip: 3 }")
        var known = 0
        try forEachForecast(of: predictor) { closes, volatility, isFresh, got in
            let short = isFresh ? expected(closes, volatility, lookback: 8, skip: 3, minutes: 15) : .nan
            let long = isFresh ? expected(closes, volatility, lookback: 30, skip: 3, minutes: 60) : .nan
            #expect(isClose(got[1], short))
            #expect(isClose(got[2], long))
            known += long.isNaN ? 0 : 1
        }
        #expect(known > 300)
    }

    @Test func `a bar without a price gives nothing and leaves no trace`() throws {
        let yaml = "{ horizons: [5m], lookback: 2 }"
        let clean = try forecasts(of: MomentumPredictor.test(yaml), closes: [100, 101, 99, 103])
        let holed = try forecasts(
            of: MomentumPredictor.test(yaml), closes: [100, nil, 101, 0, 99, .nan, 103])
        #expect(holed[3].isNaN && holed[5].isNaN)
        #expect([holed[4], holed[6]] == Array(clean[2...]))
    }

    @Test(arguments: [.nan, 0.0, .infinity])
    func `without a volatility nothing is expected`(volatility: Double) throws {
        let predictor = try MomentumPredictor.test("{ horizons: [5m], lookback: 1 }")
        let got = try forecasts(of: predictor, closes: [100, 101, 103], volatility: volatility)
        #expect(got.allSatisfy { $0.isNaN })
    }

    @Test func `the score is held, and the coefficient scales and turns it`() throws {
        func last(_ more: String) throws -> Double {
            let predictor = try MomentumPredictor.test("{ horizons: [5m], lookback: 1\(more) }")
            return try forecasts(of: predictor, closes: [100, 50], volatility: 0.001)[1]
        }
        let unit = 0.001 * 5.0.squareRoot() * 10_000
        #expect(try isClose(last(""), -0.05 * 3 * unit))
        #expect(try isClose(last(", max_score: 1.5"), -0.05 * 1.5 * unit))
        #expect(try isClose(last(", ic: -0.1"), 0.1 * 3 * unit))
    }

    @Test func `what is skipped must be shorter than what is looked at`() {
        #expect(MomentumPredictor.Settings.issues("{ lookback: 5, skip: 5 }").count == 1)
        #expect(MomentumPredictor.Settings.issues("{ lookback: 5, skip: 4 }").isEmpty)
        #expect(MomentumPredictor.issues("{ horizons: [5m], skip: 5 }").count == 1)
        #expect(MomentumPredictor.issues("{ horizons: [5m], skip: 4 }").isEmpty)
    }

    @Test func `a lookback that follows a very long horizon is refused`() throws {
        let issues = MomentumPredictor.issues("horizons: [60d]")
        #expect(
            issues.map(\.message) == ["'horizons' names 60d, which is 23400 bars: 'lookback' has to be set"])
        #expect(MomentumPredictor.issues("{ horizons: [60d], lookback: 390 }").isEmpty)
    }
}
