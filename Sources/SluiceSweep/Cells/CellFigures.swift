import SluiceDocument
import SluiceEngine
import SluiceMarket
import SluiceNumerics

/// What the run of a cell came to: the figures that `sluice backtest --format json` prints, by the same code.
package struct CellFigures: Hashable, Sendable {
    /// The figures that cells can be ranked by, in the order of `SweepMetric.allCases`; NaN where there is none.
    let metrics: [Double]
    /// Trades.
    package let fills: Int
    /// Bars that the cycles saw, each instrument's counted.
    package let bars: Int
    /// Fees, exactly, in the account's currency.
    package let fees: String
    /// The account's last value, exactly; nil where a holding has no price.
    package let finalEquity: String?
    /// How many of the returns of the curve a year has.
    package let periodsPerYear: Double
    /// The equity before the first cycle that could trade, then that at the end of each session.
    package let curve: [Double]

    /// A figure that cells can be ranked by.
    package subscript(_ metric: SweepMetric) -> Double {
        SweepMetric.allCases.firstIndex(of: metric).map { metrics[$0] } ?? .nan
    }

    init(
        metrics: [Double], fills: Int, bars: Int, fees: String, finalEquity: String?, periodsPerYear: Double,
        curve: [Double]
    ) {
        (self.metrics, self.fills, self.bars, self.fees) = (metrics, fills, bars, fees)
        (self.finalEquity, self.periodsPerYear, self.curve) = (finalEquity, periodsPerYear, curve)
    }

    init(_ figures: BacktestFigures, _ summary: RunSummary, _ keeper: BacktestKeeper) {
        let performance = figures.performance
        metrics = SweepMetric.allCases.map { metric in
            let value =
                switch metric {
                case .totalReturn: performance.totalReturn
                case .annualReturn: performance.annualReturn
                case .annualVolatility: figures.annualVolatility
                case .sharpe: performance.sharpe
                case .sortino: performance.sortino
                case .calmar: performance.calmar
                case .maxDrawdown: keeper.sessions.isEmpty ? Double.nan : summary.maxDrawdown
                case .annualTurnover: figures.annualTurnover
                }
            // What a line cannot keep is absent.
            return value.isFinite ? value : .nan
        }
        (fills, bars, fees) = (summary.fills, keeper.bars, "\(summary.fees)")
        (finalEquity, periodsPerYear) = (keeper.finalEquity.map { "\($0)" }, figures.periodsPerYear)
        curve = keeper.sessions.isEmpty ? [] : [keeper.initialEquity] + keeper.sessions
    }

    /// The figures without the curve.
    var members: [JSONValue.Member] {
        zip(SweepMetric.allCases, metrics).map { .init($0.rawValue, .double($1)) } + [
            .init("fills", .int(fills)), .init("bars", .int(bars)), .init("fees", .string(fees)),
            .init("final_equity", JSONValue(finalEquity)),
        ]
    }

    init(_ line: SweepLine) throws(SweepError) {
        metrics = try SweepMetric.allCases.map { metric throws(SweepError) in try line.number(metric.rawValue)
        }
        (fills, bars, fees) = (try line.count("fills"), try line.count("bars"), try line.text("fees"))
        finalEquity = try line.optionalText("final_equity")
        (periodsPerYear, curve) = (try line.number("periods_per_year"), try line.numbers("curve"))
    }

    /// Two runs that show the same are equal, figures that are absent too.
    package static func == (lhs: CellFigures, rhs: CellFigures) -> Bool {
        lhs.metrics.map(\.bitPattern) == rhs.metrics.map(\.bitPattern)
            && (lhs.fills, lhs.bars, lhs.fees) == (rhs.fills, rhs.bars, rhs.fees)
            && lhs.finalEquity == rhs.finalEquity && lhs.periodsPerYear == rhs.periodsPerYear
            && lhs.curve.map(\.bitPattern) == rhs.curve.map(\.bitPattern)
    }

    /// Feeds what two equal ones have in common.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(fills)
        hasher.combine(finalEquity)
    }
}
