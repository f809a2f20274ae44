import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceNumerics

/// Gives each decision a part of the Kelly bet that its odds deserve.
///
/// kelly = max(0, p - (1 - p) / b), b = min(mean win / mean loss, 100); weight = min(max_weight, multiplier x kelly).
/// The odds are those of a normal return with the alpha as mean and the volatility of the horizon as deviation (see
/// `NormalOdds`), or declared: measured in a backtest and the same for all. A win rate outside 1% to 99% has no Kelly
/// bet. A bet worth less than `min_value` is not made.
///
/// Worked number: a win rate of 40.8% and a mean win of 7.41 to a loss of 4.41 are a kelly of 5.5676%; a quarter of it
/// is 1.3919%.
final class KellySizer: Sizer {
    static let oddsUnknown = Reason("odds_unknown")
    static let tooSmall = Reason("below_min_value", unit: .number)

    static let manifest = Manifest(
        "kelly",
        "Gives each decision a part of the Kelly bet that its odds deserve.",
        source: "Kelly, A new interpretation of information rate (1956).",
        reasons: [oddsUnknown, tooSmall] + ChosenEdge.reasons + WeightPlan.reasons
    )

    /// Where odds come from.
    enum Odds: String, SettingChoice {
        /// From the alpha and the volatility of the chosen horizon.
        case forecast
        /// From the settings.
        case declared
    }

    struct Own: PluginSettings {
        @Setting(help: "Whether odds follow from alpha and volatility, or are declared below.")
        var odds = Odds.forecast

        @Setting(in: 1...99, help: "Part of all trades that win, for declared odds.")
        var winRate: Percent?

        @Setting(in: 0.01...100_000, help: "Mean gain of a trade that wins, for declared odds.")
        var meanWin: BasisPoints?

        @Setting(in: 0.01...100_000, help: "Mean loss of a trade that loses, for declared odds.")
        var meanLoss: BasisPoints?

        @Setting(in: 0.01...1, help: "Part of the full Kelly bet that is made.")
        var multiplier = 0.5

        @Setting(
            in: Amount.zero...Amount(1_000_000_000),
            help: "Smallest value of a position, in the account's currency.")
        var minValue: Money?

        @Setting(help: "Whether the alpha counts after the cost of the trade (net) or before it (gross).")
        var alpha = AlphaChoice.net

        @Setting(in: 0.1...100, help: "Largest weight of a position.")
        var maxWeight: Percent = 25

        @Setting(
            in: 0.1...1_000, help: "Largest sum of the weights, long and short; above it all shrink alike.")
        var grossTarget: Percent = 100

        func check(_ issues: inout [Diagnostic]) {
            if odds == .declared, winRate == nil || meanWin == nil || meanLoss == nil {
                issues.append($odds.conflict("is declared, and so needs win_rate, mean_win and mean_loss"))
            }
        }
    }
    typealias Settings = SettingsPair<Own, BookSettings>

    private let rule: KellyFraction
    private let edge: ChosenEdge
    private let minValue: Double
    /// The Kelly bet of declared odds; nil where it follows from a forecast.
    private let declared: Double?
    private let plan: WeightPlan

    init(settings: Settings, context: StageContext) throws {
        rule = try KellyFraction(multiplier: settings.multiplier, maxFraction: settings.maxWeight.fraction)
        edge = ChosenEdge(settings.alpha, axes: context.axes)
        minValue = settings.minValue.map { $0.amount.doubleValue } ?? 0
        if settings.odds == .declared, let rate = settings.winRate, let win = settings.meanWin,
            let loss = settings.meanLoss
        {
            declared = rule.kelly(winRate: rate.fraction, meanWin: win.fraction, meanLoss: loss.fraction)
        } else {
            declared = nil
        }
        plan = try WeightPlan(
            settings.shared, gross: settings.grossTarget.fraction, cap: settings.maxWeight.fraction,
            instruments: context.axes.instruments)
    }

    func size(
        _ cycle: Cycle, _ decisions: DecisionFrame, _ market: MarketFrame, into targets: TargetFrame
    ) {
        for index in 0..<targets.count where decisions.side[index] != 0 {
            let kelly = declared ?? forecast(index, decisions, market, targets)
            guard kelly.isFinite else {
                if targets.causes[index].reason.isNone { targets.keep(index, Self.oddsUnknown) }
                continue
            }
            wish(index, rule.fraction(kelly: kelly), decisions, cycle.portfolio, targets)
        }
        plan.apply(targets, decisions, cycle.portfolio)
    }

    private func forecast(
        _ index: Int, _ decisions: DecisionFrame, _ market: MarketFrame, _ targets: TargetFrame
    ) -> Double {
        let alpha = edge.alpha(index, decisions)
        let risk = edge.risk(index, decisions, market)
        guard alpha.isFinite else {
            targets.keep(index, ChosenEdge.alphaUnknown)
            return .nan
        }
        guard risk.isFinite, risk > 0 else {
            targets.keep(index, ChosenEdge.volatilityUnknown)
            return .nan
        }
        let odds = NormalOdds(mean: alpha.magnitude, deviation: risk)
        return rule.kelly(winRate: odds.winRate, meanWin: odds.meanWin, meanLoss: odds.meanLoss)
    }

    private func wish(
        _ index: Int, _ fraction: Double, _ decisions: DecisionFrame, _ portfolio: Portfolio,
        _ targets: TargetFrame
    ) {
        let equity = portfolio.equity
        guard equity.isFinite, equity > 0 else { return targets.keep(index, Self.oddsUnknown) }
        let value = rule.notional(fraction: fraction, equity: equity, minNotional: minValue)
        if value == 0, fraction > 0 {
            targets.explain(index, Self.tooSmall, observed: fraction * equity, limit: minValue)
        }
        targets.weight[index] = decisions.side[index] < 0 ? -value / equity : value / equity
    }
}
