import Glibc
import SluiceKit
import SluiceMarket
import SluiceNumerics
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct EnsemblePredictorTests {
    private let unit = 0.05 * 2 * 0.01 * 5.0.squareRoot() * 10_000
    private let open = "buy_threshold: 0, sell_threshold: 0, close_threshold: 0"

    private func readings(_ more: String, _ closes: [Double?]) throws -> [Double] {
        let predictor = try EnsemblePredictor.test("{ horizons: [5m], \(more) }")
        return try forecasts(of: predictor, closes: closes).map { $0 / unit }
    }

    private let rising: [Double?] = (0..<60).map { 100 + Double($0) }

    /// Two signals with weights that no regime changes.
    private func two(_ more: String = "") -> String {
        """
        signals: [trend, rsi], trending_weights: 1, ranging_weights: 1, trend: { short: 2, long: 5 },
        rsi: { period: 3 }, \(open)\(more)
        """
    }

    @Test func `a worked number: weighted means of strengths and of confidences`() throws {
        // The trend says 0.5 with 0.5, the index -1 with 1.
        let got = try readings(two(", weights: { rsi: 0.2, default: 1 }"), rising)
        let strength = (0.5 - 0.2) / 1.2
        #expect(isClose(got[50], strength * (0.5 + 0.2) / 1.2))
        #expect(abs(strength - 0.25) < 1e-12)
        #expect(try isClose(readings(two(), rising)[50], -0.25 * 0.75))
        #expect(try isClose(readings(two(", ic: -0.1, full_score: 1"), rising)[50], 0.25 * 0.75))
    }

    @Test func `the weights are those of the regime`() throws {
        let usual = "signals: [trend, mean_reversion], trend: { short: 2, long: 5 }, \(open), adx_period: 5"
        // A market that only rises trends: the reversion has no weight.
        #expect(try isClose(readings(usual, rising)[50], 0.25))
        let swinging: [Double?] = (0..<80).map { 100 + 3 * sin(Double($0) * 2.2) }
        let sideways = try readings(usual + ", mean_reversion: { window: 8, entry: 1.2 }", swinging)
        let alone = try forecasts(
            of: ZScoreReversionPredictor.test("{ horizons: [5m], window: 8, entry: 1.2 }"), closes: swinging)
        #expect(zip(sideways[40...], alone[40...]).allSatisfy { isClose($0, $1 / unit) })
        let early = try readings(usual + ", trending: 100, ranging: 0", rising)
        // Never in a regime: the mean of both weights for each, and a trend that the reversion talks down.
        #expect(early[50] < 0.25)
        let own = try readings(usual + ", trending_weights: { trend: 0, default: 1 }", rising)
        #expect(own[50] != 0.25)
    }

    @Test func `votes`() throws {
        // One for a rise with 0.5, one for a fall with 1: the fall has two thirds.
        #expect(try isClose(readings(two(", method: majority"), rising)[50], -2.0 / 3))
        // Half of the voters agree with the leader: 1 x 0.85.
        #expect(try isClose(readings(two(", method: leader"), rising)[50], -0.85))
        let heavy = ", method: majority, weights: { trend: 3, default: 1 }"
        #expect(try isClose(readings(two(heavy), rising)[50], 0.6))
        #expect(try readings(two(", method: leader, weights: 0"), rising)[50].isNaN)
    }

    @Test func `a side is taken beyond its threshold, and given up on a reversal`() {
        let stance = EnsembleStance(buy: 0.2, sell: 0.3, close: 0.1, instruments: 1)
        let heard = [0.2, 0.21, 0.05, -0.1, 0.01, -0.11, 0.15, -0.3, -0.31, -0.1, 0.05, 0.11, -0.2, 0.4]
        let got = heard.map { stance.held(.init(strength: $0, confidence: 1), 0).strength }
        #expect(got == [0, 0.21, 0.05, 0, 0.01, 0, 0, 0, -0.31, -0.1, 0, 0, 0, 0.4])
        #expect(stance.held(.unknown, 0).strength.isNaN)
    }

    @Test func `thresholds keep a weak ensemble out`() throws {
        let weak = two(", weights: { rsi: 0.2, default: 1 }").replacing(open, with: "buy_threshold: 0.26")
        #expect(try readings(weak, rising)[50] == 0)
        let enough = two(", weights: { rsi: 0.2, default: 1 }").replacing(open, with: "buy_threshold: 0.24")
        #expect(try readings(enough, rising)[50] > 0)
    }

    @Test(arguments: EnsembleSignal.allCases)
    func `each signal says in an ensemble of one what it says alone`(signal: EnsembleSignal) throws {
        let alone: [EnsembleSignal: any Predictor] = [
            .trend: try SMATrendPredictor.test("{ horizons: [5m], short: 3, long: 8 }"),
            .meanReversion: try ZScoreReversionPredictor.test("{ horizons: [5m], window: 9, entry: 1.5 }"),
            .rsi: try RSIPredictor.test("{ horizons: [5m], period: 4, oversold: 35 }"),
            .orderFlow: try OrderFlowPredictor.test("{ horizons: [5m], window: 12, aggression: 0.55 }"),
            .book: try BookImbalancePredictor.test("{ horizons: [5m], threshold: 0.1, strong: 0.4 }"),
            .vwap: try VWAPReversionPredictor.test("{ horizons: [5m], window: 30, near: 50bps }"),
        ]
        let ensemble = try EnsemblePredictor.test(
            """
            { horizons: [5m], signals: [\(signal.rawValue)], trending_weights: 1, ranging_weights: 1, \(open),
              trend: { short: 3, long: 8 }, mean_reversion: { window: 9, entry: 1.5 },
              rsi: { period: 4, oversold: 35 }, order_flow: { window: 12, aggression: 0.55 },
              book: { threshold: 0.1, strong: 0.4 }, vwap: { window: 30, near: 50bps } }
            """)
        var dice = Dice(seed: 17)
        let bars = closes(seed: 17).map { close in
            var bar = MarketBar(close, volume: 100 + 900 * dice.uniform())
            (bar.bidSize, bar.askSize) = (100 * dice.uniform(), 100 * dice.uniform())
            return Optional(bar)
        }
        let got = try forecasts(of: ensemble, bars: bars)
        guard let one = alone[signal] else {
            // A spread alone has no direction.
            #expect(got.allSatisfy { $0 == 0 })
            return
        }
        let want = try forecasts(of: one, bars: bars)
        #expect(zip(got, want).allSatisfy { isClose($0, $1) })
        #expect(want.contains { $0 > 0 } && want.contains { $0 < 0 })
    }

    @Test func `a spread takes confidence from the others`() throws {
        let usual = "trend: { short: 2, long: 5 }, trending_weights: 1, ranging_weights: 1, \(open)"
        let alone = try readings("signals: [trend], \(usual)", rising)[50]
        let quoted = try readings("signals: [trend, spread], \(usual)", rising)[50]
        // 4 basis points: confidence 0.84 and no direction, so (0.5 / 2) x (0.5 + 0.84) / 2.
        #expect(isClose(alone, 0.25))
        #expect((quoted - 0.25 * 0.67).magnitude < 1e-9)
        let strict = "signals: [trend, spread], \(usual), spread: { tight: 1bps, normal: 2bps, wide: 4bps }"
        #expect(try readings(strict, rising)[50] < quoted)
    }

    @Test func `a bar without a price gives nothing and leaves no trace`() throws {
        var holed = rising
        holed.insert(nil, at: 20)
        holed.insert(.nan, at: 40)
        let got = try readings(two(), holed)
        #expect(got[20].isNaN && got[40].isNaN && got[0].isNaN)
        #expect(try isClose(got[61], readings(two(), rising)[59]))
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the forecast does not depend on the currency`(seed: UInt64) throws {
        try expectSymmetries(seed: seed, mirrors: false) {
            try EnsemblePredictor.test("{ horizons: [5m], adx_period: 5, rsi: { period: 5 }, \(open) }")
        }
    }

    @Test(arguments: [
        "signals: []", "signals: [trend, trend]", "{ trending: 20, ranging: 25 }",
        "weights: { momentum: 1, default: 1 }", "trending_weights: { rsi: 1, default: 1 }",
        "ranging_weights: { TREND: 1, default: 1 }", "horizons: []", "trend: { short: 20 }",
        "mean_reversion: { exit: 3 }", "rsi: { oversold: 70 }", "order_flow: { window: 5 }",
        "book: { threshold: 0.5 }", "spread: { tight: 20bps }", "vwap: { window: 10 }", "signals: [momentum]",
    ])
    func `settings without sense are refused`(yaml: String) {
        #expect(EnsemblePredictor.Settings.issues(yaml).count == 1)
        #expect(EnsemblePredictor.horizons(.init()) == [.session])
    }
}
