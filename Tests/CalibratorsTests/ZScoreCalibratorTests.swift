import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Calibrators

@Suite struct ZScoreCalibratorTests {
    /// What becomes of the forecasts of one instrument, horizon of five bars and member.
    private func calibrated(
        _ yaml: String, _ values: [Double], volatility: Double = 0.01
    ) throws -> [Double] {
        let context = StageContext.test(instruments: ["AAA"], horizons: ["5m"], members: ["one"])
        let calibrator = try ZScoreCalibrator.test(yaml, in: context)
        let market = MarketFrame.test([MarketBar(100)], volatility: volatility)
        let forecasts = ForecastFrame(instruments: 1, horizons: 1, members: 1)
        let result = ForecastFrame(instruments: 1, horizons: 1, members: 1)
        return values.map { value in
            forecasts.values.fill(value)
            calibrator.calibrate(.test(), forecasts, market, into: result)
            return result.column(member: 0, horizon: 0)[0]
        }
    }

    /// The score of a value by a past, from the definition.
    private func score(_ value: Double, by past: some Collection<Double>) -> Double {
        let count = Double(past.count)
        let mean = past.reduce(0, +) / count
        let deviation = (past.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        return deviation < 1e-9 ? 0 : max(-3, min((value - mean) / deviation, 3))
    }

    private func isClose(_ one: Double, _ other: Double) -> Bool {
        if one.isNaN || other.isNaN { return one.isNaN && other.isNaN }
        return (one - other).magnitude <= 1e-9
    }

    @Test func `a worked number`() throws {
        let got = try calibrated("{ output: score, minimum: 4 }", [1, 2, 3, 4, 5])
        #expect(got[..<4].allSatisfy { $0.isNaN })
        #expect(isClose(got[4], 5.0.squareRoot()))
        let joined = try calibrated("{ output: score, minimum: 5, include_current: true }", [1, 2, 3, 4, 5])
        #expect(isClose(joined[4], 2.0.squareRoot()))
    }

    @Test func `a return is the score times coefficient and volatility of the horizon`() throws {
        let values = [1.0, 2, 3, 4, 5]
        let unit = 5.0.squareRoot() * 0.01 * 5.0.squareRoot() * 10_000
        #expect(try isClose(calibrated("minimum: 4", values)[4], 0.05 * unit))
        #expect(try isClose(calibrated("{ minimum: 4, ic: 0.1 }", values)[4], 0.1 * unit))
        let calm = try calibrated("minimum: 4", values, volatility: 0.001)
        #expect(isClose(calm[4], 0.05 * unit / 10))
    }

    @Test func `a return without a volatility is absent, a score is not`() throws {
        for volatility in [Double.nan, .infinity] {
            let values = [1.0, 2, 3, 4, 5]
            #expect(try calibrated("minimum: 4", values, volatility: volatility)[4].isNaN)
            let score = try calibrated("{ minimum: 4, output: score }", values, volatility: volatility)
            #expect(isClose(score[4], 5.0.squareRoot()))
        }
    }

    @Test func `ports follow the output`() throws {
        #expect(try ZScoreCalibrator.ports(.test("")).gives == .forecasts)
        #expect(try ZScoreCalibrator.ports(.test("output: score")).gives == .scores)
        let takes = try ZScoreCalibrator.ports(.test("")).needs[0]
        #expect(takes.types == [.forecasts, .scores] && takes.joins)
    }

    @Test(arguments: [false, true])
    func `each value gives what its past gives, and what is absent leaves no trace`(joins: Bool) throws {
        var dice = Dice(seed: 17)
        let values = (0..<400).map { number in
            let chance = dice.uniform()
            return chance < 0.05
                ? .nan : chance < 0.1 ? .infinity : 1_000 + Double(number) + 5 * dice.normal()
        }
        let yaml = "{ output: score, window: 40, minimum: 15, include_current: \(joins) }"
        let got = try calibrated(yaml, values)
        var past: [Double] = []
        for (value, got) in zip(values, got) {
            guard value.isFinite else {
                #expect(got.isNaN)
                continue
            }
            if joins { past.append(value) }
            #expect(isClose(got, past.count < 15 ? .nan : score(value, by: past.suffix(40))))
            if !joins { past.append(value) }
        }
        #expect(past.count > 300)
    }

    @Test func `the warm-up gives nothing, or the raw value as if it were a score`() throws {
        let values = [0.5, 7, -2, 1]
        #expect(try calibrated("output: score", values).allSatisfy { $0.isNaN })
        #expect(try calibrated("{ output: score, warm_up: raw }", values) == [0.5, 3, -2, 1])
        #expect(try calibrated("{ output: score, minimum: 2 }", values)[2...].allSatisfy { !$0.isNaN })
    }

    @Test func `a score is held within the clip, and a constant past gives 0`() throws {
        #expect(try calibrated("{ output: score, minimum: 4 }", [1, 2, 3, 4, 99])[4] == 3)
        #expect(try calibrated("{ output: score, minimum: 4, clip: 1.5 }", [1, 2, 3, 4, -99])[4] == -1.5)
        #expect(try calibrated("{ output: score, minimum: 3 }", [2, 2, 2, 2, 5])[3...] == [0, 0])
        let fine = [1, 1.000_1, 1, 1.000_1, 2]
        #expect(try calibrated("{ output: score, minimum: 4, std_floor: 0.01 }", fine)[4] == 0)
        #expect(try calibrated("{ output: score, minimum: 4 }", fine)[4] == 3)
    }

    @Test func `a value that is part of its own past never scores above the root of the others`() throws {
        // However far out: |z| <= sqrt(n - 1), so that a clip above it has no effect.
        for window in [2, 5, 10] {
            let bound = Double(window - 1).squareRoot()
            let quiet = (0..<window - 1).map { $0 % 2 == 0 ? 0 : 1e-3 }
            let yaml = "{ output: score, window: \(window), minimum: \(window), clip: 10"
            let inside = try calibrated("\(yaml), include_current: true }", quiet + [1e6])[window - 1]
            #expect(inside <= bound + 1e-12 && inside > bound - 1e-6)
            let outside = try calibrated("\(yaml) }", quiet + [0, 1e6])[window]
            #expect(outside == (window == 2 ? 0 : 10))
        }
    }

    @Test func `the window forgets`() throws {
        let values = [100.0, -100, 1, 2, 3, 4, 5]
        let short = try calibrated("{ output: score, window: 4, minimum: 4 }", values)
        #expect(isClose(short[6], 5.0.squareRoot()))
        let long = try calibrated("{ output: score, window: 6, minimum: 4 }", values)
        #expect(long[6] < 0.2)
    }

    @Test func `instruments, horizons and members have a past each`() throws {
        let context = StageContext.test(
            instruments: ["AAA", "BBB"], horizons: ["5m", "60m"], members: ["one", "two"])
        let calibrator = try ZScoreCalibrator.test("{ output: score, minimum: 4 }", in: context)
        let market = MarketFrame.test([MarketBar(100), MarketBar(100)])
        let forecasts = ForecastFrame(instruments: 2, horizons: 2, members: 2)
        let result = ForecastFrame(instruments: 2, horizons: 2, members: 2)
        for step in 1...5 {
            for series in 0..<8 {
                // Each series is on a level of its own, and the last falls where the others rise.
                let value = series == 7 ? -step : step
                forecasts.values.storage[series] = Double(1_000 * series + value)
            }
            calibrator.calibrate(.test(), forecasts, market, into: result)
        }
        for series in 0..<8 {
            let want = series == 7 ? -(5.0.squareRoot()) : 5.0.squareRoot()
            #expect(isClose(result.values.storage[series], want))
        }
    }

    @Test func `a minimum above the window is refused`() {
        #expect(ZScoreCalibrator.Settings.issues("{ window: 50 }").count == 1)
        #expect(ZScoreCalibrator.Settings.issues("{ window: 100 }").isEmpty)
    }
}
