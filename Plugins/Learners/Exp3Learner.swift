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
final class Exp3Learner: CourseLearner {
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

    let course: Course<BanditRule<Exp3>>

    init(settings: Settings, context: StageContext) throws {
        let table = ChoiceTable(settings.shared.choices, axes: context.axes)
        let rate: LearningRate = settings.eta.map { .fixed($0) } ?? .anytime(most: settings.etaMax)
        let bandit = try Exp3(choices: max(table.choices.count, 1), mixing: settings.gamma, rate: rate)
        course = try Course(BanditRule(bandit), table, settings.shared, axes: context.axes)
    }
}

extension Exp3: Bandit {
    mutating func take(_ reward: Double, of choice: Int, probability: Double, share: Double) {
        add(share * (2 * reward - 1), to: choice, probability: probability)
    }

    func state(_ choice: Int) -> Double { logWeights[choice] }

    mutating func restore(steps: Int, states: [Double?]) -> Bool {
        restore(steps: steps, logWeights: states)
    }
}
