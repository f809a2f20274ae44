import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Weighs choices by how likely each is the best, or by how well each does, as far as is known: Thompson sampling.
///
/// What is known of a choice is a Beta distribution of its reward; see `BetaWeights` and, for what a trade's reward is
/// and whose it is, `Course` and `TradeBook`. By `best` each cycle throws every distribution `draws` times, and a
/// choice weighs as often as it won; one draw gives a single choice everything. By `mean` a choice weighs as its mean
/// reward.
///
/// Worked number: two choices, prior 1, and two trades of the first that earned the whole range: Beta(3, 1) against
/// Beta(1, 1), means 0.75 and 0.5; by `mean` the weights are 0.6 and 0.4.
final class ThompsonLearner: CourseLearner {
    static let manifest = Manifest(
        "thompson",
        "Learns how likely each member or horizon is the best one, and weighs it by that.",
        source: """
            Beta(prior + successes, prior + failures) by choice, a reward r from 0 to 1 adding r and 1 - r, the past \
            fading by memory (Thompson 1933; Agrawal and Goyal 2012; Raj and Kalyani 2017).
            """
    )

    /// What a choice weighs by.
    enum Weighting: String, SettingChoice {
        /// How often it is the best of the draws.
        case best
        /// Its mean reward.
        case mean
    }

    struct OwnSettings: PluginSettings {
        @Setting(help: "Weighs a choice by how often it is the best of the draws, or by its mean reward.")
        var weights = ThompsonLearner.Weighting.best

        @Setting(in: 1...10_000, help: "Throws of every choice's distribution in each cycle.")
        var draws = 100

        @Setting(
            in: 0.01...1_000, help: "Successes, and failures, that are believed in before the first trade.")
        var prior = 1.0

        @Setting(
            in: 0.5...1, help: "Part of what was counted that is kept with each trade; 1 forgets nothing.")
        var memory = 0.995
    }

    let course: Course<ThompsonRule>

    init(settings: Settings, context: StageContext) throws {
        let table = ChoiceTable(settings.shared.choices, axes: context.axes)
        let beliefs = try BetaWeights(
            choices: max(table.choices.count, 1), prior: settings.prior, memory: settings.own.memory)
        let rule = ThompsonRule(
            beliefs: beliefs, draws: settings.weights == .best ? settings.draws : nil, dice: context.dice)
        course = try Course(rule, table, settings.shared, axes: context.axes)
    }
}

/// Thompson sampling as a rule of a course.
struct ThompsonRule: LearningRule {
    var beliefs: BetaWeights
    /// How often each distribution is thrown; nil weighs by the means.
    let draws: Int?
    var dice: Dice

    var steps: Int { beliefs.steps }

    mutating func begin() { beliefs.begin() }
    mutating func add(_ reward: Double, to choice: Int, share: Double) {
        beliefs.add(reward, to: choice, share: share)
    }
    mutating func settle() {}
    mutating func reset(_ choice: Int) { beliefs.reset(choice) }

    mutating func weigh(into weights: inout MutableSpan<Double>) {
        if let draws {
            beliefs.bestShares(draws: draws, using: &dice, into: &weights)
        } else {
            beliefs.means(into: &weights)
        }
    }

    func state(_ choice: Int) -> (Double, Double) { (beliefs.successes[choice], beliefs.failures[choice]) }

    mutating func restore(steps: Int, _ states: [(Double, Double)?]) -> Bool {
        beliefs.restore(
            steps: steps, successes: states.map { $0?.0 ?? 0 }, failures: states.map { $0?.1 ?? 0 })
    }

    func remember(into memory: inout MemoryWriter) { dice.remember(into: &memory) }
    mutating func recall(from memory: inout MemoryReader) throws { try dice.recall(from: &memory) }
}
