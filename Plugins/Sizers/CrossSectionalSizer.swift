import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Sizes decided positions by how their alpha per unit of risk compares with that of all other instruments.
///
/// score = clip(alpha / volatility, -z_max, z_max) over the chosen horizon, of every instrument whose alpha is known,
/// decided or not; z is the score standardised over these. Wishes are in proportion to z and filled up to the gross
/// target. A decision whose z is on the other side is given 0: relative to the others it is no opportunity. With
/// `zscore` and `demean` two instruments have to be known.
///
/// Worked number: scores of 1, 2 and 6 become z of -0.9258, -0.4629 and 1.3887: of three decisions to be long only the
/// last is given a weight.
final class CrossSectionalSizer: Sizer {
    static let tooFew = Reason("too_few_instruments", unit: .number)
    static let relativelyAdverse = Reason("relatively_adverse", unit: .number)

    static let manifest = Manifest(
        "cross_sectional",
        "Sizes decided positions by how their alpha per unit of risk compares with all others.",
        source: "Grinold and Kahn, Active Portfolio Management, chapter 14.",
        reasons: [tooFew, relativelyAdverse] + ChosenEdge.reasons + WeightPlan.reasons
    )

    struct Own: PluginSettings {
        @Setting(in: 0.1...100, help: "Alpha in standard deviations at which a score stops growing.")
        var zMax = 3.0

        @Setting(
            help: "How scores are compared: divided by their deviation, only less their mean, or not at all.")
        var compare = CrossSection.Mode.zscore

        @Setting(help: "Whether the alpha counts after the cost of the trade (net) or before it (gross).")
        var alpha = AlphaChoice.net

        @Setting(in: 0.1...100, help: "Largest weight of a position.")
        var maxWeight: Percent = 5

        @Setting(in: 0.1...1_000, help: "Sum of the weights, long and short, that is aimed at.")
        var grossTarget: Percent = 50
    }
    typealias Settings = SettingsPair<Own, BookSettings>

    private let rule: CrossSection
    private let edge: ChosenEdge
    private let scores: UnsafeMutableBufferPointer<Double>
    private let plan: WeightPlan

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        rule = try CrossSection(zMax: settings.zMax, mode: settings.compare)
        edge = ChosenEdge(settings.alpha, axes: axes)
        plan = try WeightPlan(
            settings.shared, gross: settings.grossTarget.fraction, cap: settings.maxWeight.fraction,
            form: .proportions, instruments: axes.instruments)
        scores = .allocate(capacity: max(axes.instruments.count, 1))
        scores.initialize(repeating: .nan)
    }

    deinit { scores.deallocate() }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        for index in 0..<targets.count {
            scores[index] = rule.score(
                alpha: edge.any(index, decisions), volatility: edge.risk(index, decisions, market))
        }
        var span = scores.mutableSpan
        let known = rule.standardize(&span)
        for index in 0..<targets.count where decisions.side[index] != 0 {
            wish(index, known, decisions, market, targets)
        }
        plan.apply(targets, decisions, cycle.portfolio)
    }

    private func wish(
        _ index: Int, _ known: Int, _ decisions: DecisionFrame, _ market: MarketFrame, _ targets: TargetFrame
    ) {
        let (side, score) = (decisions.side[index], scores[index])
        if edge.alpha(index, decisions).isNaN {
            targets.keep(index, ChosenEdge.alphaUnknown)
        } else if score.isNaN {
            targets.keep(index, ChosenEdge.volatilityUnknown)
        } else if !rule.isComparable(known) {
            targets.keep(index, Self.tooFew, observed: Double(known), limit: 2)
        } else if score * side < 0 {
            targets.explain(index, Self.relativelyAdverse, observed: score)
            targets.weight[index] = 0
        } else {
            targets.weight[index] = score
        }
    }
}
