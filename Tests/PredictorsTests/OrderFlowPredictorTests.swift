import Glibc
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct OrderFlowPredictorTests {
    private let unit = 0.05 * 2 * 0.01 * 5.0.squareRoot() * 10_000

    private func readings(_ more: String, _ bars: [MarketBar?]) throws -> [Double] {
        let predictor = try OrderFlowPredictor.test("{ horizons: [5m]\(more) }")
        return try forecasts(of: predictor, bars: bars).map { $0 / unit }
    }

    private func rising(_ count: Int, by step: Double = 0.01, volume: Double = 100) -> [MarketBar?] {
        (0..<count).map { MarketBar(100 * exp(step * Double($0)), volume: volume) }
    }

    @Test func `a worked number`() throws {
        let got = try readings(", window: 10", rising(11))
        // Ten bars of one volatility each: a share of 0.841345, strength 0.603362, confidence 0.26 + 0.341345.
        #expect(abs(got[10] - 0.603_362 * 0.601_345) < 1e-5)
        #expect(got[0].isNaN && got[1...9].allSatisfy { $0 == 0 })
        #expect(try isClose(readings(", window: 10", rising(11, by: -0.01))[10], -got[10]))
    }

    @Test func `volume decides which bars count`() throws {
        let bars = rising(11) + [MarketBar(80, volume: 100_000)]
        #expect(try readings(", window: 11", bars)[11] < -0.5)
        let quiet = rising(11) + [MarketBar(80, volume: 0)]
        #expect(try readings(", window: 11", quiet)[11] > 0.3)
    }

    @Test func `the settings move what they say`() throws {
        #expect(try readings(", window: 10, aggression: 0.9", rising(11))[10] == 0)
        #expect(try readings(", window: 10, min_bars: 3", rising(11))[3] > 0)
        let (few, enough) = (
            try readings(", window: 10", rising(11))[10],
            try readings(", window: 10, enough_bars: 10", rising(11))[10]
        )
        #expect(enough > few)
        #expect(try isClose(readings(", window: 10, ic: -0.1, full_score: 1", rising(11))[10], -few))
    }

    @Test func `without a price nothing is known, and a bar without a volume counts for nothing`() throws {
        #expect(try readings("", [MarketBar(100, volume: 0), MarketBar(101, volume: 0)])[1].isNaN)
        var bars = rising(11)
        bars.insert(nil, at: 5)
        bars.insert(MarketBar(.nan), at: 8)
        let got = try readings(", window: 10", bars)
        #expect(got[5].isNaN && got[8].isNaN)
        #expect(try isClose(got[12], readings(", window: 10", rising(11))[10]))
        let absent = try readings(", window: 10", rising(11) + [MarketBar(100 * exp(0.11), volume: .nan)])
        #expect(isClose(absent[11], absent[10]))
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the forecast does not depend on the currency and mirrors with the market`(seed: UInt64) throws {
        try expectSymmetries(seed: seed, mirrors: true) {
            try OrderFlowPredictor.test("{ horizons: [5m], window: 8, min_bars: 4 }")
        }
    }

    @Test func `a window that never holds the fewest bars is refused`() {
        #expect(OrderFlowPredictor.Settings.issues("{ window: 5 }").count == 1)
        #expect(OrderFlowPredictor.Settings.issues("horizons: []").count == 1)
        #expect(OrderFlowPredictor.horizons(.init()) == [.session])
    }
}
