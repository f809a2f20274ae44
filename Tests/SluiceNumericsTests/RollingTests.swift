import SluiceNumerics
import Testing

@Suite struct RollingTests {
    @Test func `moments are those of the last values`() throws {
        var moments = try RollingMoments(series: 1, window: 3)
        for value in [1.0, 2, .nan, 3, 4] { moments.push(value, series: 0) }
        #expect(moments.count(0) == 3)
        #expect(abs(moments.mean(0) - 3) < 1e-15)
        #expect(abs(moments.total(0) - 9) < 1e-14)
        #expect(abs(moments.standardDeviation(0) - 1) < 1e-15)
        #expect(abs(moments.variance(0, lost: 0) - 2.0 / 3) < 1e-15)
    }

    @Test func `an empty window has no moments`() throws {
        var moments = try RollingMoments(series: 1, window: 3)
        #expect(moments.mean(0).isNaN && moments.variance(0).isNaN && moments.total(0) == 0)
        moments.push(5, series: 0)
        #expect(moments.mean(0) == 5 && moments.variance(0).isNaN && moments.variance(0, lost: 0) == 0)
    }

    @Test func `volatility is the deviation of the last returns`() throws {
        var volatility = try RollingVolatility(series: 1, window: 3, minimum: 3)
        for close in [90.0, 100, 101, 100] { volatility.push(close, series: 0) }
        expect(abs(volatility.push(102, series: 0) - 0.015_221_249_487_8) < 1e-12)
    }

    @Test func `a volatility has a warm-up and passes over what is no price`() throws {
        var volatility = try RollingVolatility(series: 1, window: 3, minimum: 2)
        expect(volatility.push(100, series: 0).isNaN)
        expect(volatility.push(101, series: 0).isNaN)
        let known = volatility.push(100, series: 0)
        for close in [Double.nan, 0, -5, .infinity] { expect(volatility.push(close, series: 0) == known) }
        expect(volatility.push(103, series: 0) != known)
    }

    @Test func `an exponential average begins with its first value`() throws {
        var average = try ExponentialAverage(series: 1, span: 3)
        expect([1.0, 2, .nan, 3].map { average.push($0, series: 0) } == [1, 1.5, 1.5, 2.25])
    }

    @Test func `an exponential average waits for its minimum`() throws {
        var average = try ExponentialAverage(series: 2, span: 3, minimum: 2)
        expect(average.push(1, series: 1).isNaN)
        expect(average.push(2, series: 1) == 1.5)
        #expect(average.average(0).isNaN)
    }

    @Test func `half of a value is left after its half-life`() throws {
        var average = try ExponentialAverage(series: 1, halfLife: 4)
        average.push(1, series: 0)
        for _ in 0..<4 { average.push(0, series: 0) }
        #expect(abs(average.average(0) - 0.5) < 1e-15)
    }

    @Test func `what is remembered continues to the bit`() throws {
        var dice = SeededDice(seed: 2)
        var (average, volatility) = (
            try ExponentialAverage(series: 2, span: 9),
            try RollingVolatility(series: 2, window: 5, minimum: 3)
        )
        for step in 0..<50 {
            average.push(dice.normal(), series: step % 2)
            volatility.push(100 + dice.normal(), series: step % 2)
        }
        var (later, moving) = (
            try ExponentialAverage(series: 2, span: 9),
            try RollingVolatility(series: 2, window: 5, minimum: 3)
        )
        expect(later.restore(average.state) && moving.restore(volatility.state))
        for step in 0..<50 {
            let value = dice.normal()
            expect(later.push(value, series: step % 2) == average.push(value, series: step % 2))
            expect(
                moving.push(100 + value, series: step % 2) == volatility.push(100 + value, series: step % 2))
        }
        expect(!later.restore([1]) && !moving.restore([1]))
    }

    @Test func `parameters without meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try RollingMoments(series: 0, window: 3) }
        #expect(throws: InvalidParameter.self) { try RollingMoments(series: 1, window: 0) }
        #expect(throws: InvalidParameter.self) { try RollingVolatility(series: 1, window: 3, minimum: 4) }
        #expect(throws: InvalidParameter.self) { try RollingVolatility(series: 1, window: 3, minimum: 1) }
        #expect(throws: InvalidParameter.self) { try ExponentialAverage(series: 1, span: 0) }
        #expect(throws: InvalidParameter.self) { try ExponentialAverage(series: 1, halfLife: 0) }
        #expect(throws: InvalidParameter.self) { try ExponentialAverage(series: 1, weight: 1.5) }
    }
}
