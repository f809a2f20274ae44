import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Learners

/// `learner.exp3`.
@Suite struct Exp3LearnerTests {
    @Test func `Exp3 weighs by what trades earned`() throws {
        let lesson = Lesson(try exp3())
        #expect(near(try lesson.step(), [0.5, 0.5]))
        #expect(near(try lesson.trade(horizon: 0, mark: 100.5), [0.533_196, 0.466_804]))
        // A trade that earned nothing moves nothing.
        #expect(near(try lesson.trade(horizon: 1, mark: 100), [0.533_196, 0.466_804]))
        #expect(try lesson.trade(horizon: 0, mark: 99)[0] < 0.51)
    }

    @Test func `Exp3 has a mixing, a rate that falls and one that does not`() throws {
        #expect(near(try Lesson(exp3("gamma: 1")).trade(horizon: 0, mark: 101), [0.5, 0.5]))
        let fast = try Lesson(exp3("gamma: 0, eta: 0.5")).trade(horizon: 0, mark: 101)
        // exp(0.5 / 0.5) against 1.
        #expect(near(fast, [0.731_059, 0.268_941]))
        let slow = try Lesson(exp3("gamma: 0, eta_max: 0.01")).trade(horizon: 0, mark: 101)
        #expect(near(slow, [0.505, 0.495], within: 1e-5))
    }
}
