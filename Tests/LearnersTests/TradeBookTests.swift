import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Learners

/// Which decision a fill belongs to, and what its trade earned.
@Suite struct TradeBookTests {
    /// Weights from 0.5 on: each whole success or failure of a choice is seen.
    private func lesson(_ yaml: String) throws -> Lesson {
        let settings = "{ \(Lesson.soon), weights: mean, memory: 1, \(yaml) }"
        return Lesson(try ThompsonLearner.test(settings, in: .learner()))
    }

    @Test func `a fill belongs to the decision of the cycle in which its order was sent`() throws {
        let lesson = try lesson("choices: horizons")
        lesson.decide(side: 1, horizon: 0)
        lesson.portfolio = PortfolioBuilder(instruments: 2).openOrder(.buy, 10, of: 0).build()
        try lesson.step(mark: 100)
        lesson.portfolio = PortfolioBuilder(instruments: 2).build()
        lesson.decide(side: 1, horizon: 1)
        // Order 1 was sent a cycle ago, order 2 in this one.
        try lesson.step([.test(1, 10, at: 100, order: 1), .test(1, 10, at: 100, order: 2)])
        var after: [[Double]] = []
        for _ in 0..<15 { after.append(try lesson.step(mark: 101)) }
        #expect(near(after[3], [0.5, 0.5]))
        #expect(near(after[4], [0.571_429, 0.428_571]))
        #expect(near(after[13], after[4]) && near(after[14], [0.5, 0.5]))
    }

    @Test func `a fill against the decision, without one, or of no size teaches nothing`() throws {
        let lesson = try lesson("choices: horizons")
        try lesson.step([.test(1, 10, at: 100)], mark: 100)
        lesson.decide(side: 1, horizon: 0)
        try lesson.step([
            .test(-1, 10, at: 100, order: 2), .test(1, 0, at: 100, order: 3), .test(1, 1, at: 0, order: 4),
            .test(1, 1, at: 100, order: 5, of: 7),
        ])
        lesson.decide(1, side: 1, horizon: 5)
        try lesson.step([.test(1, 10, at: 100, order: 6, of: 1)])
        for _ in 0..<20 { #expect(near(try lesson.step(mark: 101), [0.5, 0.5])) }
    }

    @Test func `fills of one horizon join into one trade at their average price`() throws {
        let lesson = try lesson("choices: horizons")
        lesson.decide(side: 1, horizon: 0)
        try lesson.step(mark: 100)
        try lesson.step([.test(1, 10, at: 100)])
        try lesson.step([.test(1, 30, at: 101, order: 2)])
        for _ in 0..<3 { try lesson.step() }
        // Average 100.75, valued 5 cycles after the first fill at 100.75: half a success.
        #expect(near(try lesson.step(mark: 100.75), [0.5, 0.5]))
        for _ in 0..<20 { #expect(near(try lesson.step(mark: 120), [0.5, 0.5])) }
    }

    @Test(arguments: [Double.nan, .infinity, 0, -1])
    func `a trade waits for a mark`(mark: Double) throws {
        let lesson = try lesson("choices: horizons")
        lesson.decide(side: 1, horizon: 0)
        try lesson.step(mark: 100)
        try lesson.step([.test(1, 10, at: 100)])
        for _ in 0..<9 { #expect(near(try lesson.step(mark: mark), [0.5, 0.5])) }
        #expect(near(try lesson.step(mark: 100.5), [0.571_429, 0.428_571]))
    }

    @Test func `a round trip is worth what its fills brought, after all fees`() throws {
        let lesson = try lesson("reward: round_trip, reward_range: 200bps")
        lesson.decide(side: 1, horizon: 1)
        try lesson.step(mark: 100)
        lesson.portfolio.quantity[0] = 10
        try lesson.step([.test(1, 10, at: 100, fee: 1)])
        lesson.portfolio.quantity[0] = 20
        try lesson.step([.test(1, 10, at: 102, fee: 1, order: 2)])
        lesson.portfolio.quantity[0] = 5
        #expect(near(try lesson.step([.test(-1, 15, at: 103, fee: 1, order: 3)]), [0.5, 0.5]))
        lesson.portfolio.quantity[0] = 0
        let after = try lesson.step([.test(-1, 5, at: 103, fee: 1, order: 4)])
        // Gross 40 and fees 4 of 2,020: net 178.2 basis points, a reward of 0.945545.
        let mean = (1 + 0.945_545) / 3
        #expect(near(after, [0.5 / (0.5 + mean), mean / (0.5 + mean)]))
    }

    @Test func `a fill that crosses zero ends one round trip and begins another`() throws {
        let lesson = try lesson("reward: round_trip")
        lesson.decide(side: 1, horizon: 0)
        try lesson.step(mark: 100)
        lesson.portfolio.quantity[0] = 10
        try lesson.step([.test(1, 10, at: 100)])
        lesson.decide(side: -1, horizon: 1)
        lesson.portfolio.quantity[0] = -10
        let first = try lesson.step([.test(-1, 20, at: 101, order: 2)])
        #expect(near(first, [0.571_429, 0.428_571]))
        lesson.portfolio.quantity[0] = 0
        let second = try lesson.step([.test(1, 10, at: 100, order: 3)])
        #expect(near(second, [0.5, 0.5]))
    }

    @Test func `a holding that fills did not close earns nothing`() throws {
        let lesson = try lesson("reward: round_trip")
        lesson.decide(side: 1, horizon: 0)
        try lesson.step(mark: 100)
        lesson.portfolio.quantity[0] = 10
        try lesson.step([.test(1, 10, at: 100)])
        lesson.portfolio.quantity[0] = 0
        try lesson.step()
        #expect(near(try lesson.step([.test(-1, 10, at: 120, order: 2)]), [0.5, 0.5]))
    }
}
