import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Weighs choices by what their trades lost, with exploration inside the estimate: Exp3-IX.
///
/// A loss is 1 less the reward; see `Exp3IX` and, for what a trade's reward is and whose it is, `Course` and
/// `TradeBook`. The rule supposes that a choice is played about as often as it weighs: a choice that something else
/// plays far more often keeps adding losses, however small, and gives way to the others. Where the arbiter has its own
/// strong preference, `learner.exp3` or `learner.thompson` judge more fairly.
///
/// Worked number: two choices, eta 0.1, gamma 0.05, and a trade of the first that lost the whole range: the loss of 1 is
/// estimated as 1 / 0.55 = 1.818182 and the weights become 0.454670, 0.545330.
final class Exp3IXLearner: CourseLearner {
    static let manifest = Manifest(
        "exp3_ix",
        "Learns which members or horizons lose least, by estimates that explore by themselves.",
        source: """
            p proportional to exp(-eta L); L += loss / (p + gamma), gamma half of eta unless set (Neu 2015, Explore no \
            more). Loss = 1 - reward. Drift: Page 1954, Hinkley 1971.
            """
    )

    struct OwnSettings: PluginSettings {
        @Setting(in: 0...1, help: "Implicit exploration; half of the learning rate unless set.")
        var gamma: Double?

        @Setting(in: 0.0001...10, help: "Largest learning rate; it falls with the number of trades.")
        var etaMax = 0.2

        @Setting(in: 0.0001...10, help: "Learning rate that does not fall; none unless set.")
        var eta: Double?
    }

    let course: Course<BanditRule<Exp3IX>>

    init(settings: Settings, context: StageContext) throws {
        let table = ChoiceTable(settings.shared.choices, axes: context.axes)
        let rate: LearningRate = settings.eta.map { .fixed($0) } ?? .anytime(most: settings.etaMax)
        let bandit = try Exp3IX(
            choices: max(table.choices.count, 1), exploration: settings.gamma.map { .fixed($0) } ?? .halfRate,
            rate: rate)
        course = try Course(BanditRule(bandit), table, settings.shared, axes: context.axes)
    }
}

extension Exp3IX: Bandit {
    mutating func take(_ reward: Double, of choice: Int, probability: Double, share: Double) {
        add(1 - reward, to: choice, probability: probability, share: share)
    }

    mutating func settle() {}
    func state(_ choice: Int) -> Double { losses[choice] }
    mutating func restore(steps: Int, states: [Double?]) -> Bool { restore(steps: steps, losses: states) }
}
