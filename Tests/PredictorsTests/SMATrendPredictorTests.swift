import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct SMATrendPredictorTests {
    private let usual = "horizons: [5m], short: 2, long: 5"
    private let unit = 0.05 * 2 * 0.01 * 5.0.squareRoot() * 10_000

    @Test func `a worked number: 0.8 on the crossing, 0.25 while the averages are apart`() throws {
        let predictor = try SMATrendPredictor.test("{ \(usual) }")
        let got = try forecasts(of: predictor, closes: [100, 99, 98, 97, 96, 120, 121, 80, 70])
        #expect(got[..<4].allSatisfy { $0.isNaN })
        #expect(isClose(got[4], -0.25 * unit))
        #expect(isClose(got[5], 0.8 * unit))
        #expect(isClose(got[6], 0.25 * unit))
        #expect(isClose(got[8], -0.8 * unit) || isClose(got[7], -0.8 * unit))
    }

    @Test func `a price that does not move has no trend`() throws {
        let got = try forecasts(
            of: SMATrendPredictor.test("{ \(usual) }"), closes: Array(repeating: 99.9, count: 20))
        #expect(got[4...].allSatisfy { $0 == 0 })
    }

    @Test func `a bar without a price gives nothing and leaves no trace`() throws {
        let yaml = "{ \(usual), full_score: 1, ic: -0.1 }"
        let clean = try forecasts(of: SMATrendPredictor.test(yaml), closes: [100, 99, 98, 97, 96, 120])
        let holed = try forecasts(
            of: SMATrendPredictor.test(yaml), closes: [100, nil, 99, 0, 98, 97, .nan, 96, -1, 120])
        #expect([holed[7], holed[9]] == Array(clean[4...]))
        #expect(holed[6].isNaN && holed[8].isNaN && clean[5] < 0)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the forecast does not depend on the currency`(seed: UInt64) throws {
        try expectSymmetries(seed: seed, mirrors: false) { try SMATrendPredictor.test("{ \(usual) }") }
    }

    @Test func `averages in the wrong order are refused`() {
        #expect(SMATrendPredictor.Settings.issues("{ short: 20, long: 20 }").count == 1)
        #expect(SMATrendPredictor.Settings.issues("horizons: []").count == 1)
        #expect(SMATrendPredictor.horizons(.init()) == [.session])
    }
}
