import Foundation
import SluiceNumerics
import Testing

@Suite struct RegimeTests {
    private let rule = try? RegimeRule(
        short: 5, long: 15, volatility: 10, lookback: 40, persistence: 3, warmUp: 20)

    private func detector(_ series: Int = 1) throws -> RegimeDetector {
        try RegimeDetector(rule: #require(rule), series: series)
    }

    /// Prices of a walk that rises, goes nowhere, falls, and breaks down.
    private func walk(seed: UInt64, cycles: Int = 400) -> [Double] {
        var dice = SeededDice(seed: seed)
        var level = log(100.0)
        return (0..<cycles).map { cycle in
            let drift = [0.004, 0, -0.004, 0][cycle / 60 % 4]
            let scale = cycle % 97 == 96 ? 0.08 : cycle / 40 % 2 == 0 ? 0.002 : 0.006
            level += drift + scale * dice.normal()
            return exp(level)
        }
    }

    @Test func `a steady rise is a bull, its mirror a bear, and no movement sideways`() throws {
        var detector = try detector(3)
        var dice = SeededDice(seed: 3)
        for step in 0..<60 {
            let jitter = 0.0002 * dice.normal()
            detector.push(100 * exp(0.0005 * Double(step) + jitter), series: 0)
            detector.push(100 * exp(-0.0005 * Double(step) - jitter), series: 1)
            detector.push(100, series: 2)
        }
        #expect(detector.regime(0).direction == 1 && detector.regime(0).bucket == .trend)
        #expect(detector.regime(1).direction == -1 && detector.regime(1).bucket == .trend)
        #expect(detector.regime(2).bucket == .reversion)
        #expect(detector.trend(0) > 1 && abs(detector.trend(0) + detector.trend(1)) < 1e-9)
    }

    @Test func `a crash is a crisis at once, and its peak is forgotten`() throws {
        var detector = try detector()
        var dice = SeededDice(seed: 4)
        for _ in 0..<60 { detector.push(100 * exp(0.001 * dice.normal()), series: 0) }
        #expect(detector.push(88, series: 0) == .crisis)
        var left = 0
        while detector.push(88 * exp(0.001 * dice.normal()), series: 0) == .crisis, left < 200 { left += 1 }
        #expect((30..<60).contains(left))
    }

    @Test func `the probabilities of the regimes sum to one, over 800 bars of seeds 5 and 6`() throws {
        for seed in [5, 6] as [UInt64] {
            var detector = try detector()
            var seen = Set<MarketRegime>()
            for price in walk(seed: seed) {
                seen.insert(detector.push(price, series: 0))
                let probabilities = MarketRegime.allCases.map { detector.probability(of: $0, 0) }
                #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12)
                #expect(probabilities.allSatisfy { (0...1).contains($0) })
                #expect((0...0.95).contains(detector.confidence(0)))
            }
            #expect(seen.count >= 6)
        }
    }

    @Test func `the worked probability`() throws {
        var detector = try RegimeDetector(rule: RegimeRule(), series: 1)
        for bar in 0..<50 { detector.push(exp(0.01 * Double(bar)), series: 0) }
        let bull =
            detector.probability(of: .bullQuiet, 0) + detector.probability(of: .bullVolatile, 0)
        #expect(abs(bull - 1.0 / 3) < 1e-12)
        #expect(abs(detector.probability(of: .unknown, 0) - 2.0 / 3) < 1e-12)
    }

    @Test func `another regime has to persist before it is believed`() throws {
        var patient = try detector()
        var hasty = try RegimeDetector(
            rule: RegimeRule(short: 5, long: 15, volatility: 10, lookback: 40, persistence: 1, warmUp: 20),
            series: 1)
        var (changes, since, hastySince, hastyFaults) = (0, 1_000, 1_000, 0)
        for price in walk(seed: 7, cycles: 2_000) {
            let (before, beforeHasty) = (patient.regime(0), hasty.regime(0))
            let (after, afterHasty) = (patient.push(price, series: 0), hasty.push(price, series: 0))
            since += 1
            hastySince += 1
            if afterHasty != beforeHasty {
                // One who believes every bar breaks the rule that the patient one keeps.
                hastyFaults += afterHasty != .crisis && beforeHasty != .unknown && hastySince < 3 ? 1 : 0
                hastySince = 0
            }
            guard after != before else { continue }
            changes += 1
            if after != .crisis, before != .unknown { #expect(since >= 3, "seed 7") }
            since = 0
        }
        #expect(changes > 20 && hastyFaults > 20)
    }

    @Test func `reading changes nothing`() throws {
        var (read, unread) = (try detector(), try detector())
        for price in walk(seed: 8) {
            read.push(price, series: 0)
            unread.push(price, series: 0)
            for _ in 0..<5 {
                _ = read.regime(0)
                _ = read.confidence(0, adx: 43.9, squeeze: 0.9)
                _ = read.probability(of: .crisis, 0)
            }
            #expect(read.confidence(0) == read.confidence(0))
            #expect(read.state.map(\.bitPattern) == unread.state.map(\.bitPattern))
        }
    }

    @Test func `prices in another currency have the same regimes`() throws {
        var (one, other) = (try detector(), try detector())
        for price in walk(seed: 9) {
            let (first, second) = (one.push(price, series: 0), other.push(price * 1_024, series: 0))
            #expect(first == second)
        }
    }

    @Test func `a mirrored market has mirrored directions while there is no crisis`() throws {
        let calm = try RegimeRule(
            short: 5, long: 15, volatility: 10, lookback: 40, crisisVolatility: 1e6,
            crisisDrawdown: 0.999, persistence: 3, warmUp: 20)
        var (one, other) = (
            try RegimeDetector(rule: calm, series: 1), try RegimeDetector(rule: calm, series: 1)
        )
        var directions = Set<Double>()
        for price in walk(seed: 10) {
            let (first, second) = (
                one.push(price, series: 0), other.push(10_000 / price, series: 0)
            )
            #expect(first.direction == -second.direction)
            directions.insert(first.direction)
        }
        #expect(directions == [-1, 0, 1])
    }

    @Test func `confidence takes strength of the trend from the index, and a squeeze away`() throws {
        var detector = try detector()
        #expect(detector.confidence(0) == 0)
        for price in walk(seed: 14, cycles: 40) { detector.push(price, series: 0) }
        let plain = detector.confidence(0, adx: 20)
        #expect(plain == detector.confidence(0) && plain > 0.52 && plain < 0.78)
        #expect(abs(detector.confidence(0, adx: 41) - plain - 0.15) < 1e-12)
        #expect(abs(detector.confidence(0, adx: 26) - plain - 0.08) < 1e-12)
        #expect(abs(detector.confidence(0, adx: 14, squeeze: 0.9) - plain + 0.2) < 1e-12)
        #expect(detector.confidence(0, adx: 14, squeeze: 0.8) == detector.confidence(0, adx: 14))
    }

    @Test(arguments: [Double.nan, .infinity, 0, -1])
    func `a bar without a price leaves no trace`(bad: Double) throws {
        var (holed, clean) = (try detector(), try detector())
        for price in walk(seed: 11, cycles: 100) {
            holed.push(price, series: 0)
            holed.push(bad, series: 0)
            clean.push(price, series: 0)
        }
        #expect(holed.state.map(\.bitPattern) == clean.state.map(\.bitPattern))
    }

    @Test func `a detector goes on where it was after a restart`() throws {
        var one = try detector(2)
        for (step, price) in walk(seed: 12).enumerated() { one.push(price, series: step % 2) }
        var other = try detector(2)
        expect(other.restore(one.state))
        expect(!other.restore(Array(one.state.dropFirst())))
        for (step, price) in walk(seed: 13).enumerated() {
            let (first, second) = (one.push(price, series: step % 2), other.push(price, series: step % 2))
            #expect(first == second)
        }
        #expect(other.state.map(\.bitPattern) == one.state.map(\.bitPattern))
    }

    @Test func `rules without meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try RegimeRule(short: 50, long: 50) }
        #expect(throws: InvalidParameter.self) { try RegimeRule(quiet: 0.8, volatile: 0.7) }
        #expect(throws: InvalidParameter.self) { try RegimeRule(crisisDrawdown: 0) }
        #expect(throws: InvalidParameter.self) { try RegimeRule(persistence: 0) }
        #expect(throws: InvalidParameter.self) { try RegimeRule(lookback: 10, momentum: 10) }
    }
}
