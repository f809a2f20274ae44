import SluiceMarket
import SluiceNumerics

/// The figures of a run in groups.
struct FigureList {
    let run: RecordedRun
    let sessions: SessionCurve
    let trips: [RoundTrip]
    let costs: CostTotals
    let benchmark: EvenBenchmark
    let symbol: SymbolBenchmark?

    var groups: [(name: String, figures: [RunFigure])] {
        [
            ("Return", growth), ("Risk", risk), ("Returns of a period", spread), ("Trades", trades),
            ("Exposure and costs", exposure), ("Run", cycles),
        ] + (symbol.map { [("Beside \($0.symbol)", $0.figures)] } ?? [])
    }

    private var facts: RunFacts { run.facts }
    private var equity: UnsafeBufferPointer<Double> { run.numbers(.equity, "equity") }
    private var times: UnsafeBufferPointer<Int64> { run.integers(.equity, "time") }

    /// The days from the first cycle to the last.
    private var days: Double { facts.to.since(facts.from).seconds / 86_400 }
    private var finalEquity: Double { sessions.equity.last ?? .nan }
    private var totalReturn: Double {
        sessions.start > 0 ? finalEquity / sessions.start - 1 : .nan
    }
    /// A run within one session has no return of a year.
    private var annualReturn: Double {
        sessions.returns.count > 1 ? EquityPerformance.annual(totalReturn, days: days) : .nan
    }
    private var ratios: PerformanceRatios? { try? PerformanceRatios(periodsPerYear: facts.periodsPerYear) }
    private var distribution: ReturnDistribution { ReturnDistribution(sessions.returns.span) }

    private var growth: [RunFigure] {
        let ratios = ratios
        let deepest = deepest.fraction
        return [
            RunFigure("start_equity", "Equity at the start", sessions.start, .money),
            RunFigure("final_equity", "Equity at the end", finalEquity, .money),
            RunFigure("total_return", "Return", totalReturn, .fraction),
            RunFigure("annual_return", "Return a year (CAGR)", annualReturn, .fraction),
            RunFigure("sharpe", "Sharpe ratio", ratios?.sharpe(sessions.returns.span) ?? .nan, .ratio),
            RunFigure("sortino", "Sortino ratio", ratios?.sortino(sessions.returns.span) ?? .nan, .ratio),
            RunFigure(
                "calmar", "Calmar ratio", deepest > 0 ? annualReturn / deepest : .nan, .ratio),
            RunFigure(
                "benchmark_return", "Return of holding all instruments", benchmark.totalReturn, .fraction),
        ]
    }

    /// The equity of every cycle, the start before them.
    private var deepest: DeepestFall { Self.fall(sessions.start, equity) }

    private static func fall(_ start: Double, _ curve: some Sequence<Double>) -> DeepestFall {
        let whole = [start] + curve
        return DeepestFall(whole.span)
    }

    private static func mean(_ values: [Double]) -> Double { SampleMoments(values.span).mean }

    private var risk: [RunFigure] {
        let volatility = distribution.deviation * facts.periodsPerYear.squareRoot()
        let curve = Array(equity)
        let moments = Array(times)
        let longest = LongestFall(curve.span, time: moments.span)
        let fall =
            curve.isEmpty ? 0 : Double(times[longest.end] - times[longest.peak]) / 86_400_000_000_000
        let bySession = Self.fall(sessions.start, sessions.equity).fraction
        return [
            RunFigure("volatility", "Volatility a year", volatility, .fraction),
            RunFigure("max_drawdown", "Deepest drawdown", curve.isEmpty ? .nan : deepest.fraction, .fraction),
            RunFigure(
                "max_drawdown_by_period", "Deepest drawdown by \(facts.period)",
                curve.isEmpty ? .nan : bySession, .fraction),
            RunFigure("longest_drawdown", "Longest drawdown, days", curve.isEmpty ? .nan : fall, .days),
            RunFigure("value_at_risk", "Value at risk 95%", distribution.valueAtRisk, .fraction),
            RunFigure(
                "expected_shortfall", "Expected shortfall 95%", distribution.expectedShortfall, .fraction),
        ]
    }

