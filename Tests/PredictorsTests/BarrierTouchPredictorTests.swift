import Glibc
import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Predictors

@Suite struct BarrierTouchPredictorTests {
    /// The probabilities after some closes, by horizon: 5, 15 and 60 bars of a minute.
    private func touches(
        _ yaml: String, closes: [Double?], volatility: Double = 0.01
    ) throws -> [(peak: Double, valley: Double)] {
        let predictor = try BarrierTouchPredictor.test(yaml)
        let tape = tape(closes)
        let market = tape.frame()
        let frame = ProbabilityFrame(instruments: 1, horizons: 3)
        for cycle in closes.indices {
            tape.play(cycle, into: market)
            market.volatility.fill(volatility)
            frame.values.fill(12_345)
            predictor.predict(.test(number: cycle + 1), market, into: frame)
        }
        return (0..<3).map { (frame.peak(horizon: $0)[0], frame.valley(horizon: $0)[0]) }
    }

    private func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

    /// How often a random walk of many steps reaches a level above, with its standard error.
    private func frequency(level: Double, drift: Double) -> (share: Double, error: Double) {
        var dice = Dice(seed: 3)
        let (steps, walks) = (1_024, 3_000)
        let up = (1 + drift / Double(steps).squareRoot()) / 2
        let goal = Int((level * Double(steps).squareRoot()).rounded())
        var reached = 0
        for _ in 0..<walks {
            var place = 0
            for _ in 0..<steps where place < goal { place += dice.uniform() < up ? 1 : -1 }
            reached += place >= goal ? 1 : 0
        }
        let share = Double(reached) / Double(walks)
        return (share, (share * (1 - share) / Double(walks)).squareRoot())
    }

    @Test func `without drift a move of one volatility has 0.3173 on both sides, at every horizon`() throws {
        let got = try touches("drift: none", closes: [100])
        for (peak, valley) in got {
            #expect(isClose(peak, 0.317_310_507_862_914_1))
            #expect(isClose(valley, 0.317_310_507_862_914_1))
        }
    }

    @Test(arguments: [(0.5, 0.25), (0.75, 0.1), (1, -0.2), (1.5, 0.15), (2, 0.25)])
    func `probabilities agree with random walks`(barrier: Double, ic: Double) throws {
        // The price has just risen by two volatilities: a drift of 2 x ic.
        let closes = [100, 100 * exp(0.02)]
        let got = try touches(
            "{ lookback: 1, barrier_volatilities: \(barrier), ic: \(ic) }", closes: closes)
        let valley = frequency(level: barrier, drift: 2 * ic)
        let peak = frequency(level: barrier, drift: -2 * ic)
        #expect((got[1].valley - valley.share).magnitude < 3 * valley.error)
        #expect((got[1].peak - peak.share).magnitude < 3 * peak.error)
        #expect((got[1].valley > got[1].peak) == (ic > 0))
    }

    @Test func `a fixed barrier is the likelier touched the longer there is time`() throws {
        let got = try touches("{ drift: none, barrier: 300bps }", closes: [100])
        for (index, bars) in [5.0, 15, 60].enumerated() {
            let distance = 0.03 / (0.01 * bars.squareRoot())
            #expect(isClose(got[index].peak, 2 * cumulative(-distance)))
            #expect(isClose(got[index].valley, got[index].peak))
        }
        #expect(got[0].peak < got[1].peak && got[1].peak < got[2].peak)
        let far = try touches("{ drift: none, barrier: 10000bps }", closes: [100], volatility: 1e-9)
        #expect(far.allSatisfy { $0.peak == 0 && $0.valley == 0 })
    }

    @Test func `a fixed barrier with drift`() throws {
        let got = try touches(
            "{ lookback: 1, ic: 0.2, barrier: 200bps }", closes: [100, 100 * exp(0.015)])
        let (drift, distance) = (0.2 * 1.5, 0.02 / (0.01 * 5.0.squareRoot()))
        let valley =
            cumulative(drift - distance) + exp(2 * drift * distance) * cumulative(-drift - distance)
        let peak =
            cumulative(-drift - distance) + exp(-2 * drift * distance) * cumulative(drift - distance)
        #expect(isClose(got[0].valley, valley))
        #expect(isClose(got[0].peak, peak))
    }

    @Test func `momentum is that of the lookback, and held`() throws {
        let closes: [Double?] = [100, 90, 80, 100, 100]
        let still = try touches("{ lookback: 4 }", closes: closes)
        #expect(isClose(still[0].peak, still[0].valley))
        let risen = try touches("{ lookback: 2 }", closes: closes)
        #expect(risen[0].valley > risen[0].peak)
        let held = try touches("{ lookback: 2, max_score: 1 }", closes: closes)
        #expect(held[0].valley < risen[0].valley && held[0].valley > held[0].peak)
    }

    @Test func `only the horizons asked for are forecast`() throws {
        let got = try touches("{ drift: none, horizons: [15m] }", closes: [100])
        #expect(got.map(\.peak.isNaN) == [true, false, true])
        #expect(got.map(\.valley.isNaN) == [true, false, true])
        #expect(BarrierTouchPredictor.horizons(.init()).isEmpty)
    }

    @Test func `nothing is known before the lookback, without a fresh price or a volatility`() throws {
        #expect(try touches("{ lookback: 2 }", closes: [100, 101]).allSatisfy { $0.peak.isNaN })
        #expect(try touches("{ lookback: 2 }", closes: [100, 101, 102]).allSatisfy { !$0.peak.isNaN })
        for bad in [nil, 0, Double.nan, -1] as [Double?] {
            #expect(try touches("drift: none", closes: [100, bad]).allSatisfy { $0.valley.isNaN })
        }
        for volatility in [Double.nan, 0, .infinity] {
            let got = try touches("drift: none", closes: [100], volatility: volatility)
            #expect(got.allSatisfy { $0.peak.isNaN && $0.valley.isNaN })
        }
    }

    @Test func `it gives probabilities, and two barriers are refused`() {
        #expect(BarrierTouchPredictor.ports(.init()).gives == .probabilities)
        let issues = BarrierTouchPredictor.Settings.issues("{ barrier: 50bps, barrier_volatilities: 1 }")
        #expect(issues.count == 1)
        #expect(BarrierTouchPredictor.Settings.issues("horizons: []").count == 1)
    }
}
