import SluiceKit

/// A learner that is a course with a rule of its own.
protocol CourseLearner: Learner where Settings == SettingsPair<OwnSettings, LessonSettings> {
    associatedtype OwnSettings: PluginSettings
    associatedtype Rule: LearningRule
    /// From fills to weights.
    var course: Course<Rule> { get }
}

extension CourseLearner {
    static func ports(_ settings: Settings) -> Ports { settings.shared.ports }

    var choices: [WeightChoice] { course.table.choices }

    func learn(_ cycle: Cycle, _ evidence: LearnerEvidence, into weights: WeightFrame) {
        course.learn(cycle, evidence, into: weights)
    }

    func remember(into memory: inout MemoryWriter) { course.remember(into: &memory) }
    func recall(from memory: inout MemoryReader) throws { try course.recall(from: &memory) }
}
