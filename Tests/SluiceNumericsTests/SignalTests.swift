import Foundation
import SluiceNumerics
import Testing

@Suite struct SignalTests {
    @Test func `the worked numbers of the signals`() throws {
        let flow = try OrderFlowSignal().read(buyShare: 0.803, trades: 80)
        #expect(abs(flow.reading.strength - 0.5075) < 1e-12 && abs(flow.reading.confidence - 0.803) < 1e-12)
        #expect(flow.reason == .buying)
        let book = try BookSignal().read(bid: 145.3, ask: 333.9, spreadBps: 0)
        #expect(abs(book.reading.strength + 0.393_573) < 1e-6)
        #expect(abs(book.reading.confidence - 0.558_097) < 1e-6 && book.reason == .asks)
        #expect(try abs(SpreadSignal().read(spreadBps: 10).reading.confidence - 0.65) < 1e-12)
        let vwap = try VWAPSignal().read(price: 102.44, vwap: 99, trades: 80)
        #expect(abs(vwap.reading.strength + 0.656_818) < 1e-6 && abs(vwap.reading.confidence - 0.94) < 1e-12)
        let index = try RelativeStrengthSignal().read(24)
        #expect(index.strength == 1 && abs(index.confidence - 0.6) < 1e-12)
        #expect(try RelativeStrengthSignal().read(50) == .init(strength: 0, confidence: 0.5))
        #expect(try RelativeStrengthSignal().read(100) == .init(strength: -1, confidence: 1))
        #expect(TrendSignal.read(gap: 0.1, crossing: .neutral) == .init(strength: 0.5, confidence: 0.5))
        #expect(TrendSignal.read(gap: -0.1, crossing: .bearish) == .init(strength: -1, confidence: 0.8))
    }

