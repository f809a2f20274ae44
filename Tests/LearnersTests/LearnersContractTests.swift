import CAllocations
import SluiceTestKit
import Testing

@testable import Learners

@Suite struct LearnersContractTests {
    @Test func `every built-in keeps the contract`() {
        // From the first trade on, so that weights move.
        let soon = "min_samples: 0, ramp: 0, blend: 1, drift_threshold: 0.5"
        #expect(
            PluginContract.breaches(
                of: Learners.all,
                settings: [
                    "learner.exp3": "", "learner.exp3": "{ \(soon), choices: members }",
                    "learner.exp3": "{ \(soon), choices: both, reward: round_trip }",
                    "learner.exp3_ix": "{ \(soon) }", "learner.exp3_ix": "{ \(soon), choices: both }",
                    "learner.thompson": "{ \(soon), draws: 3, choices: members }",
                    "learner.thompson": "{ \(soon), weights: mean, reward: round_trip }",
                ],
                allocations: allocation_counter()) == [])
    }
}
