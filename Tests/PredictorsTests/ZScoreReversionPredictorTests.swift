import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct ZScoreReversionPredictorTests {
    private let usual = "horizons: [5m], window: 5, entry: 1.2, exit: 0.5"
    private let unit = 0.05 * 2 * 0.01 * 5.0.squareRoot() * 10_000

    private func confidences(_ more: String, _ closes: [Double?]) throws -> [Double] {
        let predictor = try ZScoreReversionPredictor.test("{ \(usual)\(more) }")
        return try forecasts(of: predictor, closes: closes).map { $0 / unit }
    }

    private func distance(_ closes: ArraySlice<Double>) -> Double {
        let mean = closes.reduce(0, +) / Double(closes.count)
        let squares = closes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / Double(closes.count - 1)).squareRoot()
        return deviation > 0 ? ((closes.last ?? .nan) - mean) / deviation : 0
    }

    @Test func `a worked number`() throws {
        let got = try confidences("", [100, 101, 100, 101, 104])
        // z is 2.8 over 1.643168 = 1.704027: a short of confidence 0.5 + 0.5 x 0.504027 / 1.2.
        #expect(got[..<4].allSatisfy { $0.isNaN })
        #expect(abs(got[4] + 0.710_011) < 1e-5)
    }

    @Test func `a side is kept until the price has returned`() throws {
        let closes = [100, 101, 100, 101, 104, 103, 102.5, 102.2, 101, 101, 102]
        let got = try confidences("", closes)
        var side = 0.0
        for index in 4..<closes.count {
            let z = distance(closes[(index - 4)...index])
            if z.magnitude > 1.2 { side = z > 0 ? -1 : 1 } else if z.magnitude < 0.5 { side = 0 }
            let beyond = min(0.95, 0.5 + 0.5 * min((z.magnitude - 1.2) / 1.2, 1))
            let want = side * (z.magnitude >= 1.2 ? beyond : 0.5 * z.magnitude / 1.2)
            #expect(abs(got[index] - want) < 1e-9)
        }
        #expect(got[5...].contains(0))
    }

    @Test func `after an exit an instrument rests`() throws {
        let closes: [Double?] = [100, 101, 100, 101, 104, 101.5, 100, 99, 96, 90]
        let hasty = try confidences("", closes)
        let rested = try confidences(", cooldown: 100", closes)
        #expect(hasty[4] == rested[4] && rested[4] < 0)
        #expect(hasty[8] > 0 && rested[6...].allSatisfy { $0 == 0 })
        let other = try ZScoreReversionPredictor.test("{ \(usual), cooldown: 100 }")
        let tape = MarketTape(
            instruments: ["AAA", "BBB"], times: closes.indices.map { ManualClock.start + .minutes($0 + 1) },
            bars: closes.indices.map { cycle in
                [closes[cycle].map { MarketBar($0) }, MarketBar(cycle == 8 ? 90 : 100 + Double(cycle % 2))]
            })
        let (market, frame) = (tape.frame(), ForecastFrame(instruments: 2, horizons: 3, members: 1))
        for cycle in closes.indices {
            tape.play(cycle, into: market)
            market.volatility.fill(0.01)
            other.predict(.test(number: cycle + 1), market, into: frame)
            // The rest of one instrument keeps no other from its bet.
            if cycle == 8 { #expect(frame.values[0][0] == 0 && frame.values[0][1] > 0) }
        }
    }

    @Test func `no bet goes against a trend, unless the price is far enough`() throws {
        let closes: [Double?] = [100, 98, 99, 97, 98, 97, 98, 97, 98, 97, 91]
        let plain = try confidences("", closes)
        #expect(plain[10] > 0)
        let filtered = try confidences(", trend_window: 8, trend_limit: 2%, trend_override: 50", closes)
        #expect(filtered[10] == 0)
        let far = try confidences(", trend_window: 8, trend_limit: 2%, trend_override: 1.5", closes)
        #expect(far[10] == plain[10])
        let wide = try confidences(", trend_window: 8, trend_limit: 20%", closes)
        #expect(wide[10] == plain[10])
        let unknown = try confidences(", trend_window: 20", closes)
        #expect(unknown[10] == 0)
    }

    @Test func `a bar without a price gives nothing and leaves no trace`() throws {
        let clean = try confidences("", [100, 101, 100, 101, 104])
        let holed = try confidences("", [100, 101, nil, 100, .nan, 101, 0, 104])
        #expect(holed[6].isNaN && holed[7] == clean[4])
        let unknown = try forecasts(
            of: ZScoreReversionPredictor.test("{ \(usual) }"), closes: [100, 101, 100, 101, 104],
            volatility: .nan)
        #expect(unknown.allSatisfy { $0.isNaN })
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the forecast does not depend on the currency`(seed: UInt64) throws {
        try expectSymmetries(seed: seed, mirrors: false) {
            try ZScoreReversionPredictor.test("{ \(usual), full_score: 3, ic: -0.1 }")
        }
    }

    @Test func `settings that contradict each other are refused`() {
        #expect(ZScoreReversionPredictor.Settings.issues("{ entry: 1, exit: 2 }").count == 1)
        #expect(ZScoreReversionPredictor.Settings.issues("{ trend_window: 50, trend_limit: 2% }").isEmpty)
        #expect(ZScoreReversionPredictor.horizons(.init()) == [.session])
    }
}
