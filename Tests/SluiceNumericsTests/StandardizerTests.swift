import SluiceNumerics
import Testing

@Suite struct StandardizerTests {
    @Test func `a score is a distance from one's own past`() throws {
        var bank = try StandardizerBank(rule: Standardization(window: 4, minimum: 4), series: 1)
        for value in [1.0, 2, 3, 4] { expect(bank.push(value, series: 0).isNaN) }
        expect(abs(bank.push(5, series: 0) - 2.5 / 1.25.squareRoot()) < 1e-12)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a value that is not finite gives nothing and leaves no trace`(absent: Double) throws {
        let rule = try Standardization(window: 5, minimum: 3, includesCurrent: true, warmUp: .raw)
        var (with, without) = (
            try StandardizerBank(rule: rule, series: 1), try StandardizerBank(rule: rule, series: 1)
        )
        for (index, value) in [0.1, 0.2, absent, 0.3, 0.4, 0.5, 0.6, 0.7].enumerated() {
            let score = with.push(value, series: 0)
            if index == 2 {
                #expect(score.isNaN)
            } else {
                expect(score == without.push(value, series: 0))
                #expect(score.isFinite)
            }
        }
    }

    @Test func `a warm-up is absent unless raw values are asked for`() throws {
        for warmUp in Standardization.WarmUp.allCases {
            var bank = try StandardizerBank(
                rule: Standardization(window: 10, minimum: 3, warmUp: warmUp), series: 1)
            let scores = [0.5, 7, -9].map { bank.push($0, series: 0) }
            #expect(warmUp == .raw ? scores == [0.5, 3, -3] : scores.allSatisfy { $0.isNaN })
        }
    }

    @Test func `a constant series scores 0`() throws {
        for value in [0.1, 1e9, -3e-7] {
            var bank = try StandardizerBank(rule: Standardization(window: 7, minimum: 3), series: 1)
            let scores = (0..<40).map { _ in bank.push(value, series: 0) }
            #expect(scores[3...].allSatisfy { $0 == 0 })
        }
    }

    @Test func `a value among its own past scores at most the root of the window less one`() throws {
        let rule = try Standardization(window: 10, minimum: 3, includesCurrent: true, clip: -100...100)
        var bank = try StandardizerBank(rule: rule, series: 1)
        var dice = SeededDice(seed: 3)
        for _ in 0..<2_000 {
            let score = bank.push(dice.normal() / dice.unit(), series: 0)
            #expect(score.isNaN || abs(score) <= 3 + 1e-9)
        }
    }

    @Test(arguments: [(10, true), (10, false), (37, true), (100, false), (250, true)])
    func `scores are those of the window taken afresh`(window: Int, includesCurrent: Bool) throws {
        let rule = try Standardization(
            window: window, minimum: Swift.min(5, window), includesCurrent: includesCurrent, clip: -1e9...1e9)
        for kind in Roughness.allCases {
            var (dice, bank) = (SeededDice(seed: 17), try StandardizerBank(rule: rule, series: 1))
            var past: [Double] = []
            for step in 0..<14 * window {
                let value = kind.value(step, window: window, &dice)
                let score = bank.push(value, series: 0)
                guard value.isFinite else { continue }
                if includesCurrent { past.append(value) }
                if step % 5 == 0 {
                    let expected = Self.score(value, past.suffix(window), rule: rule)
                    #expect(Self.agree(score, expected), "\(kind) at \(step): \(score), not \(expected)")
                }
                if !includesCurrent { past.append(value) }
            }
        }
    }

    @Test func `a column scores as its series one by one, to the bit`() throws {
        let series = 300
        for (gaps, includesCurrent) in [(0.0, false), (0.0, true), (0.01, false), (0.3, true)] {
            let rule = try Standardization(
                window: 5, minimum: 3, includesCurrent: includesCurrent, warmUp: .raw)
            var (dice, one) = (SeededDice(seed: 5), try StandardizerBank(rule: rule, series: series))
            var many = one
            var scores = [Double](repeating: 0, count: series)
            for _ in 0..<90 {
                let values = (0..<series).map { _ in dice.gappy(gaps) * (dice.unit() < 0.001 ? 1e9 : 1) }
                var span = scores.mutableSpan
                many.push(values.span, firstSeries: 0, into: &span)
                let expected = values.enumerated().map { one.push($1, series: $0) }
                #expect(scores.map(\.bitPattern) == expected.map(\.bitPattern))
            }
            #expect(one.state == many.state)
        }
    }

    @Test func `what drifts is taken anew as the moments of a series by themselves, to the bit (seed 59)`()
        throws
    {
        let (series, window) = (100, 10)
        let rule = try Standardization(window: window, minimum: window, includesCurrent: true)
        var (dice, bank) = (SeededDice(seed: 59), try StandardizerBank(rule: rule, series: series))
        var moments = try RollingMoments(series: series, window: window)
        var (values, scores) = ([Double](repeating: 0, count: series), [Double](repeating: 0, count: series))
        var moved = 0
        for _ in 0..<120 {
            for index in 0..<series { values[index] += dice.normal() + 0.015 * Double(index) }
            let before = moments.state[series..<2 * series]
            for index in 0..<series { moments.push(values[index], series: index) }
            var span = scores.mutableSpan
            bank.push(values.span, firstSeries: 0, into: &span)
            expect(bank.state.map(\.bitPattern) == moments.state.map(\.bitPattern))
            moved += zip(before, moments.state[series..<2 * series]).count { $0 != $1 }
        }
        // Two a series would be due without any drift.
        #expect(moved > 5 * series, "\(moved) sums were taken anew")
    }

    @Test func `columns that were in step part and meet again, and score as their series one by one`() throws
    {
        let (series, column) = (60, 20)
        for includesCurrent in [false, true] {
            let rule = try Standardization(window: 6, minimum: 3, includesCurrent: includesCurrent)
            var (dice, one) = (SeededDice(seed: 6), try StandardizerBank(rule: rule, series: series))
            var many = try StandardizerBank(rule: rule, series: series, column: column)
            var scores = [Double](repeating: 0, count: series)
            for step in 0..<300 {
                // Whole columns, now and then a run across them, a single series, a gap or a restart.
                let isAcross = step % 37 == 0
                let gaps = step % 29 == 0 ? 0.02 : 0
                let values = (0..<series).map { _ in dice.gappy(gaps) }
                for first in stride(from: 0, to: series, by: isAcross ? 30 : column) {
                    let run = first..<first + (isAcross ? 30 : column)
                    var part = [Double](repeating: 0, count: run.count)
                    var span = part.mutableSpan
                    many.push(values.span.extracting(run), firstSeries: first, into: &span)
                    scores.replaceSubrange(run, with: part)
                }
                let expected = values.enumerated().map { one.push($1, series: $0) }
                #expect(scores.map(\.bitPattern) == expected.map(\.bitPattern))
                if step % 53 == 0 {
                    #expect(one.state == many.state)
                    expect(many.restore(one.state))
                }
                if step % 41 == 0 {
                    let (score, other) = (many.push(1, series: 33), one.push(1, series: 33))
                    #expect(score.bitPattern == other.bitPattern)
                }
                if step % 41 == 20 {
                    for index in 20..<40 where index != 33 {
                        let (score, other) = (many.push(1, series: index), one.push(1, series: index))
                        #expect(score.bitPattern == other.bitPattern)
                    }
                }
            }
            #expect(one.state == many.state)
            #expect(many.count(33) == 6)
        }
    }

    @Test func `a restored past scores the same, to the bit`() throws {
        let rule = try Standardization(window: 9, minimum: 3)
        var (dice, bank) = (SeededDice(seed: 8), try StandardizerBank(rule: rule, series: 3))
        for step in 0..<200 { _ = bank.push(dice.gappy(0.1), series: step % 3) }
        var other = try StandardizerBank(rule: rule, series: 3)
        expect(other.restore(bank.state))
        for step in 0..<200 {
            let value = dice.gappy(0.1)
            expect(
                bank.push(value, series: step % 3).bitPattern
                    == other.push(value, series: step % 3).bitPattern)
        }
    }

    @Test func `a past of another form is refused`() throws {
        let rule = try Standardization(window: 9, minimum: 3)
        var bank = try StandardizerBank(rule: rule, series: 2)
        let state = bank.state
        expect(!bank.restore([]))
        expect(!bank.restore(state + [0]))
        for flaw in [Double.nan, -1, 0.5, 1e300] {
            expect(!bank.restore([flaw] + state.dropFirst()))
        }
        #expect(bank.state == state)
    }

    @Test func `a rule without meaning is refused`() {
        #expect(throws: InvalidParameter.self) { try Standardization(window: 0, minimum: 0) }
        #expect(throws: InvalidParameter.self) { try Standardization(window: 5, minimum: 6) }
        #expect(throws: InvalidParameter.self) { try Standardization(floor: -1) }
        #expect(throws: InvalidParameter.self) { try Standardization(clip: -Double.infinity...3) }
        #expect(throws: InvalidParameter.self) { try StandardizerBank(rule: Standardization(), series: 0) }
        #expect(throws: InvalidParameter.self) {
            try StandardizerBank(rule: Standardization(), series: 10, column: 4)
        }
        #expect(throws: InvalidParameter.self) {
            try StandardizerBank(
                rule: Standardization(window: 1_000_000, minimum: 1), series: 1_000_000)
        }
    }

    private static func score(_ value: Double, _ past: ArraySlice<Double>, rule: Standardization) -> Double {
        guard past.count >= rule.minimum, let first = past.first else { return .nan }
        let mean = first + past.reduce(0) { $0 + ($1 - first) } / Double(past.count)
        let deviation = (past.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(past.count)).squareRoot()
        return deviation < rule.floor ? 0 : (value - mean) / deviation
    }

    private static func agree(_ score: Double, _ expected: Double) -> Bool {
        score.isNaN && expected.isNaN || abs(score - expected) <= 1e-9 * Swift.max(1, abs(expected))
    }
}

/// Series that try the digits of a running sum.
enum Roughness: String, CaseIterable {
    case calm
    case farFromZero
    case trending
    case shifting
    case outlying
    case gappy

    func value(_ step: Int, window: Int, _ dice: inout SeededDice) -> Double {
        let noise = dice.normal()
        return switch self {
        case .calm: noise * 0.01
        case .farFromZero: 1e4 + noise * 0.01
        case .trending: Double(step) * 0.1 + noise
        case .shifting: (step / (3 * window) % 2 == 0 ? 0 : 1e3) + noise * 0.1
        case .outlying: dice.unit() < 0.01 ? noise * 1e7 : noise
        case .gappy: dice.unit() < 0.4 ? (dice.unit() < 0.5 ? .nan : .infinity) : noise
        }
    }
}
