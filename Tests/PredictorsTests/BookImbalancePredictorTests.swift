import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct BookImbalancePredictorTests {
    private let unit = 0.05 * 2 * 0.01 * 5.0.squareRoot() * 10_000

    private func reading(_ bar: MarketBar?, _ more: String = "") throws -> Double {
        let predictor = try BookImbalancePredictor.test("{ horizons: [5m]\(more) }")
        return try forecasts(of: predictor, bars: [bar])[0] / unit
    }

    @Test func `a worked number`() throws {
        // Strength -0.393573 with confidence 0.558097.
        #expect(abs(try reading(.quoted(bid: 145.3, ask: 333.9)) + 0.219_652) < 1e-5)
        #expect(
            try isClose(reading(.quoted(bid: 333.9, ask: 145.3)), -reading(.quoted(bid: 145.3, ask: 333.9))))
        #expect(try isClose(reading(.quoted(bid: 900, ask: 100), ", full_score: 1"), 0.8 * 0.7 / 2))
        #expect(try isClose(reading(.quoted(bid: 900, ask: 100), ", ic: -0.1"), -2 * 0.8 * 0.7))
    }

    @Test func `a balanced book expects nothing, and thresholds move`() throws {
        #expect(try reading(.quoted(bid: 100, ask: 110)) == 0)
        #expect(try reading(.quoted(bid: 100, ask: 110), ", threshold: 0.01") < 0)
        let (weak, sure) = (
            try reading(.quoted(bid: 130, ask: 70)),
            try reading(.quoted(bid: 130, ask: 70), ", strong: 0.25")
        )
        #expect(sure > weak && weak > 0)
    }

    @Test func `wide quotes are believed less`() throws {
        let tight = try reading(.quoted(bid: 900, ask: 100))
        #expect(try isClose(reading(.quoted(bid: 900, ask: 100, spread: 15)), 0.85 * tight))
        #expect(try isClose(reading(.quoted(bid: 900, ask: 100, spread: 50)), 0.7 * tight))
    }

    @Test func `without a quote, its quantities or a new bar nothing is known`() throws {
        #expect(try reading(nil).isNaN)
        #expect(try reading(.quoted(bid: 900, ask: 100, spread: nil)).isNaN)
        #expect(try reading(.quoted(bid: .nan, ask: 100)).isNaN)
        #expect(try reading(.quoted(bid: -1, ask: 100)).isNaN)
        #expect(try reading(.quoted(bid: 900, ask: 100, close: 0)).isNaN)
        #expect(try reading(.quoted(bid: 0, ask: 0)) == 0)
    }

    @Test func `thresholds in the wrong order are refused`() {
        #expect(BookImbalancePredictor.Settings.issues("{ threshold: 0.5, strong: 0.5 }").count == 1)
        #expect(BookImbalancePredictor.Settings.issues("horizons: []").count == 1)
        #expect(BookImbalancePredictor.horizons(.init()) == [.session])
    }
}
