import SluiceNumerics
import Testing

@Suite struct IndicatorTests {
    @Test func `a simple average waits for its period`() throws {
        var average = try SimpleAverage(series: 1, period: 3)
        let values = [1.0, 2, .nan, 3, 7].map { average.push($0, series: 0) }
        #expect(values[1].isNaN && values[2].isNaN && values[3] == 2 && values[4] == 4)
    }

    @Test func `an exponential average may begin with a mean`() throws {
        var average = try ExponentialAverage(series: 1, span: 3, seed: 3)
        let values = [1.0, 2, .infinity, 3, 6].map { average.push($0, series: 0) }
        #expect(values[1].isNaN && values[2].isNaN && values[3] == 2 && values[4] == 4)
    }

    @Test func `relative strength is gain over movement`() throws {
        var strength = try RelativeStrength(series: 1, period: 2, flat: 50)
        let values = [10.0, 11, .nan, 10.5, 11.5].map { strength.push($0, series: 0) }
        #expect(values[1].isNaN && values[2].isNaN)
        #expect(abs(values[3] - 200.0 / 3) < 1e-12)
        #expect(abs(values[4] - 600.0 / 7) < 1e-12)
    }

    @Test(
        arguments: [
            ([1.0, 1, 1, 1], 50.0), ([1, 2, 3, 4], 100), ([4, 3, 2, 1], 0), ([1, 1, 1, 2], 100),
        ] as [([Double], Double)])
    func `relative strength without rises or falls`(values: [Double], want: Double) throws {
        var strength = try RelativeStrength(series: 1, period: 3, flat: 50)
        for value in values { strength.push(value, series: 0) }
        #expect(strength.value(0) == want)
    }

    @Test func `what a flat series is called is the caller's choice`() throws {
        var strength = try RelativeStrength(series: 1, period: 1, flat: 100)
        for value in [5.0, 5] { strength.push(value, series: 0) }
        #expect(strength.value(0) == 100)
    }

    static let bars = [
        (10.0, 9.0, 9.5), (11, 10, 10.5), (10.5, 9.5, 10), (12, 10, 11.5), (12, 9.5, 10.5),
    ]

    @Test func `the average true range spans gaps`() throws {
        var range = try AverageTrueRange(series: 1, period: 2)
        expect(range.push(high: 10, low: 9, close: 9.5, series: 0).isNaN)
        expect(range.push(high: 11, low: 10, close: 10.5, series: 0).isNaN)
        for bar in [(Double.nan, 10.0, 10.0), (9, 10, 9.5), (10, 9, .infinity)] {
            expect(range.push(high: bar.0, low: bar.1, close: bar.2, series: 0).isNaN)
        }
        expect(range.push(high: 12, low: 9, close: 9.5, series: 0) == 2.25)
        #expect(TrueRange.of(high: 103, low: 101, previousClose: 99) == 4)
        #expect(TrueRange.of(high: 103, low: 101, previousClose: .nan) == 2)
    }

    @Test func `directional movement tells a trend`() throws {
        var movement = try DirectionalMovement(series: 1, period: 2)
        let found = Self.bars.map { movement.push(high: $0.0, low: $0.1, close: $0.2, series: 0) }
        #expect(found[3].isNaN)
        #expect(abs(movement.plusDI(0) - 24.242_424_242_4) < 1e-9)
        #expect(abs(movement.minusDI(0) - 15.151_515_151_5) < 1e-9)
        #expect(abs(movement.adx(0) - 50.427_350_427_4) < 1e-9)
    }

    @Test func `a price that never moves has no direction`() throws {
        var movement = try DirectionalMovement(series: 1, period: 2)
        for _ in 0..<6 { movement.push(high: 1, low: 1, close: 1, series: 0) }
        #expect(movement.adx(0) == 0 && movement.plusDI(0) == 0)
    }

    @Test func `convergence and divergence follow two averages`() throws {
        var macd = try ConvergenceDivergence(series: 1, fast: 1, slow: 3, signal: 3)
        expect([10.0, 12, .nan, 11].map { macd.push($0, series: 0) } == [0, 1, 1, 0])
        #expect(macd.signal(0) == 0.25 && macd.histogram(0) == -0.25)
    }

