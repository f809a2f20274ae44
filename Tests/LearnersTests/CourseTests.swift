import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Learners

/// What learners have in common.
@Suite struct CourseTests {
    @Test func `members share a reward, and the one who said the opposite gets the opposite's`() throws {
        let lesson = Lesson(try thompson("choices: members"))
        // 0.75 of a full success against 0.25 of a full failure: 1.75 / 2.75 and 1 / 2.25.
        let after = try lesson.trade(horizon: 0, mark: 100.5, said: [30, -10])
        #expect(near(after, [0.588_785, 0.411_215]))
    }

    @Test func `the opposite of a trade pays the costs too`() throws {
        // Gross 0, cost 50: both sides have lost the whole range.
        let lesson = Lesson(try thompson("choices: members"))
        let after = try lesson.trade(horizon: 0, mark: 100, fee: 5, said: [1, -1])
        #expect(near(after, [0.5, 0.5]))
        let further = try lesson.trade(horizon: 0, mark: 100.5, said: [1, 0])
        // 2 of 3.5 against 1 of 2.5, where without a cost the second would have 1.5 of 2.5.
        #expect(near(further, [0.588_235, 0.411_765]))
    }

    @Test func `a short trade earns when the price falls`() throws {
        let after = try Lesson(thompson("choices: horizons")).trade(horizon: 1, side: -1, mark: 99.5)
        #expect(near(after, [0.428_571, 0.571_429]))
    }

    @Test func `members at horizons are choices of their own`() throws {
        let learner = try thompson("choices: both")
        #expect(learner.choices.map(\.description) == ["trend@5m", "trend@15m", "trees@5m", "trees@15m"])
        let after = try Lesson(learner).trade(horizon: 1, mark: 100.5, said: [1, -1])
        // Beta(1.5, 1) and Beta(1, 1.5) for the longer horizon alone.
        #expect(near(after, [0.25, 0.3, 0.25, 0.2]))
        #expect(try exp3("choices: members").choices == [.init(member: "trend"), .init(member: "trees")])
        #expect(try exp3().choices.map(\.description) == ["5m", "15m"])
    }

    @Test func `forecasts that are absent or not finite have no share`() throws {
        let lesson = Lesson(try thompson("choices: members"))
        #expect(near(try lesson.trade(horizon: 0, mark: 101, said: [.nan, .infinity]), [0.5, 0.5]))
        #expect(near(try lesson.trade(horizon: 0, mark: 101, said: [5, .nan]), [0.571_429, 0.428_571]))
    }

    @Test func `it gets its say bit by bit`() throws {
        let learner = try ThompsonLearner.test(
            "{ min_samples: 1, ramp: 2, blend: 0.5, weights: mean, memory: 1 }", in: .learner())
        let lesson = Lesson(learner)
        let says = try (0..<4).map { _ in try lesson.trade(horizon: 0, mark: 101)[0] - 0.5 }
        // Means 2/3, 3/4, 4/5, 5/6 against 1/2, a say of 0, 0.25, 0.5, 0.5.
        #expect(near(says, [0, 0.25 * 0.1, 0.5 * (0.8 / 1.3 - 0.5), 0.5 * 0.125]))
    }

    @Test func `rewards are clipped to their range`() throws {
        let wide = try Lesson(thompson("reward_range: 100bps")).trade(horizon: 0, mark: 100.5)
        // 0.75 of a success: 1.75 of 3.
        #expect(near(wide, [0.538_462, 0.461_538]))
        let clipped = try Lesson(thompson("reward_range: 10bps")).trade(horizon: 0, mark: 150)
        #expect(near(clipped, [0.571_429, 0.428_571]))
    }

    @Test func `a choice that has become worse is begun anew`() throws {
        func weights(_ drift: String) throws -> [Double] {
            let lesson = Lesson(try exp3("gamma: 0, eta: 0.2, drift_threshold: 1, drift_slack: 0, \(drift)"))
            for _ in 0..<40 { try lesson.trade(horizon: 0, mark: 100.5) }
            return try (0..<3).map { _ in try lesson.trade(horizon: 0, mark: 99.5) }.last ?? []
        }
        let kept = try weights("drift: ignore")
        let reset = try weights("drift: reset")
        #expect(kept[0] > 0.99)
        #expect(near(reset, [0.5, 0.5], within: 0.3) && reset[0] < 0.8)
    }

    @Test func `weights stay finite and sum to 1 over 300 cycles of any fills, seed 71`() throws {
        let learners: [any Learner] = [
            try exp3("choices: both"), try exp3("reward: round_trip, eta: 10"),
            try Exp3IXLearner.test("{ \(Lesson.soon), choices: members, eta: 10, gamma: 0 }", in: .learner()),
            try ThompsonLearner.test("{ \(Lesson.soon), draws: 5 }", in: .learner()),
        ]
        for learner in learners {
            var dice = Dice(seed: 71)
            let lesson = Lesson(learner)
            for cycle in 1...300 {
                lesson.decide(side: dice.uniform() < 0.5 ? 1 : -1, horizon: Int(dice.uniform() * 2))
                lesson.say([dice.normal(), dice.uniform() < 0.1 ? .nan : dice.normal()], horizon: cycle % 2)
                let side = dice.uniform() < 0.5 ? 1.0 : -1
                let fill = Fill.test(side, 1 + 9 * dice.uniform(), at: 50 + 100 * dice.uniform(), fee: 1)
                lesson.portfolio.quantity[0] = 1e9 * side
                let mark =
                    dice.uniform() < 0.2 ? [.nan, .infinity, 0, -1][cycle % 4] : 50 + 100 * dice.uniform()
                let weights = try lesson.step(dice.uniform() < 0.5 ? [fill] : [], mark: mark)
                let isSound = weights.allSatisfy { $0.isFinite && $0 >= 0 }
                #expect(isSound && abs(weights.reduce(0, +) - 1) < 1e-9, "cycle \(cycle): \(weights)")
            }
        }
    }
}
