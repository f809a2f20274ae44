import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct MACrossoverPredictorTests {
    private let usual = "horizons: [5m], short: 2, long: 5"
    private let unit = 0.05 * 0.01 * 5.0.squareRoot() * 10_000

    private func sides(_ more: String, _ closes: [Double?]) throws -> [Double] {
        let predictor = try MACrossoverPredictor.test("{ \(usual)\(more) }")
        return try forecasts(of: predictor, closes: closes).map { ($0 / (2 * unit) * 1e6).rounded() / 1e6 }
    }

    private let rising: [Double?] = [100, 99.9, 99.8, 99.7, 99.6, 120, 121, 122, 115, 80, 70]

    @Test func `a worked number`() throws {
        let predictor = try MACrossoverPredictor.test("{ \(usual), ic: 0.1, full_score: 3 }")
        let got = try forecasts(of: predictor, closes: rising)
        #expect(got[..<4].allSatisfy { $0.isNaN } && got[4] == 0)
        // 0.1 x 3 x 1% x sqrt(5) = 67.08 bps.
        #expect(isClose(got[5], 0.1 * 3 * 0.01 * 5.0.squareRoot() * 10_000))
    }

    @Test func `the side lasts until the averages cross again`() throws {
        #expect(try sides("", rising)[4...] == [0, 1, 1, 1, 1, -1, -1])
    }

    @Test func `a side can last only so long, or until the price has given up enough`() throws {
        #expect(try sides(", hold: 2", rising)[4...] == [0, 1, 1, 0, 0, -1, -1])
        #expect(try sides(", trail: 5%", rising)[4...] == [0, 1, 1, 1, 0, -1, -1])
        // From 122 a fall of 5.7% is less than a trail of 6%.
        #expect(try sides(", trail: 6%", rising)[4...] == [0, 1, 1, 1, 1, -1, -1])
    }

    @Test func `a crossing waits for its confirmation and ignores what is within epsilon`() throws {
        #expect(try sides(", confirmation: 2", rising)[4...] == [0, 0, 0, 1, 1, 1, 1])
        #expect(try sides(", epsilon: 1000bps", rising)[4...] == [0, 0, 1, 1, 1, -1, -1])
    }

    @Test func `a bar without a price gives nothing and leaves no trace`() throws {
        let holed = try sides("", [100, nil, 99.9, 99.8, 0, 99.7, 99.6, .nan, 120])
        #expect(holed[4].isNaN && holed[7].isNaN && holed[8] == 1)
    }

    @Test func `the forecast does not depend on the currency and mirrors with the market`() throws {
        for seed in 1...5 as ClosedRange<UInt64> {
            try expectSymmetries(seed: seed, mirrors: false) {
                try MACrossoverPredictor.test("{ \(usual), trail: 1% }")
            }
        }
    }

    @Test func `averages in the wrong order are refused`() {
        #expect(MACrossoverPredictor.Settings.issues("{ short: 20, long: 20 }").count == 1)
        #expect(MACrossoverPredictor.Settings.issues("horizons: []").count == 1)
        #expect(MACrossoverPredictor.horizons(.init()) == [.session])
    }
}
