import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Weighs choices by what their trades earned, with some weight always left to the others: Exp3.
///
/// Gains run from -1 to 1, so that a trade that earned nothing moves no weight; see `Exp3` and, for what a trade's
/// reward is and whose it is, `Course` and `TradeBook`. The probability that a gain is divided by is the choice's
/// weight in the rule at the moment the trade ends.
///
/// Worked number: two choices, gamma 0.05, eta 0.07, and a trade of the first that earned the whole range: its weight
/// goes from 0.5 to 0.95 x exp(0.14) / (exp(0.14) + 1) + 0.025 = 0.533196.
final class Exp3Learner: Learner {
    static let manifest = Manifest(
        "exp3",
        "Learns which members or horizons earn most, and keeps trying the others.",
        source: """
            p = (1 - gamma) u / sum(u) + gamma / K; u x exp(eta x gain / p); eta at most sqrt(ln K / (K x trades)) \
            (Auer, Cesa-Bianchi, Freund, Schapire 2002). Gain = 2 x reward - 1. Drift: Page 1954, Hinkley 1971.
            """
    )

    struct OwnSettings: PluginSettings {
        @Setting(in: 0...1, help: "Part of the weights that is spread evenly over all choices.")
        var gamma = 0.05

        @Setting(in: 0.0001...10, help: "Largest learning rate; it falls with the number of trades.")
        var etaMax = 0.07

        @Setting(in: 0.0001...10, help: "Learning rate that does not fall; none unless set.")
        var eta: Double?
    }

    typealias Settings = SettingsPair<OwnSettings, LessonSettings>

    private let course: Course<Exp3Rule>

    init(settings: Settings, context: StageContext) throws {
        let table = ChoiceTable(settings.shared.choices, axes: context.axes)
        let rate: LearningRate = settings.eta.map { .fixed($0) } ?? .anytime(most: settings.etaMax)
        let bandit = try Exp3(choices: max(table.choices.count, 1), mixing: settings.gamma, rate: rate)
        course = try Course(Exp3Rule(bandit), table, settings.shared, axes: context.axes)
    }

    static func ports(_ settings: Settings) -> Ports { settings.shared.ports }

    var choices: [WeightChoice] { course.table.choices }

    func learn(_ cycle: Cycle, _ evidence: LearnerEvidence, into weights: WeightFrame) {
        course.learn(cycle, evidence, into: weights)
    }

    func remember(into memory: inout MemoryWriter) { course.remember(into: &memory) }

    func recall(from memory: inout MemoryReader) throws { try course.recall(from: &memory) }
}

/// Exp3 as a rule of a course.
struct Exp3Rule: LearningRule {
    private var bandit: Exp3
    private var probabilities: [Double]

    init(_ bandit: Exp3) {
        self.bandit = bandit
        probabilities = Array(repeating: 0, count: bandit.count)
    }

    var steps: Int { bandit.steps }

    mutating func begin() {
        let before = bandit
        var span = probabilities.mutableSpan
        before.probabilities(into: &span)
        bandit.begin()
    }

    mutating func add(_ reward: Double, to choice: Int, share: Double) {
        bandit.add(share * (2 * reward - 1), to: choice, probability: probabilities[choice])
    }

    mutating func settle() { bandit.settle() }
    mutating func reset(_ choice: Int) { bandit.reset(choice) }
    mutating func weigh(into weights: inout MutableSpan<Double>) { bandit.probabilities(into: &weights) }
    func state(_ choice: Int) -> (Double, Double) { (bandit.logWeights[choice], 0) }

    mutating func restore(steps: Int, _ states: [(Double, Double)?]) -> Bool {
        bandit.restore(steps: steps, logWeights: states.map { $0?.0 })
    }
}
