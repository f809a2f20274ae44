import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Learners

/// `learner.exp3_ix`.
@Suite struct Exp3IXLearnerTests {
    @Test func `Exp3-IX weighs by what trades lost`() throws {
        let learner = try Exp3IXLearner.test("{ \(Lesson.soon), eta: 0.1, gamma: 0.05 }", in: .learner())
        #expect(near(try Lesson(learner).trade(horizon: 0, mark: 99.5), [0.454_670, 0.545_330]))
        let half = try Exp3IXLearner.test("{ \(Lesson.soon), eta_max: 0.1 }", in: .learner())
        // Half of 0.1 is the gamma of before.
        #expect(near(try Lesson(half).trade(horizon: 0, mark: 99.5), [0.454_670, 0.545_330]))
    }
}
