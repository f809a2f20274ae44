import SluiceMarket
package import SluiceNumerics
package import SluicePipeline

/// What a backtest came to, in figures, from the equity at the end of each session.
package struct BacktestFigures {
    /// Return, risk, and the one for the other.
    package let performance: EquityPerformance
    /// How many of its returns a year has.
    package let periodsPerYear: Double
    /// The deviation of a year's returns, a fraction; NaN with less than two of them.
    package let annualVolatility: Double
    /// How many times a year the mean equity was traded; NaN where no day has passed.
    package let annualTurnover: Double

    /// Looks at what a keeper has seen of a run of the plan.
    /// - Throws: `InvalidParameter` never for a plan that was checked.
    package init(_ plan: Plan, _ keeper: BacktestKeeper) throws(InvalidParameter) {
        periodsPerYear = Self.periodsPerYear(plan)
        let curve = keeper.sessions.isEmpty ? [] : [keeper.initialEquity] + keeper.sessions
        let days = keeper.span.map { $0.last.since($0.first).seconds / 86_400 } ?? 0
        performance = EquityPerformance(
            curve.span, initial: keeper.initialEquity, days: days,
            ratios: try PerformanceRatios(periodsPerYear: periodsPerYear))
        let returns = zip(curve, curve.dropFirst()).map { $1 / $0 - 1 }
        annualVolatility = SampleMoments(returns.span).deviation * periodsPerYear.squareRoot()
        let years = days / 365.25
        annualTurnover =
            years > 0 && keeper.meanEquity > 0 && returns.count > 1
            ? keeper.traded / keeper.meanEquity / years : .nan
    }

    /// Sessions of a year: every day, or those of a stock exchange.
    package static func periodsPerYear(_ plan: Plan) -> Double {
        let sessions = plan.calendar == .alwaysOpen ? 365.0 : 252
        return sessions / max(1, (plan.cycle.every.seconds / 86_400).rounded(.down))
    }
}
