import SluiceNumerics
import Testing

@Suite struct HorizonWeightingTests {
    @Test(arguments: [
        (HorizonDecay.exponential, 0.5, 0.25), (.linear, 0.75, 0.5), (.inverse, 1.0 / 31, 1.0 / 61),
        (.step, 1, 0.1),
        (.none, 1, 1),
    ])
    func `distance takes weight`(decay: HorizonDecay, at30: Double, at60: Double) {
        #expect(decay.factor(distance: 0) == 1)
        #expect(isClose([decay.factor(distance: 30), decay.factor(distance: -60)], [at30, at60]))
        #expect(decay.factor(distance: .nan).isNaN)
        #expect(decay.factor(distance: 1e6) <= decay.factor(distance: 200))
    }

    private func weigh(
        _ matrix: [Double], _ coefficients: [Double], minutes: [Double], target: Double = 0,
        decay: HorizonDecay = .exponential, least: Double = 0.01
    ) throws -> [Double] {
        var rule = try CrossHorizonWeighting(decay: decay, least: least, capacity: 4)
        var weights = coefficients
        var span = weights.mutableSpan
        rule.weigh(
            correlation: matrix.span, informationCoefficients: coefficients.span, minutes: minutes.span,
            target: target, into: &span)
        return weights
    }

    @Test func `horizons count by information and distance`() throws {
        #expect(try isClose(weigh([1, 0, 0, 1], [0.1, 0.1], minutes: [0, 30]), [2.0 / 3, 1.0 / 3]))
        // A coefficient below the floor of 0.001 counts as that, and its weight of 1/101 is under the least.
        #expect(try weigh([1, 0, 0, 1], [0.1, -1], minutes: [0, 0], least: 0.01) == [1, 0])
        #expect(try weigh([1, 0, 0, 1], [0.1, -1], minutes: [0, 0], least: 0)[1] > 0.009)
        #expect(try weigh([1, 2, 2, 1], [0.1, 0.1], minutes: [0, 0]).allSatisfy { $0.isNaN })
        #expect(try weigh([1, 0, 0, 1], [.nan, 0.1], minutes: [0, 30]) == [0, 1])
        // Too far for a linear decay: nothing is left, and all count alike.
        #expect(try weigh([1, 0, 0, 1], [0.1, 0.1], minutes: [500, 600], decay: .linear) == [0.5, 0.5])
    }

    @Test func `one over volatility`() {
        func weights(_ volatilities: [Double]) -> [Double] {
            var weights = volatilities
            var span = weights.mutableSpan
            InverseVolatilityWeighting.weigh(volatilities.span, into: &span)
            return weights
        }
        #expect(isClose(weights([10, 30]), [0.75, 0.25]))
        #expect(isClose(weights([10, 30, .nan]), [0.5, 1.0 / 6, 1.0 / 3]))
        #expect(weights([.nan, .nan]) == [0.5, 0.5] && weights([0, 0]) == [0.5, 0.5])
        #expect(weights([0, 5])[0] > 0.999 && weights([0, 5])[1] > 0)
        #expect(weights([]) == [] && weights([.infinity, -1]) == [0.5, 0.5])
        var dice = SeededDice(seed: 351)
        for _ in 0..<10_000 {
            let values = (0...dice.below(6)).map { _ in dice.unit() < 0.2 ? Double.nan : dice.unit() }
            let got = weights(values)
            expect((got.reduce(0, +) - 1).magnitude < 1e-12)
            expect(isClose(weights(values.map { 1_000 * $0 }), got))
            let order = values.indices.shuffled(using: &dice)
            expect(isClose(weights(order.map { values[$0] }), order.map { got[$0] }))
        }
    }

    @Test func `a row comes out after its delay, and only then`() throws {
        var line = try DelayLine(delays: [1, 3], rows: 1, width: 2)
        func turn(_ line: inout DelayLine, _ step: Int, _ number: Int, _ value: Double) -> Double {
            line.enter(step: step, line: number)
            var out = [0.0, 0]
            var span = out.mutableSpan
            line.exchange(0, line: number, in: [value, -value].span, out: &span)
            return out[0]
        }
        var got: [Double] = []
        for step in [1, 2, 3, 4, 5, 8, 11, 12] {
            let value = turn(&line, step, 1, Double(step))
            got.append(value.isNaN ? 0 : value)
        }
        // At 8 what was put in at 5 comes out; at 12 what would have been put in at 9 does not.
        #expect(got == [0, 0, 0, 1, 2, 5, 8, 0])
        _ = turn(&line, 12, 0, 7)
        var other = try DelayLine(delays: [1, 3], rows: 1, width: 2)
        expect(other.restore(line.state))
        expect(!other.restore([1]))
        #expect(turn(&other, 13, 0, 1) == 7 && turn(&other, 14, 1, 1) == 11)
    }

    @Test func `folds keep their distance from what they are learned from`() throws {
        let folds = try WalkForward(folds: 4, purge: 5, embargo: 3).folds(steps: 100)
        #expect(folds.map(\.test) == [20..<40, 40..<60, 60..<80, 80..<100])
        #expect(folds.map(\.training) == [0..<12, 0..<32, 0..<52, 0..<72])
        #expect(try WalkForward(folds: 4, purge: 30, embargo: 0).folds(steps: 100).count == 3)
        #expect(try WalkForward(folds: 4, purge: 0, embargo: 0).folds(steps: 0).isEmpty)
        #expect(throws: InvalidParameter.self) { try WalkForward(folds: 0, purge: 0, embargo: 0) }
        var dice = SeededDice(seed: 352)
        for _ in 0..<10_000 {
            let (purge, embargo, steps) = (dice.below(20), dice.below(20), dice.below(500))
            let folds = try WalkForward(folds: 1 + dice.below(9), purge: purge, embargo: embargo)
                .folds(steps: steps)
            for fold in folds {
                expect(fold.test.lowerBound - fold.training.upperBound >= purge + embargo)
                expect(fold.test.upperBound <= steps && !fold.training.isEmpty && !fold.test.isEmpty)
            }
            for (one, next) in zip(folds, folds.dropFirst()) {
                expect(one.test.upperBound == next.test.lowerBound)
            }
        }
    }

    @Test func `a rolling quantile is that of the sorted window, in 10,000 steps of seed 353`() throws {
        var dice = SeededDice(seed: 353)
        var rolling = try RollingQuantile(series: 2, window: 9, level: 0.95)
        #expect(rolling.value(0).isNaN)
        var past: [Double] = []
        for step in 0..<10_000 {
            let value = step % 3 == 0 ? Double(dice.below(4)) : dice.gappy(0.1)
            rolling.push(value, series: 1)
            if value.isFinite { past.append(value) }
            let window = past.suffix(9).sorted()
            guard !window.isEmpty else { continue }
            let place = 0.95 * Double(window.count - 1)
            let (low, high) = (window[Int(place)], window[min(Int(place) + 1, window.count - 1)])
            expect(
                (rolling.value(1) - (low + (place - place.rounded(.down)) * (high - low))).magnitude < 1e-12)
        }
        var other = try RollingQuantile(series: 2, window: 9, level: 0.95)
        expect(other.restore(rolling.state))
        rolling.push(0.3, series: 1)
        other.push(0.3, series: 1)
        #expect(other.value(1) == rolling.value(1) && other.count(1) == 9)
        expect(!other.restore([]))
    }
}
