import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Learners

/// `learner.thompson`.
@Suite struct ThompsonLearnerTests {
    @Test func `Thompson weighs by means or by draws`() throws {
        let lesson = Lesson(try thompson("choices: horizons"))
        try lesson.trade(horizon: 0, mark: 101)
        #expect(near(try lesson.trade(horizon: 0, mark: 101), [0.6, 0.4]))
        let strong = Lesson(try thompson("prior: 100"))
        #expect(try strong.trade(horizon: 0, mark: 101)[0] < 0.51)
        let single = Lesson(try ThompsonLearner.test("{ \(Lesson.soon), draws: 1 }", in: .learner()))
        let draws = try (0..<40).map { _ in try single.step() }
        #expect(draws.allSatisfy { $0 == [1, 0] || $0 == [0, 1] } && Set(draws).count == 2)
        let many = Lesson(try ThompsonLearner.test("{ \(Lesson.soon), draws: 2000 }", in: .learner()))
        for _ in 0..<5 { try many.trade(horizon: 0, mark: 101) }
        // Beta(6, 1) against Beta(1, 1): 6 in 7.
        #expect(abs(try many.step()[0] - 6.0 / 7) < 0.05)
    }

    @Test func `what is forgotten weighs less`() throws {
        let fading = try ThompsonLearner.test(
            "{ \(Lesson.soon), weights: mean, memory: 0.5 }", in: .learner())
        let lesson = Lesson(fading)
        for _ in 0..<20 { try lesson.trade(horizon: 0, mark: 101) }
        // At most 2 successes are remembered: (1 + 2) / (2 + 2).
        #expect(near(try lesson.step(), [0.6, 0.4], within: 1e-4))
    }
}
