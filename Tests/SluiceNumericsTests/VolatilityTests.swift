import Foundation
import SluiceNumerics
import Testing

@Suite struct VolatilityTests {
    @Test func `an exponential volatility has two beginnings`() throws {
        var first = try EWMAVolatility(series: 1, weight: 0.5, minutes: 390)
        var zero = try EWMAVolatility(series: 1, weight: 0.5, minutes: 390, start: .zero)
        expect(first.push(.nan, series: 0).isNaN && zero.push(.nan, series: 0) == 0)
        expect(first.push(0.02, series: 0) == 0.02)
        expect(abs(first.push(0.01, series: 0) - 0.015_811_388_3) < 1e-10)
        expect(abs(zero.push(-0.02, series: 0) - 0.014_142_135_6) < 1e-10)
        expect(abs(zero.push(0.01, series: 0) - 0.012_247_448_7) < 1e-10)
        #expect(first.minutes == 390)
    }

    @Test(arguments: [(RangeVolatility.Estimator.parkinson, 0.017_928_5), (.garmanKlass, 0.020_183_0)])
    func `a bar's range estimates its volatility`(
        estimator: RangeVolatility.Estimator, want: Double
    ) throws {
        var volatility = try RangeVolatility(estimator, series: 1, window: 2, minimum: 1, minutes: 5)
        let value = volatility.push(open: 100, high: 102, low: 99, close: 101, series: 0)
        #expect(abs(value - want) < 1e-7)
        for (open, low) in [(98.0, 99.0), (103, 99), (.nan, 99), (100, 0), (100, -5)] {
            expect(volatility.push(open: open, high: 102, low: low, close: 101, series: 0) == value)
        }
    }

    @Test func `realised volatility adds up squares`() throws {
        var volatility = try RealisedVolatility(series: 1, returns: 2, barMinutes: 5)
        for close in [100.0, 101, .nan, 0] { expect(volatility.push(close, series: 0).isNaN) }
        expect(abs(volatility.push(100, series: 0) - 2.squareRoot() * Foundation.log(1.01)) < 1e-14)
        #expect(volatility.minutes == 10)
    }

    @Test func `two closes have one return and no deviation`() throws {
        var volatility = try RollingVolatility(series: 1, window: 20, minimum: 2)
        for close in [100.0, 101] { volatility.push(close, series: 0) }
        #expect(volatility.volatility(0).isNaN)
    }

    @Test func `parameters without meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try EWMAVolatility(series: 1, weight: 0, minutes: 1) }
        #expect(throws: InvalidParameter.self) { try EWMAVolatility(series: 1, minutes: 0) }
        #expect(throws: InvalidParameter.self) {
            try RangeVolatility(.parkinson, series: 1, window: 5, minutes: 1)
        }
        #expect(throws: InvalidParameter.self) { try RangeVolatility(.parkinson, series: 1, minutes: .nan) }
        #expect(throws: InvalidParameter.self) {
            try RealisedVolatility(series: 1, returns: 0, barMinutes: 1)
        }
    }
}
