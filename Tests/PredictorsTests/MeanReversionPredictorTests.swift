import Glibc
import SluiceKit
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct MeanReversionPredictorTests {
    private func distance(_ closes: ArraySlice<Double>) -> Double {
        let levels = closes.map { log($0) }
        let mean = levels.reduce(0, +) / Double(levels.count)
        let square = levels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(levels.count)
        return ((levels.last ?? .nan) - mean) / square.squareRoot()
    }

    @Test func `a worked number`() throws {
        let predictor = try MeanReversionPredictor.test("{ horizons: [5m], window: 4, ic: 0.1 }")
        let got = try forecasts(of: predictor, closes: [1, 1, 1, exp(0.01)])
        #expect(got[..<3].allSatisfy { $0.isNaN })
        #expect(isClose(got[3], -0.1 * 3.0.squareRoot() * 0.01 * 5.0.squareRoot() * 10_000))
    }

    @Test func `each bar gives what its window gives`() throws {
        let predictor = try MeanReversionPredictor.test("{ horizons: [15m, 60m], window: 12, max_score: 2 }")
        var (known, resting) = (0, 0)
        try forEachForecast(of: predictor) { closes, volatility, isFresh, got in
            var want = Double.nan
            if isFresh, closes.count >= 12 {
                let distance = distance(closes.suffix(12))
                let score = distance.magnitude < 1 ? 0 : -max(-2, min(distance, 2))
                want = 0.05 * score * volatility * 10_000
                resting += score == 0 ? 1 : 0
            }
            #expect(got[0].isNaN)
            #expect(isClose(got[1], want * 15.0.squareRoot()))
            #expect(isClose(got[2], want * 60.0.squareRoot()))
            known += want.isNaN ? 0 : 1
        }
        #expect(known > 400 && resting > 100 && resting < known - 100)
    }

    @Test func `within the entry nothing is expected, which is not the same as unknown`() throws {
        let closes: [Double?] = [100, 102, 100, 102, 101.9]
        func last(_ entry: Double) throws -> Double {
            let predictor = try MeanReversionPredictor.test("{ horizons: [5m], window: 5, entry: \(entry) }")
            return try forecasts(of: predictor, closes: closes)[4]
        }
        #expect(try last(1) == 0)
        #expect(try last(0.5) < 0)
    }

    @Test func `a price that does not move has nothing to return from`() throws {
        let predictor = try MeanReversionPredictor.test("{ horizons: [5m], window: 5, entry: 0 }")
        let got = try forecasts(of: predictor, closes: [101, 107, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3])
        #expect(got[7] == 0 && got[8] == 0)
    }

    @Test func `a bar without a price gives nothing and leaves no trace`() throws {
        let yaml = "{ horizons: [5m], window: 3, entry: 0 }"
        let clean = try forecasts(of: MeanReversionPredictor.test(yaml), closes: [100, 101, 99, 103])
        let holed = try forecasts(
            of: MeanReversionPredictor.test(yaml), closes: [100, nil, 101, 0, 99, .nan, 103])
        #expect(holed[3].isNaN && holed[5].isNaN)
        #expect([holed[4], holed[6]] == Array(clean[2...]))
    }

    @Test func `without a volatility nothing is expected`() throws {
        let predictor = try MeanReversionPredictor.test("{ horizons: [5m], window: 3, entry: 0 }")
        let got = try forecasts(of: predictor, closes: [100, 101, 103, 101], volatility: .nan)
        #expect(got.allSatisfy { $0.isNaN })
    }

    @Test func `the score is held, and the coefficient scales and turns it`() throws {
        func last(_ more: String) throws -> Double {
            let predictor = try MeanReversionPredictor.test("{ horizons: [5m], window: 30\(more) }")
            return try forecasts(of: predictor, closes: Array(repeating: 100, count: 29) + [200])[29]
        }
        let unit = 0.01 * 5.0.squareRoot() * 10_000
        #expect(try isClose(last(""), -0.05 * 3 * unit))
        #expect(try isClose(last(", max_score: 2"), -0.05 * 2 * unit))
        #expect(try isClose(last(", ic: -0.1"), 0.1 * 3 * unit))
    }

    @Test func `an entry beyond the largest score is refused`() {
        #expect(MeanReversionPredictor.Settings.issues("{ entry: 2, max_score: 2 }").count == 1)
        #expect(MeanReversionPredictor.Settings.issues("{ entry: 2, max_score: 2.5 }").isEmpty)
        #expect(MeanReversionPredictor.Settings.issues("horizons: []").count == 1)
    }
}
