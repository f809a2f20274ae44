import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct VWAPReversionPredictorTests {
    private let unit = 0.05 * 2 * 0.01 * 5.0.squareRoot() * 10_000

    private func last(_ more: String, _ bars: [MarketBar?]) throws -> Double {
        let predictor = try VWAPReversionPredictor.test("{ horizons: [5m]\(more) }")
        return try forecasts(of: predictor, bars: bars).last.map { $0 / unit } ?? .nan
    }

    private func steady(_ count: Int, then closes: Double..., volume: Double = 100) -> [MarketBar?] {
        Array(repeating: MarketBar(100, volume: volume), count: count)
            + closes.map { MarketBar($0, volume: 0) }
    }

    @Test func `a worked number`() throws {
        // 3% above an average by 80 bars of volume and one without: strength 0.1 + 0.9 x 0.5, confidence 0.2 + 0.5 + 0.243.
        #expect(try isClose(last("", steady(80, then: 103)), -0.55 * 0.943))
        #expect(try isClose(last("", steady(80, then: 97)), 0.55 * 0.943))
        #expect(try isClose(last(", full_score: 1, ic: -0.1", steady(80, then: 97)), -0.55 * 0.943))
    }

    @Test func `near the average, and before the fewest bars, nothing is expected`() throws {
        #expect(try last("", steady(80, then: 100.5)) == 0)
        #expect(try last("", steady(10, then: 103)) == 0)
        #expect(try last(", min_bars: 5", steady(10, then: 103)) < 0)
        #expect(try last("", [MarketBar(100, volume: 0)]) == 0)
    }

    @Test func `volume weighs, and the window forgets`() throws {
        let bars = steady(40) + steady(1, volume: 100_000).map { _ in MarketBar(110, volume: 100_000) }
        #expect(try last("", bars + [MarketBar(100, volume: 1)]) > 0.5)
        #expect(try last(", window: 30", bars + steady(30)) == 0)
    }

    @Test func `the settings move what they say`() throws {
        let bars = steady(80, then: 102)
        let usual = try last("", bars)
        #expect(try last(", far: 200bps, sure: 250bps", bars) < usual)
        #expect(try last(", sure: 150bps", bars) < usual)
        #expect(try last(", near: 210bps", bars) == 0)
        #expect(try last(", enough_bars: 50", bars) < usual)
    }

    @Test func `without a price nothing is known`() throws {
        #expect(try last("", steady(80) + [nil]).isNaN)
        #expect(try last("", steady(80, then: .nan)).isNaN)
        #expect(try last("", steady(80, then: 0)).isNaN)
        let absent = steady(80) + [MarketBar(103, volume: .nan)]
        #expect(try last("", absent) < 0)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the forecast does not depend on the currency`(seed: UInt64) throws {
        try expectSymmetries(seed: seed, mirrors: false) {
            try VWAPReversionPredictor.test("{ horizons: [5m], window: 40 }")
        }
    }

    @Test func `distances in the wrong order are refused`() {
        #expect(VWAPReversionPredictor.Settings.issues("{ near: 600bps }").count == 2)
        #expect(VWAPReversionPredictor.Settings.issues("{ window: 10 }").count == 1)
        #expect(VWAPReversionPredictor.Settings.issues("horizons: []").count == 1)
        #expect(VWAPReversionPredictor.horizons(.init()) == [.session])
    }
}