    @Test func `a reversion's distance, signal and confidence`() throws {
        var moments = try RollingMoments(series: 1, window: 4)
        for price in [100.0, 100, 100, 104] { moments.push(price, series: 0) }
        let z = ZScoreReversion.distance(of: 104, in: moments, series: 0)
        #expect(abs(z - 1.5) < 1e-12)
        let rule = try ZScoreReversion(entry: 1)
        #expect(rule.signal(z) == .short && abs(rule.confidence(z) - 0.75) < 1e-12)
        #expect(rule.signal(1) == .neutral && rule.confidence(1) == 0.5)
        #expect(rule.signal(.nan) == .neutral && rule.confidence(.nan) == 0)
        for _ in 0..<9 { moments.push(0.3, series: 0) }
        #expect(ZScoreReversion.distance(of: 0.3, in: moments, series: 0) == 0)
        #expect(
            try ZScoreReversion.distance(of: 1, in: RollingMoments(series: 1, window: 2), series: 0).isNaN)
    }

    private func signals(_ prices: [Double], confirmation: Int = 0, epsilon: Double = 0) throws -> [Int] {
        var cross = try MovingAverageCross(
            series: 1, short: 2, long: 5, epsilon: epsilon, confirmation: confirmation)
        return prices.map { cross.push($0, series: 0).rawValue }
    }

    @Test func `averages cross once, and later where bars have to confirm it`() throws {
        let prices = [100, 99.9, 99.8, 99.7, 99.6, 120, 121, 122, 115, 80, 70]
        #expect(try signals(prices) == [0, 0, 0, 0, 0, 1, 0, 0, 0, -1, 0])
        #expect(try signals(prices, confirmation: 2) == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0])
        #expect(try signals(prices, epsilon: 0.2).allSatisfy { $0 != 1 })
        #expect(try signals(Array(repeating: 99.9, count: 40)).allSatisfy { $0 == 0 })
        #expect(try signals([100, 99.9, .nan, 99.8, -1, 99.7, 99.6, .infinity, 0, 120])[9] == 1)
    }

    @Test func `a confirmed crossing never survives a return to the other side`() throws {
        #expect(try signals([100, 100, 100, 100, 100, 110, 80, 80], confirmation: 2).allSatisfy { $0 == 0 })
    }

    @Test func `the ancestor's confirmation contradicts itself`() throws {
        var dice = SeededDice(seed: 91)
        var cross = try MovingAverageCross(
            series: 1, short: 2, long: 5, confirmation: 1, confirming: .before)
        for _ in 0..<500 { #expect(cross.push(exp(dice.normal()), series: 0) == .neutral) }
    }

    @Test func `signals mirror with their input over 500 cases of seed 92`() throws {
        var dice = SeededDice(seed: 92)
        let (flow, book) = try (OrderFlowSignal(), BookSignal())
        for _ in 0..<500 {
            let (share, trades) = (dice.unit(), 100 * dice.unit())
            let one = flow.read(buyShare: share, trades: trades).reading
            let other = flow.read(buyShare: 1 - share, trades: trades).reading
            #expect(abs(one.strength + other.strength) < 1e-12)
            #expect(abs(one.confidence - other.confidence) < 1e-12)
            let (bid, ask, spread) = (dice.unit(), dice.unit(), 40 * dice.unit())
            let left = book.read(bid: bid, ask: ask, spreadBps: spread).reading
            let right = book.read(bid: ask, ask: bid, spreadBps: spread).reading
            #expect(left.strength == -right.strength && left.confidence == right.confidence)
            let scaled = book.read(bid: 8 * bid, ask: 8 * ask, spreadBps: spread).reading
            #expect(scaled == left)
        }
    }

    @Test func `strengths and confidences stay in their ranges over 2,000 cases of seed 93`() throws {
        var dice = SeededDice(seed: 93)
        let (flow, book, vwap) = try (OrderFlowSignal(), BookSignal(), VWAPSignal())
        let spread = try SpreadSignal()
        for _ in 0..<2_000 {
            let trades = 200 * dice.unit()
            let readings = [
                flow.read(buyShare: dice.unit(), trades: trades).reading,
                book.read(bid: dice.unit(), ask: dice.unit(), spreadBps: 60 * dice.unit()).reading,
                spread.read(spreadBps: 300 * dice.unit()).reading,
                vwap.read(price: 90 + 20 * dice.unit(), vwap: 100, trades: trades).reading,
            ]
            for reading in readings {
                #expect((-1...1).contains(reading.strength) && (0...1).contains(reading.confidence))
            }
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, -1])
    func `nonsense says nothing`(value: Double) throws {
        #expect(try OrderFlowSignal().read(buyShare: value, trades: 50).reading.strength.isNaN)
        #expect(try BookSignal().read(bid: value, ask: 1, spreadBps: 1).reading.strength.isNaN)
        #expect(try VWAPSignal().read(price: value, vwap: 100, trades: 50).reading.strength.isNaN)
        #expect(try VWAPSignal().read(price: 100, vwap: .nan, trades: 50).reading.strength.isNaN)
        #expect(try SpreadSignal().read(spreadBps: .nan).band == .unknown)
        #expect(try RelativeStrengthSignal().read(value).strength.isNaN)
        #expect(TrendSignal.read(gap: .nan, crossing: .neutral).strength.isNaN)
    }

    @Test func `a walk goes on where it was after a restart`() throws {
        var dice = SeededDice(seed: 94)
        var cross = try MovingAverageCross(series: 2, short: 3, long: 7, confirmation: 1)
        for step in 0..<60 { _ = cross.push(exp(dice.normal()), series: step % 2) }
        var other = try MovingAverageCross(series: 2, short: 3, long: 7, confirmation: 1)
        expect(other.restore(cross.state))
        expect(!other.restore(Array(cross.state.dropLast())))
        for step in 0..<60 {
            let price = exp(dice.normal())
            let (one, two) = (cross.push(price, series: step % 2), other.push(price, series: step % 2))
            #expect(one == two)
        }
    }

    @Test func `parameters without meaning are refused`() {
        #expect(throws: InvalidParameter.self) { try MovingAverageCross(series: 1, short: 5, long: 5) }
        #expect(throws: InvalidParameter.self) { try ZScoreReversion(entry: 1, exit: 2) }
        #expect(throws: InvalidParameter.self) { try OrderFlowSignal(aggression: 0.4) }
        #expect(throws: InvalidParameter.self) { try BookSignal(threshold: 0.5, strong: 0.5) }
        #expect(throws: InvalidParameter.self) { try VWAPSignal(near: 0.02, sure: 0.01) }
        #expect(throws: InvalidParameter.self) { try SpreadSignal(tight: 15, normal: 15) }
        #expect(throws: InvalidParameter.self) { try RelativeStrengthSignal(oversold: 70, overbought: 30) }
    }
}
