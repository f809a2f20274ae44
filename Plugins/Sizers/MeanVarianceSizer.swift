import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Sizes decided positions by their alphas and the covariances of their returns.
///
/// `ridge`: w = l (Sigma + l I)^-1 z with z the clipped alpha per unit of risk and l `lambda` times the mean variance,
/// filled up to the gross target. `risk_aversion`: w = Sigma^-1 mu / gamma with mu the alpha of one bar, cut at
/// max_weight and shrunk to the gross target. A decision whose weight comes out on the other side, as a hedge, is
/// given 0: nobody decided to hold it that way.
///
/// Worked number: z of 1 and 1 and variances of 1 and 3 without correlation are in the proportion 2 to 1 at lambda 0.5.
final class MeanVarianceSizer: Sizer {
    static let hedgeOnly = Reason("hedge_only", unit: .number)

    static let manifest = Manifest(
        "mean_variance",
        "Sizes decided positions by their alphas and the covariances of their returns.",
        source: "Markowitz, Portfolio Selection (1952); Hoerl and Kennard, Ridge regression (1970).",
        reasons: [hedgeOnly] + ChosenEdge.reasons + RiskModel.reasons + WeightPlan.reasons
    )

    /// What is solved for.
    enum Form: String, SettingChoice {
        /// Proportions by a ridge.
        case ridge
        /// Weights by an aversion to risk.
        case riskAversion = "risk_aversion"
    }

    struct Own: PluginSettings {
        @Setting(help: "Whether weights are proportions by a ridge, or follow from an aversion to risk.")
        var form = Form.ridge

        @Setting(
            in: 0.000_1...1_000,
            help: "Ridge as a part of the mean variance; the larger, the less covariances count.")
        var lambda = 0.01

        @Setting(
            in: 0.01...100_000,
            help: "Aversion to risk: half of it times the variance is set off against alpha.")
        var gamma = 10.0

        @Setting(
            in: 0.1...100, help: "Alpha in standard deviations at which a score stops growing, for ridge.")
        var zMax = 3.0

        @Setting(help: "Whether the alpha counts after the cost of the trade (net) or before it (gross).")
        var alpha = AlphaChoice.net

        @Setting(in: 0.1...100, help: "Largest weight of a position.")
        var maxWeight: Percent = 5

        @Setting(
            in: 0.1...1_000, help: "Sum of the weights that is aimed at, or, for risk_aversion, the largest.")
        var grossTarget: Percent = 50
    }
    typealias Settings = SettingsPair<Own, SettingsPair<CovarianceSettings, BookSettings>>

    private let scoring: CrossSection
    private let edge: ChosenEdge
    private let model: RiskModel
    private let portfolio: RidgePortfolio
    private let isRidge: Bool
    private var isFactored = false
    private let values: UnsafeMutableBufferPointer<Double>
    /// 1 where a decision has an alpha to be sized by.
    private let members: ColumnSet
    private let plan: WeightPlan

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        let capacity = max(axes.instruments.count, 1)
        isRidge = settings.form == .ridge
        scoring = try CrossSection(zMax: settings.zMax, mode: .none)
        edge = ChosenEdge(settings.alpha, axes: axes)
        model = try RiskModel(settings.shared.own, axes: axes)
        portfolio = try RidgePortfolio(
            capacity: capacity,
            form: isRidge ? .ridge(lambda: settings.lambda) : .riskAversion(gamma: settings.gamma))
        plan = try WeightPlan(
            settings.shared.shared, gross: settings.grossTarget.fraction, cap: settings.maxWeight.fraction,
            form: isRidge ? .proportions : .weights, instruments: axes.instruments)
        members = ColumnSet(columns: 1, rows: axes.instruments.count)
        values = .allocate(capacity: capacity)
        values.initialize(repeating: .nan)
    }

    deinit { values.deallocate() }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        model.observe(market)
        for index in 0..<targets.count {
            targets.weight[index] =
                decisions.side[index] == 0 ? .nan : wanted(index, decisions, market, targets)
            members[0][index] = targets.weight[index].isFinite ? 1 : 0
        }
        model.gather(members[0], isSigned: false)
        for member in 0..<model.count { values[member] = targets.weight[model.instrument(member)] }
        for index in 0..<targets.count where members[0][index] == 1 && !model.isKnown(index) {
            targets.keep(index, RiskModel.covarianceUnknown)
        }
        solve(decisions, targets)
        plan.apply(targets, decisions, cycle.portfolio)
    }

    /// The score or the alpha of one bar; NaN with a cause when it is not known.
    private func wanted(
        _ index: Int, _ decisions: DecisionFrame, _ market: MarketFrame, _ targets: TargetFrame
    ) -> Double {
        let alpha = edge.alpha(index, decisions)
        let value =
            isRidge
            ? scoring.score(alpha: alpha, volatility: edge.risk(index, decisions, market))
            : alpha / edge.bars(index, decisions)
        guard value.isFinite else {
            targets.keep(index, alpha.isNaN ? ChosenEdge.alphaUnknown : ChosenEdge.volatilityUnknown)
            return .nan
        }
        return value
    }

    private func solve(_ decisions: DecisionFrame, _ targets: TargetFrame) {
        if !model.isUnchanged || !isFactored { isFactored = portfolio.factor(model.matrix, model.count) }
        var span = UnsafeMutableBufferPointer(rebasing: values[..<model.count]).mutableSpan
        let isSolved = isFactored && portfolio.solve(&span)
        for member in 0..<model.count {
            let index = model.instrument(member)
            if !isSolved {
                targets.keep(index, RiskModel.covarianceSingular)
            } else if values[member] * decisions.side[index] < 0 {
                targets.explain(index, Self.hedgeOnly, observed: values[member])
                targets.weight[index] = 0
            } else {
                targets.weight[index] = values[member]
            }
        }
    }

    func remember(into memory: inout MemoryWriter) { model.remember(into: &memory) }
    func recall(from memory: inout MemoryReader) throws { try model.recall(from: &memory) }
}