    @Test func `averages that begin with means begin at one bar`() throws {
        var macd = try ConvergenceDivergence(series: 1, fast: 2, slow: 3, signal: 2, start: .mean)
        let lines = [1.0, 2, 6, 3].map { macd.push($0, series: 0) }
        #expect(lines[0].isNaN && lines[1].isNaN)
        // The fast average begins with the mean of the second and third value, 4, the slow one with that of all, 3.
        #expect(lines[2] == 1 && abs(lines[3] - (4 - 2.0 / 3 - 3)) < 1e-12)
        #expect(abs(macd.signal(0) - (lines[2] + lines[3]) / 2) < 1e-12)
    }

    @Test func `bands are deviations from the mean`() throws {
        var bands = try BollingerBands(series: 1, period: 3, lost: 1)
        for value in [1.0, 2, .nan] { bands.push(value, series: 0) }
        #expect(bands.middle(0).isNaN && bands.upper(0).isNaN && bands.position(0).isNaN)
        bands.push(3, series: 0)
        #expect(bands.lower(0) == 0 && bands.middle(0) == 2 && bands.upper(0) == 4)
        #expect(bands.position(0) == 0.75 && bands.width(0) == 2)
        var flat = try BollingerBands(series: 1, period: 3)
        for _ in 0..<3 { flat.push(7, series: 0) }
        #expect(flat.position(0) == 0.5 && flat.width(0) == 0)
    }

    @Test func `a squeeze is a width at the low end of the last`() throws {
        var squeeze = try BollingerSqueeze(series: 1, period: 2, deviations: 1, lookback: 3)
        // Widths: 2 x half the distance of the last two over their mean, here 0.04, 0.01, 0.02 of 100.
        let values = [98.0, 102, 102 - 1.015_075_376_9, 0]
        for value in values.prefix(3) { squeeze.push(value, series: 0) }
        #expect(squeeze.squeeze(0).isNaN)
        let third = values[2] * 1.02 / 0.98
        squeeze.push(third, series: 0)
        let widths = [(98.0, 102.0), (102, values[2]), (values[2], third)]
            .map { 2 * abs($1 - $0) / ($0 + $1) }
        let want = (widths.max()! - widths[2]) / (widths.max()! - widths.min()!)
        #expect(abs(squeeze.squeeze(0) - want) < 1e-9)
    }

    @Test func `extremes are those of the last values`() throws {
        var extremes = try WindowExtremes(series: 2, window: 3)
        #expect(extremes.highest(0).isNaN && extremes.lowest(1).isNaN)
        for value in [5.0, 1, .nan, 2, 3] { extremes.push(value, series: 1) }
        #expect(extremes.highest(1) == 3 && extremes.lowest(1) == 1 && extremes.count(1) == 3)
        #expect(extremes.highest(0).isNaN)
    }

    @Test func `parameters without meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try SimpleAverage(series: 1, period: 0) }
        #expect(throws: InvalidParameter.self) { try ExponentialAverage(series: 1, span: 3, seed: 0) }
        #expect(throws: InvalidParameter.self) { try ExponentialAverage(series: 1, wilder: 0) }
        #expect(throws: InvalidParameter.self) { try RelativeStrength(series: 1, flat: 101) }
        #expect(throws: InvalidParameter.self) { try AverageTrueRange(series: 0) }
        #expect(throws: InvalidParameter.self) { try DirectionalMovement(series: 1, period: 0) }
        #expect(throws: InvalidParameter.self) { try ConvergenceDivergence(series: 1, fast: 30) }
        #expect(throws: InvalidParameter.self) { try BollingerBands(series: 1, period: 1) }
        #expect(throws: InvalidParameter.self) { try BollingerBands(series: 1, deviations: 0) }
        #expect(throws: InvalidParameter.self) { try BollingerBands(series: 1, lost: 2) }
        #expect(throws: InvalidParameter.self) { try BollingerSqueeze(series: 1, lookback: 1) }
        #expect(throws: InvalidParameter.self) { try WindowExtremes(series: 1, window: 0) }
    }
}
