import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Sizes decided positions so that the book as a whole has a volatility that is aimed at.
///
/// Proportions are 1 / volatility, alpha / volatility or alike, with the sign of the decision. All are multiplied by
/// target / sqrt(w' Sigma w), both of a year of 252 sessions (365 where the market never closes), then cut at max_weight
/// and shrunk to gross_limit.
///
/// Worked number: two positions of 10% volatility without correlation in equal proportion have 7.07% together; a target
/// of 10% makes each 70.7% of the account.
final class VolatilityTargetSizer: Sizer {
    static let manifest = Manifest(
        "volatility_target",
        "Sizes decided positions so that the book as a whole has the volatility that is aimed at.",
        source: "Moreira and Muir, Volatility-managed portfolios (2017).",
        reasons: ChosenEdge.reasons + RiskModel.reasons + WeightPlan.reasons
    )

    /// What a position is in proportion to before the book is scaled.
    enum Proportions: String, SettingChoice {
        /// One over its volatility.
        case inverseVolatility = "inverse_volatility"
        /// Its alpha per unit of risk.
        case edge
        /// All alike.
        case equal
    }

    struct Own: PluginSettings {
        @Setting(in: 0.1...200, help: "Volatility of the book in a year that is aimed at.")
        var targetVolatility: Percent = 10

        @Setting(help: "What a position is in proportion to before the book is scaled.")
        var proportions = Proportions.inverseVolatility

        @Setting(
            in: 0.1...100, help: "Alpha in standard deviations at which a position stops growing, for edge.")
        var zMax = 3.0

        @Setting(
            help: "Whether the alpha counts after the cost of the trade (net) or before it (gross), for edge."
        )
        var alpha = AlphaChoice.net

        @Setting(in: 0.1...1_000, help: "Largest weight of a position.")
        var maxWeight: Percent = 20

        @Setting(
            in: 0.1...1_000, help: "Largest sum of the weights, long and short; above it all shrink alike.")
        var grossLimit: Percent = 100
    }
    typealias Settings = SettingsPair<Own, SettingsPair<CovarianceSettings, BookSettings>>

    private let proportions: Proportions
    private let scoring: CrossSection
    private let edge: ChosenEdge
    private let model: RiskModel
    /// The variance of one bar that is aimed at.
    private let variance: Double
    private let values: UnsafeMutableBufferPointer<Double>
    private let members: ColumnSet
    private let plan: WeightPlan

    init(settings: Settings, context: StageContext) throws {
        let axes = context.axes
        proportions = settings.proportions
        scoring = try CrossSection(zMax: settings.zMax, mode: .none)
        edge = ChosenEdge(settings.alpha, axes: axes)
        model = try RiskModel(settings.shared.own, axes: axes)
        let sessions = axes.calendar == .alwaysOpen ? 365.0 : 252
        let bars = sessions * Double(axes.calendar.sessionMinutes) / axes.barMinutes
        variance = settings.targetVolatility.fraction * settings.targetVolatility.fraction / bars
        plan = try WeightPlan(
            settings.shared.shared, gross: settings.grossLimit.fraction, cap: settings.maxWeight.fraction,
            instruments: axes.instruments)
        members = ColumnSet(columns: 1, rows: axes.instruments.count)
        values = .allocate(capacity: max(axes.instruments.count, 1))
        values.initialize(repeating: .nan)
    }

    deinit { values.deallocate() }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        model.observe(market)
        for index in 0..<targets.count {
            let isDecided = decisions.side[index].magnitude > 0
            let proportion = !isDecided ? .nan : proportion(index, decisions, market, targets)
            targets.weight[index] = proportion
            members[0][index] = proportion.isFinite ? 1 : 0
        }
        model.gather(members[0], isSigned: false)
        for index in 0..<targets.count where members[0][index] != 0 && !model.isKnown(index) {
            targets.keep(index, RiskModel.covarianceUnknown)
        }
        scale(targets)
        plan.apply(targets, decisions, cycle.portfolio)
    }

    private func proportion(
        _ index: Int, _ decisions: DecisionFrame, _ market: MarketFrame, _ targets: TargetFrame
    ) -> Double {
        let sign = decisions.side[index] < 0 ? -1.0 : 1
        let value: Double
        switch proportions {
        case .equal: return sign
        case .inverseVolatility: value = sign / market.volatility[index]
        case .edge:
            let alpha = edge.alpha(index, decisions)
            guard alpha.isFinite else {
                targets.keep(index, ChosenEdge.alphaUnknown)
                return .nan
            }
            value = scoring.score(alpha: alpha, volatility: edge.risk(index, decisions, market))
        }
        guard value.isFinite, value * sign >= 0 else {
            targets.keep(index, ChosenEdge.volatilityUnknown)
            return .nan
        }
        return value
    }

    private func scale(_ targets: TargetFrame) {
        for member in 0..<model.count { values[member] = targets.weight[model.instrument(member)] }
        guard model.count > 0, let first = values.baseAddress else { return }
        let risk = model.matrix.quadratic(first, model.count)
        let factor = risk == 0 ? .nan : (variance / risk).squareRoot()
        for member in 0..<model.count {
            let index = model.instrument(member)
            if values[member] == 0 {
                targets.weight[index] = 0
            } else if factor.isFinite {
                targets.weight[index] = values[member] * factor
            } else {
                targets.keep(index, RiskModel.covarianceSingular)
            }
        }
    }

    func remember(into memory: inout MemoryWriter) { model.remember(into: &memory) }
    func recall(from memory: inout MemoryReader) throws { try model.recall(from: &memory) }
}
