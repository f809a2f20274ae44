import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct RSIPredictorTests {
    private let unit = 0.05 * 2 * 0.01 * 5.0.squareRoot() * 10_000

    private func readings(_ more: String, _ closes: [Double?]) throws -> [Double] {
        let predictor = try RSIPredictor.test("{ horizons: [5m]\(more) }")
        return try forecasts(of: predictor, closes: closes).map { $0 / unit }
    }

    @Test func `a worked number`() throws {
        // Averages of 2 changes: gains 1, 0 and losses 0, 0.5 make 66.67; a further rise of 1 makes 85.71.
        let got = try readings(", period: 2", [10, 11, 10.5, 11.5])
        #expect(got[0].isNaN && got[1].isNaN && got[2] == 0)
        #expect(abs(got[3] + (0.5 + 0.5 * (85.714_286 - 70) / 30)) < 1e-6)
    }

    @Test func `a price that only falls is expected to rise, one that stands still nothing`() throws {
        #expect(try isClose(readings(", period: 3", [9, 8, 7, 6])[3], 1))
        #expect(try readings(", period: 3", [9, 9, 9, 9])[3] == 0)
        #expect(try isClose(readings(", period: 3, ic: -0.1, full_score: 1", [9, 8, 7, 6])[3], -1))
    }

    @Test func `thresholds move`() throws {
        let closes: [Double?] = [10, 11, 10.5]
        #expect(try readings(", period: 2, overbought: 60", closes)[2] < 0)
        #expect(try readings(", period: 2, oversold: 68", closes)[2] > 0)
    }

    @Test func `a bar without a price gives nothing and leaves no trace`() throws {
        let clean = try readings(", period: 2", [10, 11, 10.5, 11.5])
        let holed = try readings(", period: 2", [10, nil, 11, 0, 10.5, .nan, 11.5])
        #expect(holed[3].isNaN && holed[5].isNaN && holed[6] == clean[3])
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the forecast does not depend on the currency`(seed: UInt64) throws {
        try expectSymmetries(seed: seed, mirrors: false) {
            try RSIPredictor.test("{ horizons: [5m], period: 5 }")
        }
    }

    @Test func `thresholds in the wrong order are refused`() {
        #expect(RSIPredictor.Settings.issues("{ oversold: 70 }").count == 1)
        #expect(RSIPredictor.Settings.issues("horizons: []").count == 1)
        #expect(RSIPredictor.horizons(.init()) == [.session])
    }
}