    private var spread: [RunFigure] {
        let found = distribution
        return [
            RunFigure(
                "periods", facts.period == "session" ? "Sessions" : "Cycles", Double(found.count), .count),
            RunFigure("mean_return", "Mean", found.mean, .fraction),
            RunFigure("best_return", "Best", found.best, .fraction),
            RunFigure("worst_return", "Worst", found.worst, .fraction),
            RunFigure("positive_share", "Share above zero", found.positiveShare, .fraction),
            RunFigure("skew", "Skew", found.skew, .ratio),
            RunFigure("excess_kurtosis", "Excess kurtosis", found.excessKurtosis, .ratio),
            RunFigure("tail_ratio", "Tail ratio", found.tailRatio, .ratio),
            RunFigure("omega", "Omega", found.omega, .ratio),
        ]
    }

    private var trades: [RunFigure] {
        let profits = trips.map(\.profit)
        let outcome = TradeOutcome(profits.span)
        let held = trips.reduce(0.0) {
            $0 + (Double($1.exitTime) - Double($1.entryTime)) / 86_400_000_000_000
        }
        return [
            RunFigure("orders", "Orders", Double(facts.orders), .count),
            RunFigure("fills", "Trades", Double(run.rows(.fills)), .count),
            RunFigure("round_trips", "Round trips", Double(trips.count), .count),
            RunFigure("win_rate", "Win rate", outcome.winRate, .fraction),
            RunFigure("profit_factor", "Profit factor", outcome.profitFactor, .ratio),
            RunFigure("payoff", "Mean win for mean loss", outcome.payoff, .ratio),
            RunFigure("mean_trip", "Mean of a round trip", outcome.mean, .money),
            RunFigure("best_trip", "Best round trip", outcome.best, .money),
            RunFigure("worst_trip", "Worst round trip", outcome.worst, .money),
            RunFigure(
                "mean_holding", "Mean holding, days", trips.isEmpty ? .nan : held / Double(trips.count),
                .days),
        ]
    }

    private var exposure: [RunFigure] {
        let (gross, net) = (run.numbers(.equity, "gross"), run.numbers(.equity, "net"))
        let known = gross.filter(\.isFinite)
        let exposed = known.isEmpty ? .nan : Double(known.count { $0 > 0 }) / Double(known.count)
        let finite = equity.filter(\.isFinite)
        let mean = finite.reduce(0, +) / Double(finite.count)
        let years = days / 365.25
        let charges = costs.charges.map {
            RunFigure("charge_\($0.name)", "Charges: \($0.name)", $0.amount, .money)
        }
        return [
            RunFigure("exposure_time", "Time with a holding", exposed, .fraction),
            RunFigure("mean_gross", "Mean gross exposure", Self.mean(known), .fraction),
            RunFigure("max_gross", "Highest gross exposure", known.max() ?? .nan, .fraction),
            RunFigure(
                "mean_net", "Mean net exposure", Self.mean(net.filter(\.isFinite)), .fraction),
            RunFigure("traded", "Value traded", costs.traded, .money),
            RunFigure(
                "annual_turnover", "Turnover a year",
                years > 0 && mean > 0 && sessions.returns.count > 1 ? costs.traded / mean / years : .nan,
                .ratio),
            RunFigure("fees", "Fees", costs.fees, .money),
            RunFigure("shortfall", "Shortfall against the decision's price", costs.shortfall, .money),
        ] + charges
    }

    private var cycles: [RunFigure] {
        [
            RunFigure("cycles", "Cycles", Double(facts.cycles), .count),
            RunFigure("skipped", "Cycles skipped", Double(facts.skipped), .count),
            RunFigure(
                "warm_up_cycles", "Cycles to warm up", facts.warmUpCycles.map(Double.init) ?? .nan, .count),
            RunFigure("periods_per_year", "Periods a year", facts.periodsPerYear, .count),
            RunFigure("load_seconds", "Loading", facts.loadSeconds ?? .nan, .seconds),
            RunFigure("run_seconds", "Running", facts.runSeconds, .seconds),
        ]
    }
}
