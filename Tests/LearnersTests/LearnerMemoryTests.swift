import SluiceKit
import SluiceTestKit
import Testing

@testable import Learners

/// What learners keep, and which settings and inputs they take.
@Suite struct LearnerMemoryTests {
    private func taught(_ learner: any Learner) throws -> MemoryWriter {
        let lesson = Lesson(learner, members: 3)
        for mark in [100.5, 100.5, 99.7, 100.2] {
            try lesson.trade(horizon: 0, mark: mark, said: [3, -1, 2])
        }
        var memory = MemoryWriter()
        learner.remember(into: &memory)
        return memory
    }

    @Test func `choices that come and go leave the others' weights`() throws {
        let settings = "{ \(Lesson.soon), choices: members, gamma: 0, eta: 0.5 }"
        let before = try Exp3Learner.test(settings, in: .learner(["a", "b", "c"]))
        let memory = try taught(before)
        let old = try Lesson(before, members: 3).step()
        let after = try Exp3Learner.test(settings, in: .learner(["c", "d", "b"]))
        var reader = MemoryReader(memory.words)
        try after.recall(from: &reader)
        #expect(reader.isAtEnd)
        let new = try Lesson(after, members: 3).step()
        #expect(abs(new[0] / new[2] - old[2] / old[1]) < 1e-9)
        #expect(abs(new[1] - (new[0] + new[2]) / 2) < 1e-9)
        #expect(abs(old[0] - old[1]) > 0.01)
    }

    @Test(arguments: ["learner.exp3", "learner.exp3_ix", "learner.thompson"])
    func `what was learned survives, and another universe's is refused`(name: String) throws {
        func fresh(_ instruments: [String]) throws -> any Learner {
            let context = StageContext.test(
                instruments: instruments, horizons: ["5m", "15m"], members: ["a", "b", "c"])
            let yaml = "{ \(Lesson.soon), choices: both }"
            return switch name {
            case "learner.exp3": try Exp3Learner.test(yaml, in: context)
            case "learner.exp3_ix": try Exp3IXLearner.test(yaml, in: context)
            default: try ThompsonLearner.test(yaml, in: context)
            }
        }
        let first = try fresh(["AAA", "BBB"])
        let memory = try taught(first)
        let second = try fresh(["AAA", "BBB"])
        var reader = MemoryReader(memory.words)
        try second.recall(from: &reader)
        let weights = try Lesson(first, members: 3).step()
        #expect(try Lesson(second, members: 3).step() == weights)
        #expect(weights.max() != weights.min())
        let other = try fresh(["AAA", "BBB", "CCC"])
        var again = MemoryReader(memory.words)
        #expect(throws: MemoryMismatch.self) { try other.recall(from: &again) }
    }

    @Test(arguments: [
        "gamma: 1.1", "eta_max: 0", "eta: 11", "reward_range: 0bps", "reward_range: 50", "min_samples: -1",
        "ramp: 1000001", "blend: 1.5", "choices: families", "reward: daily", "drift: maybe",
        "drift_threshold: 0",
        "drift_slack: 2",
    ])
    func `settings of Exp3 have bounds and units`(yaml: String) {
        #expect(Exp3Learner.Settings.issues(yaml).count == 1)
    }

    @Test(arguments: ["weights: all", "draws: 0", "prior: 0", "memory: 0.1", "gamma: 0.1"])
    func `settings of Thompson have bounds`(yaml: String) {
        #expect(ThompsonLearner.Settings.issues(yaml).count == 1)
    }

    @Test(arguments: ["gamma: 2", "eta_max: 0", "eta: 0"])
    func `settings of Exp3-IX have bounds`(yaml: String) {
        #expect(Exp3IXLearner.Settings.issues(yaml).count == 1)
    }

    @Test func `a learner of members needs forecasts, one of horizons does not`() throws {
        let members = Exp3Learner.ports(try Exp3Learner.Settings.test("choices: members"))
        #expect(members.needs.contains { $0.types == [.forecasts] && !$0.isOptional && $0.joins })
        let horizons = ThompsonLearner.ports(try ThompsonLearner.Settings.test(""))
        #expect(!horizons.needs.contains { $0.types == [.forecasts] } && horizons.gives == .weights)
        #expect(Exp3IXLearner.ports(try .test("choices: both")).needs.count == 3)
    }
}
