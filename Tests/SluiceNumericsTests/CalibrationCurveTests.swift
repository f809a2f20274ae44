import SluiceNumerics
import Testing

@Suite struct CalibrationCurveTests {
    @Test func `worked numbers`() throws {
        #expect(try PlattScaling(a: 2, b: -1).probability(0.5) == 0.5)
        let curve = try #require(IsotonicRegression.fit(scores: [3, 1, 2, 4], labels: [0, 0, 1, 1]))
        #expect(curve.scores == [1, 2, 3, 4] && curve.values == [0, 0.5, 0.5, 1])
        #expect(curve.value(1.5) == 0.25)
        var reliability = try Reliability()
        for (probability, outcome) in [(0.9, 1.0), (0.6, 1), (0.2, 0)] {
            reliability.add(probability: probability, outcome: outcome)
        }
        #expect(abs(reliability.brierScore - 0.07) < 1e-12)
        #expect(abs(reliability.expectedCalibrationError - 0.7 / 3) < 1e-12)
    }

    @Test func `Platt's curve neither overflows nor answers nonsense`() throws {
        let curve = try PlattScaling(a: 1e300, b: 0)
        #expect(curve.probability(1e10) == 1 && curve.probability(-1e10) == 0)
        for score in [Double.nan, .infinity, -.infinity] { #expect(curve.probability(score).isNaN) }
        #expect(throws: InvalidParameter.self) { try PlattScaling(a: .nan, b: 0) }
        #expect(throws: InvalidParameter.self) { try PlattScaling(a: 0, b: .infinity) }
    }

    @Test func `scores that separate both labels have a finite curve`() throws {
        let curve = try #require(PlattScaling.fit(scores: [1, 2, 3, 4], labels: [0, 0, 1, 1]))
        #expect(curve.a > 0 && curve.probability(4) < 1)
        let large = try #require(PlattScaling.fit(scores: [1e6, 2e6, 3e6, 4e6], labels: [0, 0, 1, 1]))
        #expect(abs(large.a * 1e6 - curve.a) < 1e-6 && abs(large.b - curve.b) < 1e-6)
    }

    @Test func `one label, or one score, has a flat curve at the smoothed share`() throws {
        let ones = try #require(PlattScaling.fit(scores: [1, 2, 3], labels: [1, 1, 1]))
        #expect([1, 2, 3].allSatisfy { abs(ones.probability($0) - 0.8) < 1e-6 })
        let flat = try #require(PlattScaling.fit(scores: [2, 2, 2, 2], labels: [0, 1, 1, 1]))
        // Targets 0.8 three times and 1/3 once.
        #expect(abs(flat.probability(2) - (2.4 + 1.0 / 3) / 4) < 1e-6)
    }

    @Test func `pairs without a number or a label are left out`() throws {
        let plain = PlattScaling.fit(scores: [1, 2, 3], labels: [0, 1, 1])
        let dirty = PlattScaling.fit(scores: [.nan, 1, 2, 9, 3], labels: [1, 0, 1, 0.5, 1])
        #expect(plain == dirty)
        #expect(PlattScaling.fit(scores: [.nan], labels: [1]) == nil)
        #expect(IsotonicRegression.fit(scores: [], labels: []) == nil)
        let curve = IsotonicRegression.fit(
            scores: [1, .infinity, 2], labels: [0, 1, 1], weights: [1, 1, 0])
        #expect(curve?.scores == [1])
    }

    @Test func `a fit by Newton is where the gradient vanishes, 100 rounds of seed 321`() throws {
        var dice = SeededDice(seed: 321)
        for _ in 0..<100 {
            let scores = (0..<(3 + dice.below(60))).map { _ in dice.normal() }
            let labels = scores.map { dice.unit() < 0.5 + 0.2 * $0 ? 1.0 : 0 }
            let curve = try #require(PlattScaling.fit(scores: scores, labels: labels))
            let ones = labels.reduce(0, +)
            let targets = labels.map {
                $0 == 1 ? (ones + 1) / (ones + 2) : 1 / (Double(labels.count) - ones + 2)
            }
            func gradient(_ curve: PlattScaling) -> Double {
                var (alongA, alongB) = (0.0, 0.0)
                for (score, target) in zip(scores, targets) {
                    alongA += score * (curve.probability(score) - target)
                    alongB += curve.probability(score) - target
                }
                return abs(alongA) + abs(alongB)
            }
            #expect(gradient(curve) < 1e-9)
            #expect(gradient(try PlattScaling(a: curve.a, b: curve.b + 0.01)) > 1e-4)
        }
    }

    @Test func `an isotonic fit never falls and is the nearest, 200 rounds of seed 322`() throws {
        var dice = SeededDice(seed: 322)
        for _ in 0..<200 {
            let scores = (0..<(1 + dice.below(40))).map { _ in Double(dice.below(25)) }
            let labels = scores.map { dice.unit() < $0 / 25 ? 1.0 : 0 }
            let curve = try #require(IsotonicRegression.fit(scores: scores, labels: labels))
            #expect(zip(curve.values, curve.values.dropFirst()).allSatisfy { $0 <= $1 })
            #expect(Set(scores).count == curve.scores.count)
            func loss(_ curve: IsotonicRegression) -> Double {
                zip(scores, labels).reduce(0) { sum, pair in
                    let error = curve.value(pair.0) - pair.1
                    return sum + error * error
                }
            }
            // No other curve that never falls is nearer: neither flat, nor towards any of random ones.
            for _ in 0..<5 {
                let other = try IsotonicRegression(
                    scores: curve.scores, values: curve.values.map { _ in dice.unit() }.sorted())
                let between = try IsotonicRegression(
                    scores: curve.scores,
                    values: zip(curve.values, other.values).map { 0.99 * $0 + 0.01 * $1 })
                #expect(loss(curve) <= loss(other) + 1e-9 && loss(curve) <= loss(between) + 1e-9)
            }
            let query = (0..<50).map { Double($0) / 2 - 1 }.map(curve.value)
            #expect(zip(query, query.dropFirst()).allSatisfy { $0 <= $1 + 1e-15 })
        }
    }

    @Test func `weights count as so many pairs`() throws {
        let weighted = IsotonicRegression.fit(scores: [1, 2], labels: [1, 0], weights: [3, 1])
        let plain = IsotonicRegression.fit(scores: [1, 1, 1, 2], labels: [1, 1, 1, 0])
        #expect(weighted == plain && weighted?.values == [0.75, 0.75])
    }

    @Test func `knots out of order are refused`() {
        for (scores, values) in [
            ([], []), ([1], []), ([2, 1], [0, 1]), ([1, 1], [0, 1]), ([1, 2], [1, 0]), ([.nan], [1]),
            ([1], [.infinity]),
        ] as [([Double], [Double])] {
            #expect(throws: InvalidParameter.self) { try IsotonicRegression(scores: scores, values: values) }
        }
    }

    @Test func `outside its knots a curve stays, and absent is absent`() throws {
        let curve = try IsotonicRegression(scores: [1, 2], values: [0.2, 0.6])
        #expect(curve.value(-9) == 0.2 && curve.value(9) == 0.6 && curve.value(1) == 0.2)
        #expect(curve.value(.nan).isNaN && curve.value(.infinity).isNaN)
        #expect(ProbabilityRange.held(-1) == 0 && ProbabilityRange.held(2) == 1)
        #expect(ProbabilityRange.held(.nan).isNaN)
    }

    @Test func `reliability leaves out what is no pair, and knows its edges`() throws {
        var reliability = try Reliability(bins: 2)
        #expect(reliability.brierScore.isNaN && reliability.expectedCalibrationError.isNaN)
        for (probability, outcome) in [(-0.1, 1.0), (1.1, 1), (.nan, 1), (0.5, 0.5), (0.5, .nan)] {
            reliability.add(probability: probability, outcome: outcome)
        }
        #expect(reliability.count == 0)
        // 0.5 belongs to the lower bin: with 0 it makes a mean of 0.25 against 0.5.
        for (probability, outcome) in [(0.5, 1.0), (0, 0), (1, 1)] {
            reliability.add(probability: probability, outcome: outcome)
        }
        #expect(abs(reliability.expectedCalibrationError - 0.5 / 3) < 1e-15)
        #expect(throws: InvalidParameter.self) { try Reliability(bins: 0) }
    }
}
